"""Records and relationships as resources of RDF: what JSON-LD and Turtle have in common.

A resource is a JSON-LD object in the words of :func:`schema.rdf.context`; Turtle is written from the
same object, so both hold the same triples.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.export.table import Table, TableRow
from schema.rdf import IDS, STATEMENT, classes_of, relation_of, term_of
from schema.registry import Property, ValueType, declaration

Resource = dict[str, object]


def resources(table: Table, row: TableRow) -> Iterator[Resource]:
    """The resources of a row: one of a record; of a relationship its statement, and the triple."""
    stated = _stated(table, row)
    if row.ends is None:
        yield {
            "id": iri(row.id),
            "type": list(classes_of(declaration().kinds[table.name])),
            **stated,
        }
        return
    source, target = map(iri, row.ends)
    relation = relation_of(table.name)
    about = {"subject": source, "predicate": relation.name, "object": target}
    yield {"id": iri(row.id), "type": [STATEMENT], **about, **stated}
    if not _has_end(table, row):
        yield {"id": source, relation.key: [target]}


def _stated(table: Table, row: TableRow) -> Resource:
    return {
        term_of(item).key: _value(item, value)
        for item, value in zip(table.properties, row.values, strict=True)
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


def _has_end(table: Table, row: TableRow) -> bool:
    names = [item.name for item in table.properties]
    return row.values[names.index("until")] is not None
