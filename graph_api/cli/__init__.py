"""The command line: puts settings, store, schema and web application together."""

from __future__ import annotations

from graph_api.cli.commands import main

__all__ = ["main"]
