"""How often scores came true, counted by hand, and in a world where the answer is known."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from graph_api.evaluation import Protocol, Records, ScoreTally, evaluate
from graph_api.evaluation.methods import METHODS
from loaders.calibration import BinsByGroup, ScoreBin
from tests.evaluation.made_countries import records_of

BLEND = {"blend": METHODS["blend"]}


def many(score: float, sought: int, of: int) -> tuple[list[float], list[bool]]:
    """So many pairs with one score, some of them sought."""
    return [score] * of, [at < sought for at in range(of)]


def counted(*pairs: tuple[list[float], list[bool]]) -> tuple[ScoreBin, ...]:
    """The bins of these pairs, all of askers with three ties or more."""
    tally = ScoreTally(1)
    for scores, sought in pairs:
        tally.count("3+", np.array(scores), np.array(sought))
    tables = tally.tables()
    assert (tables["none"], tables["1–2"]) == ((), ())
    return tables["3+"]


def test_a_bin_begins_with_its_edge_and_ends_before_the_next() -> None:
    """As the score is shown; the whole score is in the last bin, and who has none is no candidate."""
    pairs = [
        many(1.0, 40, 40),
        many(0.9, 10, 40),
        many(0.3, 9, 30),
        many(0.1 + 0.2, 0, 30),
        many(0.2999999, 3, 30),
        many(0.299999, 3, 30),
        many(0.000001, 1, 40),
        many(0.0, 5, 100),
    ]
    assert counted(*pairs) == (
        ScoreBin(0.9, 1.0, 80, 50),
        ScoreBin(0.3, 0.4, 90, 12),
        ScoreBin(0.2, 0.3, 30, 3),
        ScoreBin(0.0, 0.1, 40, 1),
    )


def test_a_share_of_few_pairs_is_no_figure() -> None:
    """Of 30 it is, also where none came true; the pairs of a bin are told in any case."""
    bins = counted(many(0.75, 2, 29), many(0.45, 0, 30), many(0.05, 12, 48))
    assert [(one.low, one.of, one.share) for one in bins] == [
        (0.7, 29, None),
        (0.4, 30, 0.0),
        (0.0, 48, 0.25),
    ]


def test_a_bin_says_which_scores_it_is_about() -> None:
    """From its first to below its last; only the whole score ends a bin."""
    middle, last = ScoreBin(0.3, 0.5, 30, 1), ScoreBin(0.9, 1.0, 30, 1)
    scores = (0.299999, 0.3, 0.499999, 0.5)
    assert [middle.holds(score) for score in scores] == [False, True, True, False]
    assert [last.holds(score) for score in (0.899999, 0.9, 1.0)] == [False, True, True]


def _cliques(count: int, size: int) -> Records:
    """Groups in which all work with all, by pairs, and adopt one issue; nothing joins two groups."""
    names = [[f"agency:{group:02}-{one}" for one in range(size)] for group in range(count)]
    pairs = [("COLLABORATES_WITH", *pair) for group in names for pair in combinations(group, 2)]
    adopts = [("ADOPTS", one, f"issue:{at}") for at, group in enumerate(names) for one in group]
    alone = ("agency:alone", "agency:also-alone")
    return records_of([*pairs, *adopts], agencies=alone)


def _measured(records: Records, most: int = 1000) -> BinsByGroup:
    tally = ScoreTally(most)
    evaluate(records, Protocol(seeds=5), BLEND, watch=tally.add)
    return tally.tables()


def test_where_the_best_score_is_always_right_its_share_is_all() -> None:
    """Whoever is hidden of a group has most partners in common; nobody else has any."""
    tables = _measured(_cliques(8, 12))
    best = [one for one in tables["3+"] if one.low >= 0.4]
    rest = [one for one in tables["3+"] if one.low < 0.4]
    hidden = round(0.2 * 8 * 66)
    assert all(one.came_true == one.of for one in best)
    assert sum(one.of for one in best) == 5 * 2 * hidden  # each of two asks for the other
    assert [one.came_true for one in rest] == [0] * len(rest)
    # all others who have a partner: 96 askers, less those of their own group
    assert sum(one.of for one in rest) == 5 * 96 * 84


def test_who_lost_nobody_asks_too() -> None:
    """Two that work with nobody: of each all 96 with partners are candidates, and none comes true."""
    tables = _measured(_cliques(8, 12))
    assert sum(one.of for one in tables["none"]) == 5 * 2 * 96
    assert sum(one.came_true for one in tables["none"]) == 0
    assert tables["1–2"] == ()


def test_so_many_askers_of_a_trial_are_drawn_at_most() -> None:
    """The same for the same seed."""
    records = _cliques(8, 12)
    one, other = _measured(records, 10), _measured(records, 10)
    assert one == other
    pairs = sum(each.of for bins in one.values() for each in bins)
    assert 5 * 8 * 84 <= pairs < 5 * 10 * 98
