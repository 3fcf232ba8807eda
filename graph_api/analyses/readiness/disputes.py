"""Both sides of a contradiction, from a claim and what stands in the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from graph_api.analyses.readiness.answers import Contradiction, Side
from graph_api.analyses.readiness.statements import EVIDENCE
from graph_api.planner.refs import nodes
from loaders.merge import assertions_read
from loaders.records import Plain
from loaders.upsert import plain_stored
from schema.model import Dataset, Evidence
from schema.registry import Property, declaration


@cache
def stored_names() -> dict[str, str]:
    """Names in the graph of the properties that a claim may be about, by their camelCase names.

    What needs a scope in any kind is left out, so that it is never read.
    """
    known = declaration()
    properties: list[Property] = [
        *(item for kind in known.kinds.values() for item in kind.properties.values()),
        *(item for link in known.links.values() for item in link.properties.values()),
    ]
    scoped = {item.graphql_name for item in properties if item.scope}
    return {item.graphql_name: item.name for item in properties if item.graphql_name not in scoped}


def contradiction(
    named: Sequence[Any], claimed: Sequence[Any], stored: Sequence[Any]
) -> Contradiction:
    """A contradiction.

    Args:
        named: the property as the claim tells it, and its name in the graph or ``None``.
        claimed: value as JSON, datasets and evidence of the claim.
        stored: value, datasets and ``asserted`` of what the claim is about.
    """
    path, name = named
    value, datasets, evidence = claimed
    return Contradiction(
        property=path,
        shown=_shown(name, *stored),
        other=_side(value, datasets, evidence or []),
    )


def _shown(name: str | None, value: object, datasets: list[str], asserted: list[str]) -> Side:
    if name is None or value is None:
        return _side(None, [], [])
    plain: Plain = plain_stored({name: value})[name]
    said = [
        item for item in assertions_read(datasets, asserted or []) if item.values.get(name) == plain
    ]
    evidence = dict.fromkeys(ident for item in said for ident in item.evidence)
    text = json.dumps(plain, ensure_ascii=False)
    return _side(text, [item.dataset for item in said], [*evidence])


def _side(value: str | None, datasets: Sequence[str], evidence: Sequence[str]) -> Side:
    return Side(
        value=value,
        datasets=nodes(Dataset, datasets),
        evidence=nodes(Evidence, evidence[:EVIDENCE]),
    )
