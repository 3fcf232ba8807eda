"""The model page of the documentation, made from the declaration.

``python -m schema.page`` writes ``docs/model.md``; a test fails when the page is out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from schema.registry import NOT_IN_FILES, Declaration, Kind, Property, declaration, end_name
from schema.relationships import Relationship

PAGE = Path(__file__).parent.parent / "docs" / "model.md"

_INTRODUCTION = """\
# The graph model

This page is made from the declaration in `schema/` (`python -m schema.page`): change the
declaration, not the page. Labels and types stand as in the graph, properties in snake_case as in
the graph and in seed files; in GraphQL they are camelCase.

* A kind is a label, and every domain node has the second label `Record`.
* An id is `prefix:slug`; its prefix tells the kind.
* Dates are days; the first and the last day of a period are both within it. A relationship without
  `since` holds from always, without `until` still.
* A relationship is called in seed files by its type in lower case, or by the first of its fields: a
  column, or a file, `raises` is the same as `problems`. In GraphQL it is called by its fields.
* *kept* properties are written by the service; a seed file cannot set them.
"""


def page(known: Declaration) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(known)) + "\n"


def _lines(known: Declaration) -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Common to every record\n"
    common = known.groups["Record"].properties
    yield from _properties(common.values())
    yield "\n## Kinds\n"
    for kind in known.kinds.values():
        yield from _kind(kind, common)
    yield "## Groups and unions\n"
    yield from _table(
        ("name", "what it is", "members"),
        (
            (f"`{name}`", text, ", ".join(known.members(name)))
            for name, text in (
                *((group.name, group.text.both) for group in known.groups.values()),
                *((union.name, union.text.both) for union in known.unions.values()),
            )
        ),
    )
    yield "\n## Relationships\n"
    yield "Common to all of them:\n"
    yield from _properties(known.links["Link"].properties.values())
    yield ""
    yield from _table(
        ("from", "type", "to", "fields", "states", "own properties", "told apart by", "notes"),
        (_relationship(known, row) for row in known.relationships),
    )


def _kind(kind: Kind, common: dict[str, Property]) -> Iterator[str]:
    yield f"### {kind.name}\n"
    made = kind.name in NOT_IN_FILES
    file = "Made by the service" if made else f"File `{kind.plural}.csv`"
    yield f"{kind.text.both}. {file}, ids `{kind.prefix}:…`{_holds(kind)}{_listed(kind)}.\n"
    own = [item for name, item in kind.properties.items() if name not in common]
    if own:
        yield from _properties(own)
        yield ""


def _holds(kind: Kind) -> str:
    return f", holds from `{kind.validity[0]}` to `{kind.validity[1]}`" if kind.validity else ""


def _listed(kind: Kind) -> str:
    return f", listed by {', '.join(f'`{name}`' for name in kind.order)}" if kind.order else ""


def _properties(items: Iterable[Property]) -> Iterator[str]:
    yield from _table(
        ("property", "type", "what it is", "notes"),
        ((f"`{item.name}`", _type(item), item.text.both, _notes(item)) for item in items),
    )


def _type(item: Property) -> str:
    base = item.type.value.removesuffix("s") if item.many else item.type.value
    shown = f"id of {item.ref}" if item.ref else base
    listed = f"list of {shown}" if item.many else shown
    return listed if item.nullable or item.many else f"{listed}, required"


def _notes(item: Property) -> str:
    notes = [
        f"vocabulary `{item.vocabulary}`" if item.vocabulary else "",
        f"scope `{item.scope}`" if item.scope else "",
        _range(item),
        item.pattern.text.en if item.pattern else "",
        "searched" if item.searched else "",
        "kept" if item.kept else "",
    ]
    return ", ".join(filter(None, notes))


def _range(item: Property) -> str:
    if item.range is None:
        return ""
    low, high = item.range.low, item.range.high
    parts = (
        f"at least {low:g}" if low is not None else "",
        f"at most {high:g}" if high is not None else "",
    )
    return ", ".join(filter(None, parts))


def _relationship(known: Declaration, row: Relationship) -> tuple[str, ...]:
    common = known.links["Link"].properties
    own = (name for name in known.properties_of(row) if name not in common)
    notes = [
        "at most one" if row.one else "",
        "symmetric, stored once with the smaller id first" if row.symmetric else "",
        "derived" if row.derived else "",
        f"followed upwards {row.transitive} steps by `id: {{inside: …}}`" if row.transitive else "",
    ]
    return (
        end_name(row.source),
        f"`{row.type}`",
        end_name(row.target),
        f"`{row.out}` / `{row.back}`",
        row.text.both,
        _code(own),
        _code(row.key),
        ", ".join(filter(None, notes)),
    )


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> None:
    """Writes the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(declaration()), encoding="utf-8")


if __name__ == "__main__":
    main()
