"""The whole: methods tried on the same trials, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_api.evaluation import (
    EvaluationResult,
    Protocol,
    evaluate,
    protocol,
    read_records,
    summarise,
)
from graph_api.evaluation.measures import RankingMeasures
from graph_api.evaluation.methods import METHODS
from graph_api.evaluation.protocol import AskerTrial
from graph_api.evaluation.summary import Duel
from schema.errors import ErrorCode, PhakhiError
from seeds import SEED_FOLDERS
from seeds.generated import ParticipationShares, Sizes, generate
from seeds.generated.mechanism import WAYS
from tests.evaluation.made_countries import records_of

FEW = {name: METHODS[name] for name in ("blend", "concern alone", "random")}


def asked(seed: int, agency: str, ties: int, blend: float, other: float) -> AskerTrial:
    """One asker with the place of its first hidden partner by two methods."""
    measures = {"blend": blend, "other": other}
    return AskerTrial(
        seed, agency, ties, (0,), {k: RankingMeasures(v, v, v, v) for k, v in measures.items()}
    )


def test_groups_means_and_duels_are_those_worked_out_by_hand() -> None:
    """A wins on the mean of both trials, b loses, c draws."""
    outcome = EvaluationResult(
        3,
        9,
        2.0,
        (
            asked(1, "a", 5, 1.0, 0.25),
            asked(2, "a", 5, 0.25, 0.5),
            asked(1, "b", 2, 0.25, 0.5),
            asked(2, "c", 0, 0.5, 0.5),
        ),
        synthetic=True,
    )
    none, few, many, everyone = summarise(outcome)
    assert [group.name for group in summarise(outcome)] == ["none", "1–2", "3+", "all"]
    assert (everyone.asked, everyone.agencies) == (4, 3)
    assert (none.asked, few.asked, many.asked) == (1, 1, 2)
    assert [line.means.mrr for line in everyone.lines] == [0.5, 0.4375]
    assert [line.means.mrr for line in few.lines] == [0.25, 0.5]
    assert everyone.lines[0].duel is None
    duel = everyone.lines[1].duel
    assert duel is not None
    # two events: where the first is drawn twice the lead is .25, where the second is, -.125
    assert duel == Duel(wins=1, losses=1, draws=1, low=-0.125, high=0.25, p=duel.p, seeds=1)
    assert none.lines[1].duel == Duel(wins=0, losses=0, draws=1, low=0.0, high=0.0, p=1.0, seeds=0)


def test_a_group_of_nobody_has_no_lines() -> None:
    """Rather than numbers of nothing."""
    outcome = EvaluationResult(1, 1, 1.0, (asked(1, "a", 5, 1.0, 1.0),), synthetic=False)
    assert [(group.asked, len(group.lines)) for group in summarise(outcome)] == [
        (0, 0),
        (0, 0),
        (1, 2),
        (1, 2),
    ]


def test_all_methods_are_asked_the_same() -> None:
    """On the demo: five trials, every method for every asker, in groups by the ties left."""
    outcome = evaluate(read_records(SEED_FOLDERS), Protocol())
    assert {each.seed for each in outcome.trials} == {1, 2, 3, 4, 5}
    assert {tuple(each.measures) for each in outcome.trials} == {tuple(METHODS)}
    assert outcome.synthetic
    none, few, many, everyone = summarise(outcome)
    assert min(none.asked, few.asked, many.asked) > 0
    assert everyone.asked == none.asked + few.asked + many.asked


def test_a_method_that_is_not_tried_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """EASE, where there are more agencies than its inverse can have."""
    monkeypatch.setattr(protocol, "LARGEST_INVERSE", 10)
    methods = FEW | {"EASE": METHODS["EASE"]}
    outcome = evaluate(read_records(SEED_FOLDERS), Protocol(seeds=1, most=5), methods)
    assert outcome.left_out == ("EASE",)
    assert {tuple(each.measures) for each in outcome.trials} == {tuple(FEW)}


def test_so_many_askers_of_a_trial_at_most() -> None:
    """Drawn at random, the same for the same seed."""
    records = read_records(SEED_FOLDERS)
    one, other = (evaluate(records, Protocol(seeds=2, most=7), FEW) for _ in range(2))
    assert one == other
    assert len(one.trials) == 14


def _world(folder: Path, way: str, *, null: bool) -> EvaluationResult:
    mechanism = ParticipationShares(null=null).changed({**dict.fromkeys(WAYS, 0.0), way: 1.0})
    generate(folder, Sizes.of(300, 1), 1, mechanism)
    return evaluate(read_records([folder]), Protocol(seeds=3), FEW)


def test_concern_wins_where_it_is_planted_and_nowhere_else(tmp_path: Path) -> None:
    """In a null province no method may win by concern: its AUC is that of chance."""
    planted = summarise(_world(tmp_path / "planted", "concern", null=False))[-1].lines
    null = summarise(_world(tmp_path / "null", "concern", null=True))[-1].lines
    assert [line.method for line in planted] == ["blend", "concern alone", "random"]
    assert planted[1].means.auc > 0.6
    assert planted[1].means.mrr > 1.5 * planted[2].means.mrr
    assert null[1].means.auc == pytest.approx(0.5, abs=0.02)


def test_records_without_common_work_are_refused() -> None:
    """Nothing can be hidden, so nothing is claimed."""
    records = records_of([("ADOPTS", "agency:a", "issue:i")])
    with pytest.raises(PhakhiError) as caught:
        evaluate(records, Protocol())
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


def test_undated_records_cannot_be_split_by_date() -> None:
    """But some of them can be hidden at random."""
    records = records_of([("COLLABORATES_WITH", "agency:a", "agency:b")])
    assert len(evaluate(records, Protocol(seeds=1), FEW).trials) == 2
    with pytest.raises(PhakhiError) as caught:
        evaluate(records, Protocol(by_date=True), FEW)
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


def test_askers_may_state_what_their_hidden_work_concerned() -> None:
    """Only they are asked about, by the blend with it and without, on the same trials."""
    outcome = evaluate(read_records(SEED_FOLDERS), Protocol(seeds=2, need=True), FEW)
    assert {tuple(each.measures) for each in outcome.trials} == {
        ("blend", "blend, nothing stated", "concern alone", "random")
    }
    all_askers = evaluate(read_records(SEED_FOLDERS), Protocol(seeds=2), FEW)
    plain = {(each.seed, each.agency): each.measures["blend"].auc for each in all_askers.trials}
    found = [each for each in outcome.trials if (each.seed, each.agency) in plain]
    assert 0 < len(found) < len(plain)
    for each in found:
        unstated = each.measures["blend, nothing stated"].auc
        assert unstated == pytest.approx(plain[each.seed, each.agency], abs=0.05)
    assert any(each.measures["blend"] != each.measures["blend, nothing stated"] for each in found)
