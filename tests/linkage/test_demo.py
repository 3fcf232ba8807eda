"""Linkage on the bundled demo, on the real database, against the seed files themselves."""

from __future__ import annotations

import datetime as dt

import pytest

from graph_api.domain.scope import Scope, parse_scope
from graph_api.linkage.answers import Collaborator, PathStep, Reason, StepKind
from graph_api.linkage.asker import make_asker
from graph_api.linkage.collaborating import CollaboratorQuery
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.components.meetings import MEETINGS
from graph_api.linkage.components.need import NEED
from graph_api.linkage.components.place import PLACE
from graph_api.linkage.components.shared import SHARED
from graph_api.linkage.ranking import Choice, Existing, rank
from graph_api.linkage.reading import read_features
from graph_api.linkage.silence_answers import Silence
from graph_api.linkage.weights import BLEND, FEW_TIES_BLEND, NO_TIES_BLEND, default_weights
from graph_api.planner.refs import NodeRef
from graph_api.store import Store
from schema.errors import ErrorCode, PhakhiError
from tests.linkage.on_store import LinkageOnStore
from tests.linkage.plain_pairs import PlainPairs
from tests.linkage.seeds import seed_agencies, seed_history, seed_links, seed_texts

DAY = dt.date(2026, 6, 1)
SCOPE = Scope(DAY)
OFFICE = "agency:culture-office"


@pytest.fixture(scope="module")
def service(udon: Store) -> LinkageOnStore:
    """The service on the demo."""
    return LinkageOnStore(udon)


@pytest.fixture(scope="module")
def plain() -> PlainPairs:
    """The seed files, asked naively."""
    day = DAY.toordinal()
    history, texts = seed_history(DAY), seed_texts()
    return PlainPairs(seed_links(DAY), seed_agencies(), history=history, day=day, texts=texts)


def ids(refs: object) -> list[str]:
    """Ids of the references of an answer."""
    assert isinstance(refs, list)
    return [ref.id for ref in refs]


def one(ref: object) -> str:
    """The id of one reference."""
    assert isinstance(ref, NodeRef)
    return ref.id


def reason(candidate: Collaborator, component: ScoreComponent) -> Reason:
    """One of the reasons for a candidate."""
    (found,) = [item for item in candidate.reasons if item.component is component]
    return found


async def test_the_derived_edges_and_the_snapshot_agree(udon: Store) -> None:
    """FOCUSES_ON, kept by the write path, counts the ways that the base edges give."""
    features = await read_features(udon, parse_scope(None, None, include_synthetic=True))
    stored = await udon.read("MATCH (o)-[r:FOCUSES_ON]->(i) RETURN o.id, i.id, r.count")
    rows, names = features.reach.issues, features.graph.ids
    counted = {
        (names[number], names[int(issue)], round(float(weight)))
        for kind in ("agency", "network")
        for number in features.graph.run(kind)
        for issue, weight in zip(rows.row(number), rows.row_weights(number), strict=True)
    }
    assert {tuple(row) for row in stored} == counted
    assert counted


async def test_agencies_are_answered_as_the_seed_files_say(udon: Store, plain: PlainPairs) -> None:
    """Whole rankings equal those worked out from the files without the service, for every ninth."""
    features = await read_features(udon, SCOPE)
    agencies = features.graph.names(features.graph.run("agency"))
    assert agencies == plain.agencies
    asking = [*agencies[::9], OFFICE, "agency:cooperative-office"]
    for agency in asking:
        number = agencies.index(agency)
        asker = make_asker(features, number)
        weights = default_weights(len(asker.tied), stated_need=False)
        ranking = rank(features, asker, weights, Choice(100))
        partners = len(plain.partners(agency))
        rule = BLEND if partners > 2 else FEW_TIES_BLEND if partners else NO_TIES_BLEND
        blend = {part.name: weight for part, weight in rule.items()}
        expected = {
            other: sum(blend[name] * value for name, value in parts.items() if name in blend)
            for other, parts in plain.values(agency).items()
            if other not in plain.partners(agency)
        }
        found = {features.agency(place.agency): place.score for place in ranking.places}
        assert found == pytest.approx({o: s for o, s in expected.items() if s > 1e-12}, abs=1e-9)
        assert list(found) == sorted(found, key=lambda other: (-found[other], other))


