"""Small graphs, made by hand or by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from graph_api.linkage.explained import ExplainedCandidate
from graph_api.linkage.features import NO_HISTORY, Features, make_features
from graph_api.linkage.former import ALWAYS, STILL, History, WorkPeriod
from graph_api.linkage.graph import make_graph
from graph_api.linkage.words import make_texts

Links = dict[str, set[tuple[str, str]]]

AGENCIES = [f"agency:{letter}" for letter in "abcdefg"]
THINGS = {
    "problem": [f"problem:p{n}" for n in range(4)],
    "good-deed": [f"good-deed:d{n}" for n in range(2)],
    "goal": [f"goal:g{n}" for n in range(3)],
    "mechanism": [f"mechanism:m{n}" for n in range(3)],
    "moral-capital": ["moral-capital:c0"],
    "project": ["project:j0"],
    "event": ["event:e0"],
    "issue": [f"issue:i{n}" for n in range(4)],
    "area": ["area:1", "area:11", "area:12", "area:2"],
    "network": ["network:n1", "network:n2"],
}
ENDS: dict[str, tuple[list[str], list[str]]] = {
    "RAISES": (AGENCIES + THINGS["network"], THINGS["problem"]),
    "COMMITS_TO": (AGENCIES, THINGS["good-deed"]),
    "PURSUES": (AGENCIES + THINGS["network"], THINGS["goal"]),
    "OPERATES": (AGENCIES, THINGS["mechanism"]),
    "HOLDS": (AGENCIES, THINGS["moral-capital"]),
    "ADOPTS": (AGENCIES + THINGS["network"], THINGS["issue"]),
    "CONCERNS": (
        [
            thing
            for kind in ("problem", "good-deed", "goal", "mechanism", "project", "event")
            for thing in THINGS[kind]
        ],
        THINGS["issue"],
    ),
    "ADDRESSES": ([*THINGS["goal"], *THINGS["mechanism"]], THINGS["problem"]),
    "ANSWERS": (THINGS["good-deed"], THINGS["problem"]),
    "ENABLES": (THINGS["moral-capital"], [*THINGS["mechanism"], *THINGS["good-deed"]]),
    "TAKES_PART_IN": (AGENCIES, [*THINGS["goal"], *THINGS["mechanism"], *THINGS["project"]]),
    "BASED_IN": (AGENCIES, THINGS["area"]),
    "ATTENDED": (AGENCIES + THINGS["network"], THINGS["event"]),
    "IN_AREA": (
        [
            *AGENCIES,
            *(
                thing
                for kind in ("goal", "mechanism", "project", "event")
                for thing in THINGS[kind]
            ),
        ],
        THINGS["area"],
    ),
    "MEMBER_OF": (AGENCIES, THINGS["network"]),
    "COLLABORATES_WITH": (AGENCIES, AGENCIES),
    "SEEKS_LINK_WITH": (AGENCIES + THINGS["network"], AGENCIES),
}
WITHIN = {("area:11", "area:1"), ("area:12", "area:1")}


def ids_of(links: Links) -> list[str]:
    """All ends of these relationships, and the agencies that every small graph has."""
    return sorted(
        {end for pairs in links.values() for pair in pairs for end in pair} | set(AGENCIES)
    )


TEXTS: dict[str, list[str]] = {
    thing: [words]
    for kind in ("problem", "good-deed", "goal", "mechanism", "moral-capital", "project", "event")
    for thing, words in zip(THINGS[kind], ("water and forest", "Water", "a road"), strict=False)
}
"""What the names of some of them are."""


def features_of(links: Links, history: History = NO_HISTORY, *, told: bool = False) -> Features:
    """The features of a small graph; with ``told``, the things in it have names."""
    over = {part.work for part in history.participations}
    graph = make_graph(ids_of(links), links, over)
    return make_features(graph, history=history, texts=make_texts(graph, TEXTS if told else {}))


def behind(features: Features, candidate: ExplainedCandidate) -> dict[str, tuple[object, ...]]:
    """By component: its weight, and ids of the nodes and relationships behind it."""
    ids = features.graph.ids
    return {
        part.component.name: (
            part.weight,
            [ids[number] for number in part.provenance.nodes],
            [(ids[one], type_, ids[other]) for one, type_, other in part.provenance.links],
        )
        for part in candidate.parts
    }


def _pairs(type_: str) -> st.SearchStrategy[set[tuple[str, str]]]:
    sources, targets = ENDS[type_]
    pair = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
    if type_ == "COLLABORATES_WITH":
        pair = pair.filter(lambda ends: ends[0] < ends[1])
    if type_ == "SEEKS_LINK_WITH":
        pair = pair.filter(lambda ends: ends[0] != ends[1])
    return st.sets(pair, max_size=8)


DAY = 10
"""The day that histories are seen from."""


def small_histories() -> st.SearchStrategy[History]:
    """Random participations around ``DAY``, and direct collaborations that are over."""
    works = [*THINGS["goal"], *THINGS["project"], "project:old", "mechanism:old"]
    days = st.sampled_from([ALWAYS, 2, 5, 8])
    ends = st.sampled_from([3, 6, DAY - 1, DAY, STILL])
    part = st.builds(WorkPeriod, st.sampled_from(AGENCIES), st.sampled_from(works), days, ends)
    two = st.permutations(AGENCIES).map(lambda each: each[:2])
    pair = st.builds(
        lambda ends, last: WorkPeriod(*ends, ALWAYS, last), two, st.sampled_from([3, 6])
    )
    both = st.tuples(st.lists(part, max_size=10), st.lists(pair, max_size=3))
    return both.map(lambda lists: History(DAY, (*lists[0], *lists[1])))


def small_links() -> st.SearchStrategy[Links]:
    """Random relationships of every type among seven agencies."""
    chosen = st.fixed_dictionaries({type_: _pairs(type_) for type_ in ENDS})
    return chosen.map(lambda links: {**links, "WITHIN": WITHIN})
