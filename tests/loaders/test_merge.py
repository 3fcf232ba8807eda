"""What is shown, and what is disputed, when datasets speak of the same record."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.merge import (
    Assertion,
    DatasetInfo,
    Dispute,
    assertions_of,
    merge,
    with_assertion,
)
from loaders.records import Plain
from schema.registry import declaration

_AGENCY = declaration().kinds["Agency"].properties
_INFOS = {
    "dataset:a": DatasetInfo(10, synthetic=True),
    "dataset:b": DatasetInfo(100, synthetic=False),
    "dataset:c": DatasetInfo(10, synthetic=True),
}


def _say(dataset: str, evidence: tuple[str, ...] = (), **values: Plain) -> Assertion:
    return Assertion(dataset, values, evidence)


def test_the_higher_precedence_is_shown_and_the_other_disputed() -> None:
    """A value that only one has is shown whoever has it."""
    merged = merge(
        _AGENCY,
        [
            _say("dataset:a", ("evidence:1",), name_th="ก", website="w"),
            _say("dataset:b", ("evidence:2",), name_th="ข", contact="c"),
        ],
        _INFOS,
    )
    shown = {name: merged.properties[name] for name in ("name_th", "website", "contact", "name_en")}
    assert shown == {"name_th": "ข", "website": "w", "contact": "c", "name_en": None}
    assert merged.disputes == (Dispute("dataset:a", "name_th", "ก", ("evidence:1",)),)
    assert merged.properties["datasets"] == ["dataset:a", "dataset:b"]
    assert merged.properties["evidence"] == ["evidence:1", "evidence:2"]
    assert merged.properties["synthetic"] is False


def test_between_equals_the_first_loaded_is_shown() -> None:
    """The order of the assertions decides."""
    one, two = _say("dataset:a", name_th="ก"), _say("dataset:c", name_th="ข")
    assert merge(_AGENCY, [one, two], _INFOS).properties["name_th"] == "ก"
    assert merge(_AGENCY, [two, one], _INFOS).properties["name_th"] == "ข"
    assert merge(_AGENCY, [one, two], _INFOS).properties["synthetic"] is True


def test_lists_are_joined_and_never_disputed() -> None:
    """Those of the higher precedence first, none twice."""
    merged = merge(
        _AGENCY,
        [
            _say("dataset:a", name_th="ก", aliases=["x", "y"]),
            _say("dataset:b", name_th="ก", aliases=["y", "z"]),
        ],
        _INFOS,
    )
    assert merged.properties["aliases"] == ["y", "z", "x"]
    assert merged.disputes == ()


_values = st.fixed_dictionaries(
    {"name_th": st.sampled_from("กขค")},
    optional={"name_en": st.sampled_from("ab"), "aliases": st.lists(st.sampled_from("xyz"), min_size=1, unique=True)},
)  # fmt: skip
_assertions = st.permutations(sorted(_INFOS)).flatmap(
    lambda names: st.tuples(
        *(st.builds(Assertion, st.just(name), _values, st.just((f"evidence:{name[-1]}",))) for name in names)
    )
)  # fmt: skip


@given(_assertions, st.integers(1, 3))
def test_what_each_dataset_says_can_be_read_back(all_: tuple[Assertion, ...], count: int) -> None:
    """From the stored properties alone, for one dataset or several."""
    assertions = list(all_[:count])
    merged = merge(_AGENCY, assertions, _INFOS)
    assert assertions_of(_AGENCY, merged.properties) == assertions


@given(_assertions, st.sampled_from(sorted(_INFOS)))
def test_a_dataset_that_goes_leaves_what_the_others_make_of_it(
    all_: tuple[Assertion, ...], gone: str
) -> None:
    """As if it had never been there."""
    stored = merge(_AGENCY, all_, _INFOS).properties
    left = with_assertion(assertions_of(_AGENCY, stored), gone, None)
    never = [item for item in all_ if item.dataset != gone]
    assert merge(_AGENCY, left, _INFOS) == merge(_AGENCY, never, _INFOS)


@given(_assertions)
def test_every_value_is_shown_or_disputed(all_: tuple[Assertion, ...]) -> None:
    """No value is lost silently."""
    merged = merge(_AGENCY, all_, _INFOS)
    disputed = {(item.dataset, item.property): item.value for item in merged.disputes}
    for item in all_:
        for name in ("name_th", "name_en"):
            if (value := item.values.get(name)) is not None:
                assert disputed.get((item.dataset, name), merged.properties[name]) == value
