"""The graph in files that other tools read: one module a format, all of them written page by page."""

from __future__ import annotations
