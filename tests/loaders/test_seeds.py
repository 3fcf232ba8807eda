"""The bundled seeds, in the real graph."""

from __future__ import annotations

import pytest

from graph_api.store import Store
from loaders.get import get
from loaders.transform import transform
from seeds import SEED_FOLDERS


@pytest.mark.store
async def test_all_that_the_files_state_is_in_the_graph(udon: Store) -> None:
    """Every node and every relationship of every dataset, and nothing but claims beside them."""
    datasets = [transform(get(folder)) for folder in SEED_FOLDERS]
    nodes = sorted({node.id for dataset in datasets for node in dataset.nodes})
    links = sorted({link.id for dataset in datasets for link in dataset.links})
    assert await udon.read("MATCH (n:Record) WHERE NOT n:Claim RETURN n.id ORDER BY n.id") == [
        [one] for one in nodes
    ]
    assert await udon.read(
        "MATCH ()-[r]->() WHERE NOT type(r) IN ['FOCUSES_ON', 'DISPUTES'] RETURN r.id ORDER BY r.id"
    ) == [[one] for one in links]


async def test_what_the_survey_says_otherwise_stands_beside_the_demo(udon: Store) -> None:
    """The demo's values are shown; each other one is a claim with the survey's words."""
    claims = await udon.read(
        "MATCH (c:Claim)-[:DISPUTES]->(n) "
        "RETURN n.id, c.property, c.value, c.datasets, c.evidence ORDER BY n.id, c.property"
    )
    survey, words = ["dataset:udon-demo-survey"], "evidence:demo-survey-"
    assert claims == [
        ["agency:local-newspaper", "networks(network:udon-media).until", '"2023-03-31"', survey, [f"{words}newspaper"]],
        ["agency:podcast-studio", "nameEn", '"Isan Voices Podcast Studio (demo)"', survey, [f"{words}podcast"]],
        ["agency:podcast-studio", "nameTh", '"สตูดิโอพอดแคสต์เสียงอีสาน (สาธิต)"', survey, [f"{words}podcast"]],
        ["goal:open-book-temples-20", "due", '"2027-06-30"', survey, [f"{words}books"]],
        ["mechanism:merit-welfare-fund", "kind", '"term:mechanism-kind.committee"', survey, [f"{words}welfare"]],
    ]  # fmt: skip


@pytest.mark.store
async def test_the_six_networks_are_facts_and_every_agency_is_made_up(udon: Store) -> None:
    """The article names no agency; the demo names 72 at least, over all six networks."""
    assert await udon.read("MATCH (n:Network) RETURN count(n), collect(DISTINCT n.synthetic)") == [
        [6, [False]]
    ]
    [[agencies, synthetic, networks]] = await udon.read(
        "MATCH (a:Agency)-[r:MEMBER_OF]->(n:Network) "
        "RETURN count(DISTINCT a), collect(DISTINCT a.synthetic OR r.synthetic), count(DISTINCT n)"
    )
    assert agencies >= 72
    assert (synthetic, networks) == ([True], 6)


@pytest.mark.store
async def test_what_rests_on_the_article_has_its_words(udon: Store) -> None:
    """Every fact of the article leads to evidence that comes from its source."""
    assert (
        await udon.read(
            "MATCH (n:Record) WHERE n.datasets = ['dataset:udon-thani-2563'] AND n.evidence = [] "
            "AND NOT n:Dataset AND NOT n:Evidence RETURN n.id"
        )
        == []
    )
    assert (
        await udon.read(
            "MATCH (e:Evidence) WHERE 'dataset:udon-thani-2563' IN e.datasets "
            "AND NOT (e)-[:FROM]->(:Source) RETURN e.id"
        )
        == []
    )


async def test_every_folder_is_a_dataset_of_another_id() -> None:
    """And the load order suits the references: loading them is tested above."""
    ids = [transform(get(folder)).id for folder in SEED_FOLDERS]
    assert ids == [
        "dataset:vocabulary",
        "dataset:thai-areas",
        "dataset:udon-thani-2563",
        "dataset:udon-demo",
        "dataset:udon-demo-survey",
    ]
