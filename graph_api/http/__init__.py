"""GraphQL over HTTP: translates requests and answers, and decides nothing else."""

from __future__ import annotations

from graph_api.http.app import create_app

__all__ = ["create_app"]
