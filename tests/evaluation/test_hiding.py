"""What goes when an event is hidden, and what is then sought."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from graph_api.evaluation.events import find_events, without
from graph_api.evaluation.hiding import features_of, hide_last, hide_some
from graph_api.evaluation.records import Records, read_records
from graph_api.linkage.features import LARGEST_WORK, tied
from seeds import SEED_FOLDERS
from tests.evaluation.made_countries import part, part_of, records_of

A, B, C, D = (f"agency:{letter}" for letter in "abcd")
WORLD = [
    part("a", "goal:g", "2020-01-01", "evidence:g"),
    part("b", "goal:g", "2020-02-01", "evidence:g"),
    part("c", "project:j", "2021-01-01"),
    part("d", "project:j", "2021-01-01"),
    part("a", "mechanism:alone", "2021-01-01"),
    ("COLLABORATES_WITH", A, C, "2022-01-01", "evidence:sheet"),
    ("COLLABORATES_WITH", B, D, None, "evidence:sheet"),
    ("CONCERNS", "goal:g", "issue:i"),
    ("PURSUES", A, "goal:g"),
    ("ADOPTS", A, "issue:i", None, "evidence:g"),
    ("ADOPTS", B, "issue:i", None, "evidence:sheet"),
    ("ADOPTS", C, "issue:i"),
    ("BASED_IN", A, "area:1", None, "evidence:g"),
]


def hide(records: Records, key: object) -> set[tuple[str, str, str]]:
    """What is left when one event is hidden."""
    events = find_events(records)
    hidden = [event for event in events if event.key == key]
    kept = [event for event in events if event.key != key]
    assert len(hidden) == 1
    return {(link.type, link.source, link.target) for link in without(records, hidden, kept)}


def test_events_are_works_of_two_or_more_and_collaborations() -> None:
    """With their first day; a work of one agency is none."""
    found = [(event.key, event.agencies, event.date) for event in find_events(records_of(WORLD))]
    assert found == [
        ("goal:g", {A, B}, "2020-01-01"),
        ("project:j", {C, D}, "2021-01-01"),
        ((A, C), {A, C}, "2022-01-01"),
        ((B, D), {B, D}, None),
    ]


def test_with_a_work_goes_all_that_is_recorded_at_it() -> None:
    """Its relationships, and what rests only on its words; where an agency is based stays."""
    assert hide(records_of(WORLD), "goal:g") == {
        ("TAKES_PART_IN", C, "project:j"),
        ("TAKES_PART_IN", D, "project:j"),
        ("TAKES_PART_IN", A, "mechanism:alone"),
        ("COLLABORATES_WITH", A, C),
        ("COLLABORATES_WITH", B, D),
        ("ADOPTS", B, "issue:i"),
        ("ADOPTS", C, "issue:i"),
        ("BASED_IN", A, "area:1"),
    }


def test_words_that_a_kept_event_was_recorded_in_stay() -> None:
    """One sheet carries two collaborations: hiding one of them takes only that one."""
    whole = {(link.type, link.source, link.target) for link in records_of(WORLD).relationships}
    assert whole - hide(records_of(WORLD), (A, C)) == {("COLLABORATES_WITH", A, C)}


def test_only_partners_that_nothing_left_ties_are_sought() -> None:
    """A and b also collaborate directly, and stay tied; a and c are sought, both ways."""
    stated = [
        *(part(letter, "goal:g", "2022-01-01") for letter in "abc"),
        ("COLLABORATES_WITH", A, B, "2020-01-01"),
    ]
    trial = hide_last(records_of(stated), find_events(records_of(stated)), 0.5)
    names = trial.features.agency
    found = {
        names(int(asker)): trial.features.agencies(sought)
        for asker, sought in zip(trial.askers, trial.sought, strict=True)
    }
    assert found == {A: [C], B: [C], C: [A, B]}


def test_features_are_those_of_a_graph_without_the_hidden_events() -> None:
    """Computed again from what is left: nothing of the whole is carried over."""
    records = read_records(SEED_FOLDERS)
    events = find_events(records)
    trial = hide_some(records, events, 0.2, seed=3)
    gone = [
        e for e in events if isinstance(e.key, str) and trial.features.graph.number(e.key) is None
    ]
    assert gone
    pairs = {
        tuple(sorted((one, other)))
        for event in events
        for one in event.agencies
        for other in event.agencies
        if one < other and not (isinstance(event.key, str) and event in gone)
    }
    left = {
        (trial.features.agency(one), trial.features.agency(int(other)))
        for one in range(trial.features.count)
        for other in trial.features.ties.partners.row(one)
        if one < other
    }
    assert left < pairs
    assert trial.hidden == round(0.2 * len(events))
    assert trial.features.count == features_of(records.ids, records.relationships).count


def test_the_same_seed_hides_the_same_events() -> None:
    """And another one others."""
    records = read_records(SEED_FOLDERS)
    events = find_events(records)
    one, same, other = (hide_some(records, events, 0.2, seed).features for seed in (1, 1, 2))
    assert one.graph.ids == same.graph.ids
    assert one.graph.ids != other.graph.ids


def test_by_date_the_last_events_go_with_all_that_came_after() -> None:
    """2022 is hidden; undated events stay; what an agency adopted in 2023 is not known yet."""
    stated = [*WORLD, ("ADOPTS", D, "issue:i", "2023-01-01")]
    records = records_of(stated)
    trial = hide_last(records, find_events(records), 0.2)
    graph = trial.features.graph
    assert [trial.features.agency(int(asker)) for asker in trial.askers] == [A, C]
    concerned = [
        ident for ident in (A, B, C, D) if len(graph.out("ADOPTS", graph.number(ident) or 0))
    ]
    assert concerned == [A, B, C]


def test_work_of_very_many_is_not_hidden() -> None:
    """It ties nobody, so there is nobody to find."""
    crowd = [part(f"n{number}", "project:large") for number in range(LARGEST_WORK + 1)]
    assert find_events(records_of(crowd)) == []


def test_what_hidden_work_concerned_is_what_its_agencies_needed() -> None:
    """All work is hidden: a and b worked on the issue; what c and d did concerned nothing."""
    records = records_of(WORLD)
    trial = hide_some(records, find_events(records), 1.0, 1)
    graph = trial.features.graph
    needed = {
        trial.features.agency(int(asker)): None
        if needs is None
        else (graph.names(needs.wanted), list(needs.weights))
        for asker, needs in zip(trial.askers, trial.needs, strict=True)
    }
    assert needed == {A: (["issue:i"], [1.0]), B: (["issue:i"], [1.0]), C: None, D: None}
    assert [trial.features.agency(int(asker)) for asker in trial.needing().askers] == [A, B]


def test_by_date_what_was_over_by_then_is_past() -> None:
    """As whoever asks on the first hidden day has it: a former partner is none, and is known as one.

    c left the plan in 2019; the goal ended in 2020; the last event is of 2022. d goes on in the plan.
    """
    records = records_of(
        [
            part("a", "goal:g", "2018-01-01"),
            part("b", "goal:g", "2018-01-01"),
            part("a", "mechanism:m"),
            part("d", "mechanism:m"),
            ("COLLABORATES_WITH", B, D, "2022-01-01"),
        ],
        starts={"goal:g": "2018-01-01"},
    )
    left = part_of("c", "mechanism:m", until="2019-05-01")
    records = replace(
        records,
        ids=records.ids | {C},
        relationships=(*records.relationships, left),
        ends={"goal:g": "2020-12-31"},
    )
    trial = hide_last(records, find_events(records), 0.2)
    features = trial.features
    tied_to, over = {}, {}
    for number in range(features.count):
        agency = features.agency(number)
        tied_to[agency] = features.agencies(tied(features, number))
        row = features.former.row(number)
        over[agency] = [
            (features.agency(int(other)), features.graph.ids[int(work)], dt.date.fromordinal(until))
            for other, work, until in zip(
                features.former.others[row],
                features.former.works[row],
                map(int, features.former.until[row]),
                strict=True,
            )
        ]
    assert tied_to == {A: [D], B: [], C: [], D: [A]}
    ended, gone = dt.date(2020, 12, 31), dt.date(2019, 5, 1)
    assert over == {
        A: [(B, "goal:g", ended), (C, "mechanism:m", gone)],
        B: [(A, "goal:g", ended)],
        C: [(A, "mechanism:m", gone), (D, "mechanism:m", gone)],
        D: [(C, "mechanism:m", gone)],
    }
    assert [features.agency(int(asker)) for asker in trial.askers] == [B, D]
