# Chores. `uv run just` lists them; `uv run just NAME` runs one.

# No annotations and no header: neither hosts nor paths get into what is checked in.
locked := "--quiet --no-emit-project --no-header --no-annotate"

default:
    @just --list

# Lint, format, types and layers, as .ci/run checks them
check:
    uv run ruff check
    uv run ruff format --check
    uv run mypy
    uv run pyright
    uv run lint-imports

# Format, and mend what the linter can mend
format:
    uv run ruff check --fix
    uv run ruff format

# All tests on the LTS of Neo4j; arguments go to pytest
test *ARGS:
    uv run pytest {{ARGS}}

# The tests that depend on the release of Neo4j, on the current one
test-current *ARGS:
    PHAKHI_TEST_NEO4J=current uv run pytest -m store {{ARGS}}

# The tests that depend on the release of Neo4j, and the lines that they reach
coverage *ARGS:
    uv run pytest -m store --cov {{ARGS}}

# Make anew what is generated and checked in: SDL, reference, model page, seed columns, settings page
generate:
    # Not straight into its place: the explorer is built by it, and may be before this runs.
    uv run phakhi schema > schema/schema.graphql.new
    mv schema/schema.graphql.new schema/schema.graphql
    uv run python -m graph_api.cli.reference
    uv run python -m graph_api.cli.analyses_page
    uv run python -m graph_api.cli.linkage_page
    uv run python -m schema.page
    uv run python -m schema.shapes > schema/shapes.ttl
    uv run python -m loaders.page
    uv run python -m loaders.worksheet.page
    uv run python -m graph_api.analyses.gaps.page
    uv run python -m graph_api.cli.settings_page > docs/settings.md

# Make anew docs/questions.md: asks all questions on the demo, in a store of its own
generate-questions:
    uv run python -m graph_api.cli.questions_page

# The versions resolved now, for tool.uv.constraint-dependencies in pyproject.toml
pins:
    @uv export {{locked}} --no-hashes --all-extras --all-groups | sed -E 's/ *;.*//; s/.*/  "&",/' | LC_ALL=C sort

# Make anew requirements/*.txt from the versions in pyproject.toml, with the hashes of all their files
lock:
    uv export {{locked}} --no-dev --extra tracing --output-file requirements/serve.txt > /dev/null
    uv export {{locked}} --all-extras --group dev --output-file requirements/dev.txt > /dev/null
    uv export {{locked}} --only-group uv --output-file requirements/uv.txt > /dev/null

# What Phakhi is made of, as CycloneDX: dist/phakhi.cdx.json
sbom:
    uv run python .ci/sbom/sbom.py dist/phakhi.cdx.json

# The licences of Neo4j's jars, for the list above: when the locks of the jars have changed
jar-licences:
    uv run python .ci/sbom/jar_licences.py

# The benchmarks; they print a table
bench *ARGS:
    uv run python -m benchmarks {{ARGS}}

# All that CI does
ci:
    .ci/run

# The pictures of the documentation, of a service with the demonstration
screenshots SITE="http://127.0.0.1:8000":
    uv run python docs/screenshots.py --pages {{SITE}}