async def test_whom_the_culture_office_can_work_with(service: LinkageOnStore) -> None:
    """The youth media group comes first: two partners in common and two issues.

    Worked out by hand: the office works with the molam troupe (4 partners) and the council of
    sages (7), and so does the group; its recording project with the university is over.
    """
    question = CollaboratorQuery(OFFICE, Choice(3))
    answer = await service.collaborators(SCOPE, question)
    assert answer is not None
    assert [one(item.agency) for item in answer.candidates] == [
        "agency:youth-media",
        "agency:integrity-unit",
        "agency:youth-council",
    ]
    first = answer.candidates[0]
    assert (first.rank, first.already_tied, first.same_network) == (1, False, False)
    assert sum(item.share for item in first.reasons) == pytest.approx(1, abs=1e-5)
    assert sum(item.contribution for item in first.reasons) == pytest.approx(first.score, abs=1e-5)
    shared = reason(first, SHARED)
    assert ids(shared.nodes) == ["agency:molam-troupe", "agency:local-sages"]
    assert ids(shared.evidence) == [
        "evidence:demo-sit3-molam",
        "evidence:demo-civ-partners-sages",
        "evidence:demo-gov-partners-culture",
        "evidence:demo-sit2-goal-heritage",
    ]
    assert shared.summary == (
        "Both work with “Rak Thin Molam Troupe (demo)” and “Council of Local Sages (demo)”."
    )
    concern = reason(first, CONCERN)
    assert ids(concern.nodes) == [
        "issue:media-literacy",
        "issue:heritage",
        "good-deed:tell-good-stories",
        "problem:language-fading",
    ]
    place = reason(first, PLACE)
    # Ban Dung too: the heritage classes that the office takes part in are there.
    assert ids(place.nodes) == ["area:4106", "area:4101", "area:41"]
    assert 0 < place.value < 1  # the group also works in a district that the office is not in
    assert (answer.note, answer.truncated, answer.as_of) == (None, False, DAY)
    assert {item.component: item.weight for item in answer.weights if item.weight} == BLEND


async def test_partners_are_marked_on_request(service: LinkageOnStore) -> None:
    """The eleven partners of the office, by collaboration or the same work, and nobody else."""
    question = CollaboratorQuery(OFFICE, Choice(100, Existing.ONLY))
    answer = await service.collaborators(SCOPE, question)
    assert answer is not None
    assert {one(item.agency).removeprefix("agency:") for item in answer.candidates} == {
        "buddhism-office",
        "chamber",
        "community-development-office",
        "education-office",
        "health-volunteers",
        "interfaith-council",
        "local-sages",
        "molam-troupe",
        "pr-office",
        "provincial-office",
        "university",
    }
    assert all(item.already_tied for item in answer.candidates)


async def test_a_stated_problem_lifts_those_who_can_answer_it(service: LinkageOnStore) -> None:
    """Costly ceremonies: the community council commits to, and operates, what answers them.

    It is the only one, and comes first where it was far down before; nobody else has all of it.
    """
    need = "problem:costly-ceremonies"
    answer = await service.collaborators(
        SCOPE, CollaboratorQuery(OFFICE, Choice(100), needs=((need, 1.0),))
    )
    before = await service.collaborators(SCOPE, CollaboratorQuery(OFFICE, Choice(100)))
    assert answer is not None
    assert before is not None
    ranks = {one(item.agency): item.rank for item in before.candidates}
    council = answer.candidates[0]
    assert one(council.agency) == "agency:community-council"
    assert ranks["agency:community-council"] > 20
    found = reason(council, NEED)
    assert (found.value, found.weight, found.contribution) == (1, 0.5, 0.5)
    assert ids(found.nodes) == [
        need,
        "mechanism:simple-funeral-charter",
        "good-deed:simple-funerals",
    ]
    others = [item for item in answer.candidates if item is not council]
    assert all(r.value <= 0.5 for item in others for r in item.reasons if r.component is NEED)


