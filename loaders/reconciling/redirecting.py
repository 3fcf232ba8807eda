"""What a dataset states of a record that was merged, as a statement of the one that stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from loaders.links import overlap, row_of, with_identity
from loaders.models import declared
from loaders.reconciling.statements import VERDICTS, Verdict, verdict_of
from loaders.records import CheckedDataset, DatasetRows, LinkRow, NodeRow, Plain, Values
from schema.cypher import Run


@dataclass(frozen=True, slots=True)
class Redirection:
    """Which record each one that was merged is now.

    Attributes:
        into: ids of those that stay, by the ids of those that went.
        names: the names of those that stay.
    """

    into: Mapping[str, str]
    names: Mapping[str, str]


def redirection(verdicts: Iterable[Verdict]) -> Redirection:
    """From all verdicts: a record that was merged into one that was merged itself goes all the way."""
    same = [item for item in verdicts if item.same]
    into = ends_of({item.other: item.one for item in same})
    return Redirection(into, {item.one: item.name_th for item in same})


def ends_of(step: Mapping[str, str]) -> dict[str, str]:
    """Where steps lead from each id in the end; a circle, which nobody decides, ends somewhere."""
    into: dict[str, str] = {}
    for other in step:
        passed = [other]
        while (after := into.get(passed[-1]) or step.get(passed[-1])) and after not in passed:
            passed.append(after)
        into |= dict.fromkeys(passed[:-1], passed[-1])
    return into


async def read_redirection(run: Run) -> Redirection:
    """By all verdicts of the graph that ``run`` reads."""
    return redirection(verdict_of(row.verdict) for row in await VERDICTS.through(run))


async def read_redirected(run: Run, checked: CheckedDataset) -> CheckedDataset:
    """What was read of a dataset, redirected by all verdicts; as it is, where that changes nothing.

    Args:
        run: reads the graph.
        checked: the dataset, which may name records that went.
    """
    return redirected_whole(checked, await read_redirection(run))


def redirected_whole(checked: CheckedDataset, now: Redirection) -> CheckedDataset:
    """What was read of a dataset, redirected; as it is, where that changes nothing."""
    dataset = redirected(checked.dataset, now)
    if dataset is checked.dataset:
        return checked
    return replace(checked, dataset=dataset, ids=checked.ids | {node.id for node in dataset.nodes})


def redirected(rows: DatasetRows, now: Redirection) -> DatasetRows:
    """The rows with every id that went replaced by the one that stays; what meets is joined.

    A name that goes becomes another name. Of values that differ, those of the row of the record that
    stays count; where a dataset states only the one that went, its name gives way, too.
    """
    if not now.into:
        return rows
    nodes: dict[str, NodeRow] = {}
    kept_first = sorted(rows.nodes[1:], key=lambda row: row.id in now.into)
    for row in kept_first:
        node = _node(row, now)
        nodes[node.id] = _joined(nodes[node.id], node) if node.id in nodes else node
    return replace(
        rows, nodes=(*rows.nodes[:1], *nodes.values()), links=tuple(_links(rows.links, now))
    )


def _node(row: NodeRow, now: Redirection) -> NodeRow:
    values = _values(row.kind, row.values, now)
    if row.id not in now.into:
        return replace(row, values=values)
    kept = now.into[row.id]
    names = [values.pop(name, None) for name in ("name_th", "name_en")]
    aliases = values.get("aliases") or []
    others = [*map(str, filter(None, names)), *(aliases if isinstance(aliases, list) else [])]
    name = now.names.get(kept, others[0])
    own = [other for other in dict.fromkeys(others) if other != name]
    return replace(row, id=kept, values={**values, "name_th": name, "aliases": own})


def _joined(first: NodeRow, second: NodeRow) -> NodeRow:
    """Two rows of one record in a dataset: values of the first, and all items of lists."""
    values: dict[str, Plain] = {**second.values, **first.values}
    for name, item in declared(first.kind).items():
        if item.many and name in values and name != "evidence":
            values[name] = _union(first.values.get(name), second.values.get(name))
    names = [values.get("name_th"), values.get("name_en")]
    aliases = values.get("aliases")
    if isinstance(aliases, list):
        values["aliases"] = [alias for alias in aliases if alias not in names]
    evidence = tuple(dict.fromkeys([*first.evidence, *second.evidence]))
    return replace(first, values=values, evidence=evidence)


def _union(*lists: Plain) -> list[str]:
    items = (item for one in lists if isinstance(one, list) for item in one)
    return list(dict.fromkeys(items))


def _links(links: Iterable[LinkRow], now: Redirection) -> Iterable[LinkRow]:
    known: dict[str, LinkRow] = {}
    single: dict[tuple[str, str], list[LinkRow]] = {}
    for row in sorted(links, key=lambda row: bool({*row.ends} & now.into.keys())):
        link = _link(row, now)
        if link.source == link.target:
            continue  # the two were linked with each other
        first = known.get(link.id)
        if first is not None:
            evidence = tuple(dict.fromkeys([*first.evidence, *link.evidence]))
            known[link.id] = replace(
                first, evidence=evidence, values={**link.values, **first.values}
            )
            continue
        declared_row = row_of(link.type, link.source, link.target)
        if declared_row is not None and declared_row.one:
            others = single.setdefault((link.type, link.source), [])
            if any(overlap(link, other) for other in others):
                continue  # the one that stays has its own
            others.append(link)
        known[link.id] = link
    return known.values()


def _link(row: LinkRow, now: Redirection) -> LinkRow:
    values = _values(row.type, row.values, now)
    source, target = (now.into.get(end, end) for end in row.ends)
    if values == row.values and (source, target) == row.ends:
        return row
    return with_identity(replace(row, source=source, target=target, values=values))


def _values(group: str, values: Values, now: Redirection) -> dict[str, Plain]:
    """The values with ids that went replaced, where properties name records."""
    changed = dict(values)
    for name, item in declared(group).items():
        value = changed.get(name)
        if item.ref and isinstance(value, str):
            changed[name] = now.into.get(value, value)
        elif item.ref and isinstance(value, list):
            changed[name] = _union([now.into.get(ident, ident) for ident in value])
    return changed
