"""Disputed values as Claim nodes, each DISPUTES the record (or the source of the relationship)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from loaders.links import row_of
from loaders.merge import Assertion, DatasetInfo, Dispute, Merged, merge
from loaders.records import Plain
from loaders.searching import search_fields
from loaders.statements import CLAIMS_ON
from loaders.upsert import DesiredRecord, in_batches
from schema.cypher import Writer
from schema.ids import digest, relationship_id
from schema.registry import Property, camel, declaration

CLAIM = "Claim"
DISPUTES = "DISPUTES"


def claims_of(
    subject: DesiredRecord, merged: Merged, infos: Mapping[str, DatasetInfo]
) -> list[tuple[DesiredRecord, DesiredRecord]]:
    """A claim and its relationship for every value of ``subject`` that is not shown."""
    return [_claim(subject, dispute, infos) for dispute in merged.disputes]


async def standing_claims(tx: Writer, subjects: Sequence[str]) -> set[str]:
    """Ids of the claims that stand on the subjects (ids of records or relationships)."""
    ids: set[str] = set()
    for batch in in_batches(subjects):
        ids.update(row.id for row in await CLAIMS_ON.run(tx, ids=list(batch)))
    return ids


def _claim(
    subject: DesiredRecord, dispute: Dispute, infos: Mapping[str, DatasetInfo]
) -> tuple[DesiredRecord, DesiredRecord]:
    claim_id = f"claim:{digest(subject.id, dispute.property, dispute.dataset)}"
    about, path, disputed = _about(subject, dispute.property)
    properties = declaration().kinds[CLAIM].properties
    values: dict[str, Plain] = {
        "name_th": f"{disputed.text.th} ({about})",
        "name_en": f"{disputed.text.en} ({about})",
    }
    said = Assertion(dispute.dataset, values, dispute.evidence)
    node = merge(properties, [said], infos).properties
    node |= search_fields(CLAIM, node)
    node |= {"property": path, "subject": subject.id}
    if disputed.scope is None:  # a claim is read by all, so it holds nothing that needs a scope
        node["value"] = json.dumps(dispute.value, ensure_ascii=False)
    link = merge(
        declaration().links["Link"].properties,
        [Assertion(dispute.dataset, {}, dispute.evidence)],
        infos,
    )
    link_id = relationship_id(DISPUTES, claim_id, about, [None])
    return (
        DesiredRecord(claim_id, CLAIM, node),
        DesiredRecord(link_id, DISPUTES, link.properties, (claim_id, about)),
    )


def _about(subject: DesiredRecord, name: str) -> tuple[str, str, Property]:
    """The record that a claim is about, the path of the property, and the property.

    A relationship's property is told from its source: ``networks(network:udon-media).until``.
    """
    known = declaration()
    if subject.group in known.kinds:
        return subject.id, camel(name), known.kinds[subject.group].properties[name]
    source, target = subject.ends
    row = row_of(subject.group, source, target) or known.types[subject.group][0]
    path = f"{camel(row.out)}({target}).{camel(name)}"
    return source, path, known.properties_of(row)[name]


def only(items: Iterable[tuple[DesiredRecord, DesiredRecord]], at: int) -> list[DesiredRecord]:
    """The claims (0) or their relationships (1)."""
    return [pair[at] for pair in items]
