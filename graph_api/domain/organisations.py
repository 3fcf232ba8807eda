"""Which kinds act, and what an actor must meet to count as one that does something."""

from __future__ import annotations

from graph_api.domain.conditions import asserted, seen
from schema.registry import declaration

ORGANISATIONS = declaration().members("Organisation")
"""Labels of organisations: agencies and networks."""

ACTORS = declaration().members("Actor")
"""Labels of those who raise, commit, pursue, operate, hold and adopt: organisations and areas."""


def is_organisation(node: str) -> str:
    """Whether a node is an organisation."""
    return f"({' OR '.join(f'{node}:{label}' for label in ORGANISATIONS)})"


def acts(node: str) -> str:
    """What an actor must meet to count.

    Where only some datasets count, an organisation must be asserted by one of them: it is somebody's
    record. An area is everybody's, and what is told of a dataset's problem needs no area of its own.
    """
    return f"(NOT {is_organisation(node)} OR {asserted(node)}) AND {seen(node)}"
