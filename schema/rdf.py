"""How the graph reads as RDF: in org:, schema:, skos: and prov: where they have a word for it.

What they have no word for has one of ours, made from the declaration: every kind is a class, every
property and every relationship type a property of ``urn:phakhi:vocabulary#``. An id is an IRI, too:
``agency:culture-office`` is ``urn:phakhi:agency:culture-office``, the same in every export.

A relationship is a resource of its own (``rdf:Statement``) with its dates, evidence and datasets.
One that has not ended is stated as a triple as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from schema.registry import Kind, Property, ValueType, declaration

IDS = "urn:phakhi:"
OWN = "urn:phakhi:vocabulary#"

PREFIXES: Mapping[str, str] = {
    "phakhi": OWN,
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Vocabularies by their prefixes."""

STATEMENT = "rdf:Statement"
SUBJECT, PREDICATE, OBJECT = "rdf:subject", "rdf:predicate", "rdf:object"

CLASSES: Mapping[str, tuple[str, ...]] = {
    "Area": ("schema:AdministrativeArea",),
    "Agency": ("org:Organization",),
    "Network": ("org:OrganizationalCollaboration",),
    "Issue": ("skos:Concept",),
    "Virtue": ("skos:Concept",),
    "Problem": ("skos:Concept",),
    "GoodDeed": ("skos:Concept",),
    "Value": ("skos:Concept",),
    "Term": ("skos:Concept",),
    "Plan": ("prov:Plan",),
    "Project": ("schema:Project",),
    "Event": ("schema:Event",),
    "EventSeries": ("schema:EventSeries",),
    "Person": ("schema:Person", "prov:Person"),
    "Post": ("org:Post",),
    "Story": ("schema:CreativeWork",),
    "Lesson": ("schema:CreativeWork",),
    "Source": ("schema:CreativeWork", "prov:Entity"),
    "Evidence": ("schema:Quotation", "prov:Entity"),
    "Dataset": ("schema:Dataset", "prov:Entity"),
}
"""Classes of others that the records of a kind belong to."""

PROPERTIES: Mapping[str, str] = {
    "name_th": "skos:prefLabel",
    "name_en": "skos:prefLabel",
    "description_th": "schema:description",
    "description_en": "schema:description",
    "definition_th": "skos:definition",
    "definition_en": "skos:definition",
    "aliases": "skos:altLabel",
    "datasets": "prov:wasDerivedFrom",
    "evidence": "schema:citation",
    "created_at": "schema:dateCreated",
    "updated_at": "schema:dateModified",
    "latitude": "schema:latitude",
    "longitude": "schema:longitude",
    "website": "schema:url",
    "url": "schema:url",
    "published": "schema:datePublished",
    "licence": "schema:license",
    "version": "schema:version",
    "starts": "schema:startDate",
    "since": "schema:startDate",
    "ends": "schema:endDate",
    "until": "schema:endDate",
    "note": "skos:note",
    "phrase": "schema:text",
    "unit": "schema:unitText",
}
"""Properties of others, by the name of ours, of whatever kind."""

RELATIONS: Mapping[str, str] = {
    "MEMBER_OF": "org:memberOf",
    "WITHIN": "schema:containedInPlace",
    "BASED_IN": "schema:location",
    "HELD_IN": "schema:location",
    "CONCERNS": "schema:about",
    "ABOUT": "schema:about",
    "BROADER": "skos:broader",
    "COLLABORATES_WITH": "org:linkedTo",
    "IN_SERIES": "schema:superEvent",
    "FILLS": "org:holds",
    "AT": "org:postIn",
    "FROM": "prov:wasQuotedFrom",
    "SAID_BY": "prov:wasAttributedTo",
    "WRITTEN_BY": "schema:author",
}
"""Properties of others, by relationship type."""

_LANGUAGES = {"_th": "th", "_en": "en"}

_DATATYPES = {
    ValueType.INT: "xsd:integer",
    ValueType.FLOAT: "xsd:double",
    ValueType.BOOL: "xsd:boolean",
    ValueType.DATE: "xsd:date",
    ValueType.DATETIME: "xsd:dateTime",
}


