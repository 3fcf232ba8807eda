"""The reference in ``docs/reference``, made from the exported SDL.

The schema has some thousand derived fields. The pages show what a reader looks for, the fields,
questions and kinds, and explain once what each connection brings along.
"""

from graph_api.cli.reference.pages import pages

__all__ = ["pages"]
