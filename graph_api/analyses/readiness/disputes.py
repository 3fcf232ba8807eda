"""Both sides of a contradiction, from a claim and what stands in the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from graph_api.analyses.readiness.answers import Contradiction, Side
from graph_api.analyses.readiness.doubts_statements import DisputeRow, StoredValue
from graph_api.domain.evidence import evidence_shown
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


def contradiction(row: DisputeRow) -> Contradiction:
    """Both sides of what a claim disputes."""
    claimed = row.claimed
    return Contradiction(
        property=row.property,
        shown=_shown(row.name, row.stored),
        other=_side(claimed.value, claimed.datasets, claimed.evidence or []),
    )


def _shown(name: str | None, stored: StoredValue) -> Side:
    if name is None or stored.value is None:
        return _side(None, [], [])
    plain: Plain = plain_stored({name: stored.value})[name]
    said = [
        item
        for item in assertions_read(stored.datasets, stored.asserted or [])
        if item.values.get(name) == plain
    ]
    text = json.dumps(plain, ensure_ascii=False)
    evidence = [ident for item in said for ident in item.evidence]
    return _side(text, [item.dataset for item in said], evidence)


def _side(value: str | None, datasets: Sequence[str], evidence: Sequence[str]) -> Side:
    return Side(
        value=value,
        datasets=nodes(Dataset, datasets),
        evidence=nodes(Evidence, evidence_shown(evidence)),
    )
