"""SHACL shapes of the graph as RDF, made from the declaration: what an export keeps to.

``python -m schema.shapes`` prints them; they are checked in as ``schema/shapes.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schema.rdf import (
    OBJECT,
    PREDICATE,
    PREFIXES,
    STATEMENT,
    SUBJECT,
    ContextTerm,
    relation_of,
    term_of,
)
from schema.registry import Kind, Property, declaration

_LANGUAGE = "rdf:langString"


def shapes() -> str:
    """All shapes, in Turtle."""
    prefixes = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    kinds = map(_kind_shape, declaration().kinds.values())
    return "\n".join([head, *kinds, _statement_shape()])


def _kind_shape(kind: Kind) -> str:
    """Every record of a kind has a Thai name, and values of the declared types."""
    properties = [item for item in kind.properties.values() if item.name != "id"]
    return _shape(kind.name, f"phakhi:{kind.name}", _by_path(properties))


def _statement_shape() -> str:
    """Every relationship names its ends and its type."""
    known = declaration()
    stated = [row for row in known.relationships if not row.derived]
    everything = {
        item.name: item
        for row in stated
        for item in known.properties_of(row).values()
        if item.name != "id"
    }
    types = dict.fromkeys(relation_of(row.type).name for row in stated)
    ends = [
        f"sh:path {end} ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"
        for end in (SUBJECT, OBJECT)
    ]
    ends.append(f"sh:path {PREDICATE} ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ({' '.join(types)})")
    return _shape("Relationship", STATEMENT, [*ends, *_by_path(list(everything.values()))])


def _shape(name: str, target: str, properties: Sequence[str]) -> str:
    stated = " ;\n".join(f"    sh:property [ {item} ]" for item in properties)
    return f"phakhi:{name}Shape a sh:NodeShape ;\n    sh:targetClass {target} ;\n{stated} .\n"


def _by_path(properties: Sequence[Property]) -> list[str]:
    """A shape for each property of RDF, which several of ours may be."""
    paths: dict[str, list[Property]] = {}
    for item in properties:
        paths.setdefault(term_of(item).name, []).append(item)
    return ["".join(_stated(path, same)) for path, same in paths.items()]


def _stated(path: str, same: Sequence[Property]) -> Iterator[str]:
    terms = [term_of(item) for item in same]
    yield f"sh:path {path}"
    yield from (f" ; {name} {value}" for name, value in _values(terms).items())
    if terms[0].language:
        languages = " ".join(f'"{term.language}"' for term in terms)
        yield f" ; sh:uniqueLang true ; sh:languageIn ({languages})"
    elif not any(item.many for item in same):
        yield f" ; sh:maxCount {len(same)}"
    required = sum(not item.nullable and not item.many for item in same)
    if required:
        yield f" ; sh:minCount {required}"
    (first, *_) = same
    if first.range and first.range.low is not None:
        yield f" ; sh:minInclusive {_bound(first.range.low, terms[0])}"
    if first.range and first.range.high is not None:
        yield f" ; sh:maxInclusive {_bound(first.range.high, terms[0])}"
    if first.pattern:
        yield f' ; sh:pattern "^{first.pattern.regex}$"'


def _values(terms: Sequence[ContextTerm]) -> Mapping[str, str]:
    (term, *_) = terms
    if term.datatype == "@id":
        return {"sh:nodeKind": "sh:IRI"}
    return {"sh:datatype": _LANGUAGE if term.language else term.datatype or "xsd:string"}


def _bound(value: float, term: ContextTerm) -> str:
    return f'"{value:g}"^^{term.datatype}'


if __name__ == "__main__":
    print(shapes(), end="")  # noqa: T201 - the module's output
