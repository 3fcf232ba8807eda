"""What the service costs and how it grows: one command that measures and prints a table.

``uv run python -m benchmarks --help``; ``benchmarks/README.md`` says what is measured and how to
read it.
"""