async def test_an_agency_with_few_partners_is_told_so(service: LinkageOnStore) -> None:
    """The integrity of the answer: what it rests on is said, in the language of the request."""
    for language, words in (("en", "Few known partners"), ("th", "มีพันธมิตรที่รู้จักน้อย")):
        question = CollaboratorQuery("agency:cooperative-office", Choice(1), language=language)
        answer = await service.collaborators(SCOPE, question)
        assert answer is not None
        assert answer.note is not None
        assert answer.note.startswith(words)


async def test_weights_passed_in_are_used_and_returned(service: LinkageOnStore) -> None:
    """By place alone, all reasons are of place."""
    question = CollaboratorQuery(OFFICE, Choice(5), weights={PLACE: 3.0})
    answer = await service.collaborators(SCOPE, question)
    assert answer is not None
    reasons = {item.component for found in answer.candidates for item in found.reasons}
    assert reasons == {PLACE}
    assert {item.component: item.weight for item in answer.weights if item.weight} == {PLACE: 3.0}


async def test_what_is_not_there_is_none(service: LinkageOnStore) -> None:
    """An unknown agency, need, organisation or area; and the office in another dataset."""
    assert await service.collaborators(SCOPE, CollaboratorQuery("agency:nobody", Choice(1))) is None
    unknown_need = CollaboratorQuery(OFFICE, Choice(1), needs=(("problem:unheard-of", 1.0),))
    assert await service.collaborators(SCOPE, unknown_need) is None
    assert await service.linkage(SCOPE, OFFICE, "network:nowhere", "en") is None
    assert await service.network_matrix(SCOPE, "area:99", "en") is None
    assert await service.shared_issues(SCOPE, "area:99", 1, 10) == []
    facts = Scope(DAY, ("dataset:udon-thani-2563",))
    assert await service.collaborators(facts, CollaboratorQuery(OFFICE, Choice(1))) is None


async def test_the_facts_alone_know_no_agency(service: LinkageOnStore) -> None:
    """Without what is invented there are six networks and nothing that links them by concern."""
    real = Scope(DAY, include_synthetic=False)
    assert await service.collaborators(real, CollaboratorQuery(OFFICE, Choice(1))) is None
    assert await service.shared_issues(real, None, 1, 10) == []
    matrix = await service.network_matrix(real, "area:41", "en")
    assert matrix is not None
    assert len(matrix.networks) == 6
    assert len(matrix.pairs) == 15
    found = {item.component for pair in matrix.pairs for item in pair.reasons}
    assert found == {PLACE, MEETINGS}


async def test_an_earlier_day_knows_earlier_work(service: LinkageOnStore) -> None:
    """In 2024 the group recorded with the university, which was then a partner in common."""
    earlier = Scope(dt.date(2025, 3, 1))
    answer = await service.linkage(earlier, "agency:youth-media", "agency:university", "en")
    assert answer is not None
    assert answer.path is not None
    assert [ids(step.through) for step in answer.path.steps] == [
        ["project:demo-heritage-recording"]
    ]
    later = await service.linkage(SCOPE, "agency:youth-media", "agency:university", "en")
    assert later is not None
    assert later.path is not None
    assert later.path.length == 2


async def test_the_path_from_the_culture_office_to_the_sugar_mill(
    service: LinkageOnStore, plain: PlainPairs
) -> None:
    """Four steps, each with what it goes through and the words that carry it."""
    chain = plain.shortest(OFFICE, "agency:sugar-mill")
    answer = await service.linkage(SCOPE, OFFICE, "agency:sugar-mill", "en")
    assert answer is not None
    assert answer.path is not None

    def told(step: PathStep) -> tuple[str, str, list[StepKind], list[str], list[str]]:
        return (
            one(step.source).removeprefix("agency:"),
            one(step.target).removeprefix("agency:"),
            step.kinds,
            ids(step.through),
            ids(step.evidence),
        )

    steps = answer.path.steps
    assert [OFFICE, *(one(step.target) for step in steps)] == chain
    same, direct = StepKind.SAME_WORK, StepKind.COLLABORATION
    assert [told(step) for step in answer.path.steps] == [
        (
            "culture-office",
            "health-volunteers",
            [same],
            ["mechanism:moral-working-group"],
            ["evidence:demo-sit1-working-group"],
        ),
        (
            "health-volunteers",
            "rom-yen-municipality",
            [direct, same],
            ["goal:elders-visited-monthly"],
            ["evidence:demo-civ-partners-volunteers", "evidence:demo-rev-goal-elders"],
        ),
        (
            "rom-yen-municipality",
            "environment-office",
            [same],
            ["goal:less-waste-left"],
            ["evidence:demo-gov-goal-waste"],
        ),
        (
            "environment-office",
            "sugar-mill",
            [same],
            ["goal:burn-free-pilots"],
            ["evidence:demo-gov-goal-burning", "evidence:demo-sit2-straw"],
        ),
    ]


