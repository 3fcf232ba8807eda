"""The conditions that hold statements to a scope, as text with names of the statements' own."""

from __future__ import annotations

SCOPED = "WITH date($p[0]) AS day, $p[1] AS datasets, $p[2] AS synthetic\n"
"""How a statement begins whose first three parameters are those of its scope."""


def holds(link: str) -> str:
    """What a relationship of this name must meet, given ``day``, ``datasets`` and ``synthetic``."""
    return (
        f"({link}.since IS NULL OR {link}.since <= day) "
        f"AND ({link}.until IS NULL OR {link}.until >= day) "
        f"AND (datasets IS NULL OR any(d IN {link}.datasets WHERE d IN datasets)) "
        f"AND {seen(link)}"
    )


def valid(node: str) -> str:
    """What a node with a first and a last day must meet, given ``day``."""
    return f"({node}.starts IS NULL OR {node}.starts <= day) AND ({node}.ends IS NULL OR {node}.ends >= day)"


def seen(item: str) -> str:
    """What a node or relationship must meet where what is invented may not count."""
    return f"(synthetic OR NOT coalesce({item}.synthetic, false))"


def asserted(node: str) -> str:
    """What an organisation must meet where only some datasets count."""
    return f"(datasets IS NULL OR any(d IN {node}.datasets WHERE d IN datasets))"