@dataclass(frozen=True, slots=True)
class ContextTerm:
    """A word of the context: how a key of JSON-LD reads as RDF.

    Attributes:
        key: in JSON-LD.
        name: the property, with its prefix.
        language: of its texts, if it has one.
        datatype: of its values, ``"@id"`` for references; ``None`` for plain text.
        many: whether it may have several values.
    """

    key: str
    name: str
    language: str | None = None
    datatype: str | None = None
    many: bool = False

    @property
    def defined(self) -> object:
        """As the context has it."""
        stated: dict[str, str] = {"@id": self.name}
        if self.language:
            stated["@language"] = self.language
        if self.datatype:
            stated["@type"] = self.datatype
        if self.many:
            stated["@container"] = "@set"
        return stated


def term_of(item: Property) -> ContextTerm:
    """The word of a property; one of one name and one type has one."""
    language = _LANGUAGES.get(item.name[-3:]) if item.type is ValueType.TEXT else None
    datatype = "@id" if item.ref else _DATATYPES.get(item.type)
    property_ = PROPERTIES.get(item.name, f"phakhi:{item.graphql_name}")
    return ContextTerm(_key(item, datatype), property_, language, datatype, item.many)


def relation_of(type_: str) -> ContextTerm:
    """The word of a relationship type."""
    return ContextTerm(
        type_, RELATIONS.get(type_, f"phakhi:{own_name(type_)}"), None, "@id", many=True
    )


def own_name(type_: str) -> str:
    """Our own property of a relationship type: ``SEEKS_LINK_WITH`` → ``seeksLinkWith``."""
    head, *rest = type_.lower().split("_")
    return head + "".join(part.capitalize() for part in rest)


def classes_of(kind: Kind) -> tuple[str, ...]:
    """The classes that a kind's records belong to, ours first."""
    return (f"phakhi:{kind.name}", *CLASSES.get(kind.name, ()))


@cache
def prefixes() -> dict[str, str]:
    """Prefixes of vocabularies, and of the ids of kinds and relationships, as Turtle has them."""
    known = declaration()
    of_ids = [*known.by_prefix, *(type_.lower().replace("_", "-") for type_ in known.types)]
    return {**PREFIXES, **{prefix: f"{IDS}{prefix}:" for prefix in of_ids}}


@cache
def terms() -> dict[str, ContextTerm]:
    """All words by their keys."""
    known = declaration()
    words: dict[str, ContextTerm] = {}
    for properties in _owned():
        for item in properties.values():
            if item.name != "id":
                _add(words, term_of(item))
    for type_ in known.types:
        _add(words, relation_of(type_))
    for key in (SUBJECT, OBJECT, PREDICATE):
        _add(words, ContextTerm(key.partition(":")[2], key, None, "@id"))
    return words


@cache
def context() -> dict[str, object]:
    """The context of JSON-LD."""
    words = {term.key: term.defined for term in terms().values()}
    return {"@version": 1.1, **PREFIXES, "id": "@id", "type": "@type", **words}


def _key(item: Property, datatype: str | None) -> str:
    """The property's name; where others of the same name have other values, with their type."""
    if datatype is None or not _is_shared(item.name):
        return item.graphql_name
    return f"{item.graphql_name}_{datatype.strip('@').rpartition(':')[2]}"


@cache
def _is_shared(name: str) -> bool:
    """Whether properties of a name have values of several types."""
    same = [properties[name] for properties in _owned() if name in properties]
    return len({(item.type, item.ref is None) for item in same}) > 1


def _owned() -> Iterator[Mapping[str, Property]]:
    """The properties of every kind, and of every sort of relationship."""
    known = declaration()
    yield from (kind.properties for kind in known.kinds.values())
    yield from (link.properties for link in known.links.values())


def _add(words: dict[str, ContextTerm], term: ContextTerm) -> None:
    if words.setdefault(term.key, term) != term:
        message = f"{term.key} would have two meanings"
        raise ValueError(message)