async def test_an_organisation_is_not_linked_with_itself(service: LinkageOnStore) -> None:
    """BAD_ARGUMENT: two different ones are asked for."""
    with pytest.raises(PhakhiError) as caught:
        await service.linkage(SCOPE, OFFICE, OFFICE, "en")
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


async def test_every_pair_of_networks_as_the_seed_files_say(
    service: LinkageOnStore, plain: PlainPairs
) -> None:
    """All values of all fifteen pairs equal those worked out from the files."""
    matrix = await service.network_matrix(SCOPE, "area:41", "th")
    assert matrix is not None
    assert [one(ref) for ref in matrix.networks] == sorted(one(ref) for ref in matrix.networks)
    assert len(matrix.pairs) == 15
    for pair in matrix.pairs:
        a, b = one(pair.a), one(pair.b)
        values = {r.component.name: r.value for r in pair.reasons}
        assert values == pytest.approx(plain.pair(a, b), abs=1e-5)
        assert set(ids(pair.common_agencies)) == plain.members(a) & plain.members(b)
        issues = plain.whole(plain.issues, a) & plain.whole(plain.issues, b)
        assert set(ids(pair.shared_issues)) == issues
        assert pair.shared_issue_count == len(issues)


async def test_issues_that_all_networks_share_come_first(
    service: LinkageOnStore, plain: PlainPairs
) -> None:
    """Most networks first, then those that fewer agencies have."""
    found = await service.shared_issues(SCOPE, "area:41", 2, 100)
    networks = sorted({network for _, network in plain.links["MEMBER_OF"]})
    expected = plain.shared_issues(networks, 2)
    order = sorted(
        expected, key=lambda i: (-len(expected[i]), -round(plain.rarity(plain.issues, i), 9), i)
    )
    assert [one(item.issue) for item in found] == order
    assert {one(i.issue): {one(n.network) for n in i.networks} for i in found} == expected
    heritage = next(item for item in found if one(item.issue) == "issue:heritage")
    office = next(n for n in heritage.networks if one(n.network) == "network:udon-government")
    # Nine ways of the office (adopts 1, raises 2, commits 1, pursues 2, holds 1, takes part 2), one of
    # the network itself, one each of two more that take part in the goal of moral communities.
    assert (office.count, ids(office.agencies)) == (
        12,
        [OFFICE, "agency:community-development-office", "agency:provincial-office"],
    )


async def test_of_the_networks_two_members_are_silent(service: LinkageOnStore) -> None:
    """hotel-club, whose project is over, and rice-mill, both of udon-private; 79 of 80 are members."""
    matrix = await service.network_matrix(SCOPE, "area:41", "th")
    assert matrix is not None
    assert matrix.silence == Silence(
        members=79, spoke=77, silent=2, summary="จาก 79 หน่วยงาน มี 77 หน่วยงานที่มีข้อมูล"
    )
    assert all(pair.bounds is None for pair in matrix.pairs)


async def test_what_the_silent_two_might_add_to_the_pairs(service: LinkageOnStore) -> None:
    """Only pairs with udon-private have any width, and none loses anything."""
    matrix = await service.network_matrix(SCOPE, "area:41", "en", bounds=True)
    assert matrix is not None
    for pair in matrix.pairs:
        bounds = pair.bounds
        assert bounds is not None
        for value, bound in (
            (pair.shared_issue_count, bounds.shared_issue_count),
            (pair.collaborations, bounds.collaborations),
        ):
            assert value <= bound.from_ <= bound.to
    widened = {
        network
        for pair in matrix.pairs
        if pair.bounds and pair.bounds.collaborations.to > pair.collaborations
        for network in (one(pair.a), one(pair.b))
    }
    assert "network:udon-private" in widened
