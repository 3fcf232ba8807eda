"""Records and relationships as resources of RDF: what JSON-LD and Turtle have in common.

A resource is a JSON-LD object in the words of :func:`schema.rdf.context`; Turtle is written from the
same object, so both hold the same triples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_api.export.table import TablePage, TableRow
from schema.rdf import IDS, STATEMENT, classes_of, relation_of, term_of
from schema.registry import Property, ValueType, declaration

Resource = dict[str, object]
_Column = tuple[str, Property]


def resources(page: TablePage) -> Iterator[Resource]:
    """The resources of a page: one of a record; of a relationship its statement, and the triple."""
    columns = [(term_of(item).key, item) for item in page.table.properties]
    made = _of_links if page.table.linked else _of_records
    return made(page, columns)


def _of_records(page: TablePage, columns: Sequence[_Column]) -> Iterator[Resource]:
    classes = list(classes_of(declaration().kinds[page.table.name]))
    for row in page.rows:
        yield {"id": iri(row.id), "type": classes, **_stated(row, columns)}


def _of_links(page: TablePage, columns: Sequence[_Column]) -> Iterator[Resource]:
    relation = relation_of(page.table.name)
    until = [item.name for _, item in columns].index("until")
    for row in page.rows:
        assert row.ends is not None
        source, target = map(iri, row.ends)
        about = {"subject": source, "predicate": relation.name, "object": target}
        yield {"id": iri(row.id), "type": [STATEMENT], **about, **_stated(row, columns)}
        if row.values[until] is None:
            yield {"id": source, relation.key: [target]}


def _stated(row: TableRow, columns: Sequence[_Column]) -> Resource:
    return {
        key: _value(item, value)
        for (key, item), value in zip(columns, row.values, strict=True)
        if value is not None and value != []
    }


def _value(item: Property, value: object) -> object:
    if item.ref:
        return [iri(one) for one in value] if isinstance(value, list) else iri(str(value))
    # As text: a number of JSON would be written otherwise by every program that reads it.
    return repr(float(str(value))) if item.type is ValueType.FLOAT else value


def iri(ident: str) -> str:
    """The IRI of an id."""
    return IDS + ident
