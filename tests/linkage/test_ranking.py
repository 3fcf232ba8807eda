"""Who is a candidate, in what order, and what would change it: on graphs made by hand."""

from __future__ import annotations

from graph_api.linkage.asker import make_asker
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.features import LARGEST_WORK, tied
from graph_api.linkage.ranking import Choice, Existing, Ranking, rank
from graph_api.linkage.weights import checked
from tests.linkage.graphs import AGENCIES, Links, features_of

BY_CONCERN = checked({CONCERN: 1})
LINKS: Links = {
    "ADOPTS": {
        ("agency:a", "issue:rare"),
        ("agency:b", "issue:rare"),
        ("agency:a", "issue:common"),
        ("agency:c", "issue:common"),
        ("agency:d", "issue:common"),
        ("agency:e", "issue:common"),
    },
    "COLLABORATES_WITH": {("agency:a", "agency:c")},
    "MEMBER_OF": {("agency:a", "network:n1"), ("agency:b", "network:n1")},
}


def asked(links: Links, choice: Choice) -> Ranking:
    """The ranking for agency:a by concern alone."""
    features = features_of(links)
    return rank(features, make_asker(features, 0), BY_CONCERN, choice)


def names(ranking: Ranking) -> list[str]:
    """Ids of the candidates."""
    return [AGENCIES[place.agency] for place in ranking.places]


def test_partners_are_left_out_marked_or_listed_alone() -> None:
    """agency:c works with agency:a already."""
    assert names(asked(LINKS, Choice(10))) == ["agency:b", "agency:d", "agency:e"]
    marked = asked(LINKS, Choice(10, Existing.MARK))
    assert names(marked) == ["agency:b", "agency:c", "agency:d", "agency:e"]
    assert [place.tied for place in marked.places] == [False, True, False, False]
    assert names(asked(LINKS, Choice(10, Existing.ONLY))) == ["agency:c"]


def test_other_networks_come_first_by_choice_and_scores_stay() -> None:
    """agency:b shares a network, and goes behind those that do not."""
    usual, others = asked(LINKS, Choice(10)), asked(LINKS, Choice(10, other_networks_first=True))
    assert names(others) == ["agency:d", "agency:e", "agency:b"]
    assert [place.same_network for place in others.places] == [False, False, True]
    assert {p.agency: p.score for p in others.places} == {p.agency: p.score for p in usual.places}


def test_equal_scores_stand_in_the_order_of_ids_also_where_the_list_is_cut() -> None:
    """agency:d and agency:e tie; the cut takes the first."""
    ranking = asked(LINKS, Choice(2))
    assert names(ranking) == ["agency:b", "agency:d"]
    assert ranking.considered == 3
    assert ranking.places[1].ahead_by == 0


def test_what_would_change_a_place() -> None:
    """Without its only reason a candidate would not be listed at all."""
    (first, *_) = asked(LINKS, Choice(1)).places
    assert first.strongest is CONCERN
    assert first.rank_without_strongest is None


def test_one_without_a_reason_is_not_listed() -> None:
    """agency:f and agency:g have nothing to do with any issue."""
    assert asked(LINKS, Choice(10)).considered == 3
    assert asked({"ADOPTS": set()}, Choice(10)).places == []


def test_a_very_large_work_makes_existing_partners_but_says_nothing_of_closeness() -> None:
    """Everyone on the list counts as tied; the ties that are scored do not grow by it."""
    crowd = [f"agency:x{n:03}" for n in range(LARGEST_WORK + 1)]
    links: Links = {"TAKES_PART_IN": {(agency, "goal:g") for agency in crowd}}
    features = features_of(links)
    first = features.graph.ids.index(crowd[0]) - features.first
    assert len(tied(features, first)) == LARGEST_WORK
    assert len(features.ties.partners.row(first)) == 0
    assert features.graph.names(map(int, features.works.large)) == ["goal:g"]
