"""Statements that make and drop the constraints and indexes of ``schema.indexes``.

Full-text indexes use the analyzer ``whitespace``, never ``thai``: on a Java without a Thai locale
that one is made without complaint and stops the whole database at the first Thai name.
"""

from __future__ import annotations

from schema.indexes import Index, IndexType

_WHITESPACE = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"

AWAIT_INDEXES = "CALL db.awaitIndexes(300)"
"""Waits until the indexes that are being built are online, for so many seconds at most."""


def create_statement(index: Index) -> str:
    """Makes ``index`` unless something of its name is there."""
    if index.type is IndexType.UNIQUE:
        return (
            f"CREATE CONSTRAINT {index.name} IF NOT EXISTS "
            f"FOR {_pattern(index)} REQUIRE {_listed(index, '(', ')')} IS UNIQUE"
        )
    if index.type is IndexType.FULLTEXT:
        return (
            f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS "
            f"FOR {_pattern(index)} ON EACH {_listed(index, '[', ']')} {_WHITESPACE}"
        )
    return (
        f"CREATE {index.type.value.upper()} INDEX {index.name} IF NOT EXISTS "
        f"FOR {_pattern(index)} ON {_listed(index, '(', ')')}"
    )


def drop_index(name: str) -> str:
    """Drops the index called ``name``, which must be a name of ours."""
    return f"DROP INDEX {_plain(name)} IF EXISTS"


def drop_constraint(name: str) -> str:
    """Drops the constraint called ``name``, which must be a name of ours."""
    return f"DROP CONSTRAINT {_plain(name)} IF EXISTS"


def _pattern(index: Index) -> str:
    labels = "|".join(index.labels)
    return f"()-[x:{labels}]-()" if index.on_relationships else f"(x:{labels})"


def _listed(index: Index, opening: str, closing: str) -> str:
    return opening + ", ".join(f"x.{name}" for name in index.properties) + closing


def _plain(name: str) -> str:
    if not name.isidentifier() or not name.isascii():
        raise ValueError(name)
    return name
