"""What several datasets say of one record, brought together. Pure: no store is touched.

Shown is the value of the dataset with the highest precedence; between equals, of the one that was
loaded first. Lists (aliases) are joined, since they do not contradict each other. Every other
value that differs from the shown one is a dispute, which becomes a Claim.

As long as one dataset alone asserts a record, the record's own properties are what it says. From
the second one on, each dataset's say is kept beside them, as JSON in ``asserted``, in the order of
``datasets``: so a value can come back when the one that was shown goes away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loaders.models import is_stated, nothing_stated
from loaders.records import Plain, Values
from schema.registry import Property

ASSERTED = "asserted"
"""Internal property: what each dataset says, as JSON; missing while only one asserts the record."""


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What matters of a dataset when its values meet others'."""

    precedence: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one dataset says of a record.

    Attributes:
        dataset: the dataset's id.
        values: plain values, by property; what it says nothing of is left out.
        evidence: ids of its evidence.
    """

    dataset: str
    values: Values
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A value that is not shown."""

    dataset: str
    property: str
    value: Plain
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A record, from all that is said of it.

    Attributes:
        properties: plain values of every stated property, ``datasets``, ``evidence``,
            ``synthetic`` and ``asserted``; ``None`` where there is nothing.
        disputes: the values that are not shown.
    """

    properties: dict[str, Plain]
    disputes: tuple[Dispute, ...]


def merge(
    declared: Mapping[str, Property],
    assertions: Sequence[Assertion],
    infos: Mapping[str, DatasetInfo],
) -> Merged:
    """Brings together what datasets say of a record.

    Args:
        declared: the properties of its kind or relationship.
        assertions: one of each dataset, first loaded first; one at least.
        infos: what is known of the datasets.
    """
    if len(assertions) == 1:
        return Merged(_alone(declared, assertions[0], infos), ())
    # A stable sort: of equal precedence the first loaded stays first.
    ranked = sorted(assertions, key=lambda item: -infos[item.dataset].precedence)
    properties: dict[str, Plain] = {}
    disputes: list[Dispute] = []
    for name, item in declared.items():
        if name == "evidence" or not is_stated(item):
            continue
        if item.many:
            properties[name] = _joined(said.values.get(name) for said in ranked)
            continue
        stating = [said for said in ranked if said.values.get(name) is not None]
        properties[name] = stating[0].values[name] if stating else None
        disputes.extend(
            Dispute(said.dataset, name, said.values[name], said.evidence)
            for said in stating
            if said.values[name] != properties[name]
        )
    properties["evidence"] = _joined(list(said.evidence) for said in assertions)
    properties["datasets"] = [said.dataset for said in assertions]
    properties["synthetic"] = all(infos[said.dataset].synthetic for said in assertions)
    properties[ASSERTED] = [_as_json(said) for said in assertions] if len(assertions) > 1 else None
    return Merged(properties, tuple(disputes))


def _alone(
    declared: Mapping[str, Property], said: Assertion, infos: Mapping[str, DatasetInfo]
) -> dict[str, Plain]:
    """The properties of what one dataset states alone, as is nearly always so."""
    properties: dict[str, Plain] = {
        name: _joined([said.values.get(name)]) if item.many else said.values.get(name)
        for name, item in declared.items()
        if name != "evidence" and is_stated(item)
    }
    properties["evidence"] = list(dict.fromkeys(said.evidence))
    properties["datasets"] = [said.dataset]
    properties["synthetic"] = infos[said.dataset].synthetic
    properties[ASSERTED] = None
    return properties


def stated_alone(group: str, said: Assertion, *, synthetic: bool) -> dict[str, Plain]:
    """The properties of a record of a kind or type that one dataset alone states; as :func:`merge`."""
    return {
        **nothing_stated(group),
        **said.values,
        "evidence": list(dict.fromkeys(said.evidence)),
        "datasets": [said.dataset],
        "synthetic": synthetic,
        ASSERTED: None,
    }


def assertion_by(
    dataset: str, declared: Mapping[str, Property], stored: Mapping[str, Plain]
) -> Assertion | None:
    """What one dataset states; ``None``, when it states nothing."""
    return next((one for one in assertions_of(declared, stored) if one.dataset == dataset), None)


def assertions_of(declared: Mapping[str, Property], stored: Mapping[str, Plain]) -> list[Assertion]:
    """What each dataset says of a stored record, read back from its plain properties."""
    datasets = _texts(stored.get("datasets"))
    if not datasets:
        return []
    asserted = _texts(stored.get(ASSERTED))
    if asserted:
        return assertions_read(datasets, asserted)
    values = {
        name: stored[name]
        for name, item in declared.items()
        if is_stated(item) and name != "evidence" and stored.get(name) not in (None, [])
    }
    evidence = tuple(_texts(stored.get("evidence")))
    return [Assertion(dataset, values, evidence) for dataset in datasets]


def assertions_read(datasets: Sequence[str], asserted: Sequence[str]) -> list[Assertion]:
    """What several datasets say, from the internal property."""
    return [_read(dataset, text) for dataset, text in zip(datasets, asserted, strict=False)]


def added(declared: Mapping[str, Property], known: Assertion, new: Assertion) -> Assertion:
    """What a dataset says, when it says something more: lists are joined, values take others' place."""
    values = {**known.values, **new.values}
    for name in known.values.keys() & new.values.keys():
        if declared[name].many:
            values[name] = _joined((known.values[name], new.values[name]))
    evidence = dict.fromkeys((*known.evidence, *new.evidence))
    return Assertion(known.dataset, values, tuple(evidence))


def with_assertion(
    assertions: Sequence[Assertion], dataset: str, new: Assertion | None
) -> list[Assertion]:
    """The assertions with that of ``dataset`` replaced where it stands, added last, or taken out."""
    others = [item.dataset for item in assertions]
    if new is None:
        return [item for item in assertions if item.dataset != dataset]
    if dataset not in others:
        return [*assertions, new]
    return [new if item.dataset == dataset else item for item in assertions]


def in_order(assertions: Sequence[Assertion], order: Sequence[str]) -> list[Assertion]:
    """The assertions as ``order`` has their datasets; those that it does not name come last."""
    places = {dataset: place for place, dataset in enumerate(order)}
    return sorted(assertions, key=lambda item: places.get(item.dataset, len(places)))


def _joined(lists: Iterable[Plain]) -> list[str]:
    joined: dict[str, None] = {}
    for items in filter(None, lists):
        joined.update(dict.fromkeys(_texts(items)))
    return list(joined)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _as_json(said: Assertion) -> str:
    content = {"values": said.values, "evidence": list(said.evidence)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _read(dataset: str, text: str) -> Assertion:
    content = json.loads(text)
    return Assertion(dataset, content["values"], tuple(content["evidence"]))
