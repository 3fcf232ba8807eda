"""What of the libraries' logs a person at the terminal gets to see."""

from __future__ import annotations

import logging

from schema.errors import PhakhiError


def set_up_logs() -> None:
    """Warnings of ours in one line; of the libraries only what nobody foresaw."""
    logging.basicConfig(level=logging.WARNING, format="phakhi: %(message)s")
    # The store translates these into errors of its own.
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    logging.getLogger("strawberry.execution").addFilter(_is_unforeseen)


def _is_unforeseen(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return error is not None and not isinstance(error, PhakhiError)
