"""JSON-LD and Turtle: read by libraries that know nothing of ours, and held to the shapes."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from rdflib import RDF, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff, to_isomorphic

from graph_api.store import Store
from schema.rdf import CLASSES, PROPERTIES, RELATIONS
from schema.registry import declaration
from schema.shapes import shapes
from tests.export.exporting import NASTY, exported

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from pyshacl import validate

pytestmark = [pytest.mark.store, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PHAKHI = Namespace("urn:phakhi:vocabulary#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
AGENCY = URIRef("urn:phakhi:agency:a")
NETWORK = URIRef("urn:phakhi:network:n")


async def _turtle(store: Store, **asked: Any) -> Graph:
    return Graph().parse(data=await exported(store, "ttl", **asked), format="turtle")


async def _expanded(store: Store) -> Graph:
    """The triples of the JSON-LD, as pyld makes them."""
    document = json.loads(await exported(store, "jsonld"))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return Dataset(default_union=True).parse(data=quads, format="nquads").default_graph


async def test_both_formats_have_the_same_triples(nasty: Store) -> None:
    """Each read by a library of its own."""
    turtle, expanded = await _turtle(nasty), await _expanded(nasty)
    _, only_turtle, only_jsonld = graph_diff(to_isomorphic(turtle), to_isomorphic(expanded))
    assert (set(only_turtle), set(only_jsonld)) == (set(), set())
    assert len(turtle) > 100


async def test_a_record_reads_as_others_would_write_it(nasty: Store) -> None:
    """Names with their languages, references as IRIs, what is invented marked."""
    graph = await _turtle(nasty)
    assert set(graph.objects(AGENCY, RDF.type)) == {PHAKHI.Agency, ORG.Organization}
    assert set(graph.objects(AGENCY, SKOS.prefLabel)) == {
        Literal("สำนักงานวัฒนธรรม", lang="th"),
        Literal(NASTY, lang="en"),
    }
    assert set(graph.objects(AGENCY, SKOS.altLabel)) == {Literal("สวจ."), Literal("+สวธ.")}
    assert set(graph.objects(AGENCY, PROV.wasDerivedFrom)) == {
        URIRef(f"urn:phakhi:dataset:{name}") for name in ("base", "demo", "demo-first")
    }
    assert graph.value(AGENCY, PHAKHI.synthetic) == Literal(False)  # noqa: FBT003 - its value
    invented = URIRef("urn:phakhi:agency:z")
    assert graph.value(invented, PHAKHI.synthetic) == Literal(True)  # noqa: FBT003 - likewise


async def test_a_relationship_has_its_dates(nasty: Store) -> None:
    """One that has ended is stated with them only; the other one as a triple, too."""
    graph = await _turtle(nasty)
    spells = {
        (str(graph.value(link, SCHEMA.startDate)), str(graph.value(link, SCHEMA.endDate)))
        for link in graph.subjects(RDF.subject, AGENCY)
        if graph.value(link, RDF.object) == NETWORK
    }
    assert spells == {("2019-01-01", "2020-12-31"), ("2021-01-01", "None")}
    assert (AGENCY, ORG.memberOf, NETWORK) in graph
    past = await _turtle(nasty, datasets=["dataset:base"])
    assert (AGENCY, ORG.memberOf, NETWORK) in past


async def test_an_export_keeps_to_the_shapes(nasty: Store) -> None:
    """Those that are made from the declaration, as pyshacl checks them."""
    conforms, _, text = validate(await _turtle(nasty), shacl_graph=_rules())
    assert conforms, text


async def test_the_demo_keeps_to_the_shapes(udon: Store) -> None:
    """Its kinds with most properties, and their relationships."""
    data = await _turtle(udon, kinds=["Network", "Goal", "Mechanism", "Post", "Person"])
    conforms, _, text = validate(data, shacl_graph=_rules())
    assert conforms, text


def _rules() -> Graph:
    return Graph().parse(data=shapes(), format="turtle")


async def test_the_shapes_refuse_what_is_wrong(nasty: Store) -> None:
    """A record without a name, a place off the globe and a relationship that leads nowhere."""
    data = await _turtle(nasty)
    data.remove((AGENCY, SKOS.prefLabel, None))
    data.set((URIRef("urn:phakhi:area:41"), SCHEMA.latitude, Literal(91.0)))
    link = next(data.subjects(RDF.object, NETWORK))
    data.remove((link, RDF.object, None))
    _, report, _ = validate(data, shacl_graph=_rules())
    shacl = Namespace("http://www.w3.org/ns/shacl#")
    refused = {(node, path) for node, path in _refused(report, shacl)}
    assert refused == {
        (AGENCY, SKOS.prefLabel),
        (URIRef("urn:phakhi:area:41"), SCHEMA.latitude),
        (link, RDF.object),
    }


def _refused(report: Any, shacl: Namespace) -> Any:
    for result in report.subjects(RDF.type, shacl.ValidationResult):
        yield report.value(result, shacl.focusNode), report.value(result, shacl.resultPath)


def test_the_shapes_that_are_checked_in_are_those_of_the_declaration() -> None:
    """`just generate` brings them up to date."""
    path = Path(__file__).parents[2] / "schema" / "shapes.ttl"
    assert path.read_text("utf-8") == shapes()


def test_what_is_mapped_is_declared() -> None:
    """No word of another vocabulary stands for something that is not there."""
    known = declaration()
    properties = {
        name
        for owner in (*known.kinds.values(), *known.links.values())
        for name in owner.properties
    }
    assert set(CLASSES) <= set(known.kinds)
    assert set(PROPERTIES) <= properties
    assert set(RELATIONS) <= set(known.types)
