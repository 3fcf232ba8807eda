"""The table in seeds/README.md of the files that a dataset may hold, made from the declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path

from loaders.models import link_model, node_model
from schema.registry import NOT_IN_FILES, Kind, declaration, end_name, snake
from schema.spellings import columns, field_names, in_files, is_written, short_forms, types_named

PAGE = Path(__file__).parents[1] / "seeds" / "README.md"
FIRST = (
    "<!-- Made from the declaration by `python -m loaders.page`: change that, not the tables. -->\n"
)
LAST = "<!-- End of what is made. -->\n"


def tables() -> str:
    """Two tables in Markdown: files of nodes, and files of relationships."""
    return "\n".join([*_node_files(), "", *_link_files(), ""])


def filled(page: str) -> str:
    """The page with the tables between the two marks made anew."""
    before, rest = page.split(FIRST)
    return f"{before}{FIRST}{tables()}{LAST}{rest.split(LAST)[1]}"


def _node_files() -> Iterator[str]:
    kinds = [kind for kind in declaration().by_plural.values() if kind.name not in NOT_IN_FILES]
    named = {kind.name: list(node_model(kind.name).model_fields) for kind in kinds}
    common = _shared(named.values())
    yield f"Files of nodes. Every one may have {_code(common)}; {_code(['id', 'name_th'])} must be there."
    yield ""
    yield "| file | ids | further columns | relationships that may be columns |"
    yield "|---|---|---|---|"
    for kind in sorted(kinds, key=lambda kind: str(kind.plural)):
        short = [in_files(type_) for type_ in short_forms(kind.name)]
        own = [name for name in named[kind.name] if name not in {*common, *short}]
        yield f"| `{kind.plural}.csv` | `{kind.prefix}:…` | {_code(own)} | {_short(kind)} |"


def _short(kind: Kind) -> str:
    """The columns of relationships, with the name of the field in GraphQL where it is another."""
    return ", ".join(
        " or ".join(
            f"`{name}`"
            for name, type_ in columns(kind.name).items()
            if type_ == wanted and name == snake(name)
        )
        for wanted in short_forms(kind.name)
    )


def _link_files() -> Iterator[str]:
    types = sorted(type_ for type_ in declaration().types if is_written(type_))
    named = {type_: list(link_model(type_).model_fields) for type_ in types}
    common = _shared(named.values())
    yield f"Files of relationships. Every one may have {_code(common)}; `from` and `to` must be there."
    yield ""
    yield "| file | from → to | further columns |"
    yield "|---|---|---|"
    for type_ in types:
        ends = ", ".join(
            f"{end_name(row.source)} → {end_name(row.target)}" for row in declaration().types[type_]
        )
        own = [name for name in named[type_] if name not in common]
        yield f"| {_files(type_)} | {ends} | {_code(own)} |"


def _files(type_: str) -> str:
    """The file of a type, and its other name if that is the name of no other type."""
    others = (name for name in field_names(type_) if types_named(name) == (type_,))
    return " or ".join(f"`{name}.csv`" for name in (in_files(type_), *others))


def _shared(columns: Iterable[list[str]]) -> list[str]:
    """The columns that all have, in the order of the first."""
    return reduce(lambda kept, names: [name for name in kept if name in names], columns)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def main() -> None:
    """Writes the tables."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
