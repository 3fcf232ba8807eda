"""Weights: the defaults, and what may be passed in."""

from __future__ import annotations

import math

import pytest

from graph_api.linkage.components.bridge import BRIDGE
from graph_api.linkage.components.close import CLOSE
from graph_api.linkage.components.concern import CONCERN
from graph_api.linkage.components.degree import DEGREE
from graph_api.linkage.components.need import NEED
from graph_api.linkage.components.past import PAST
from graph_api.linkage.components.place import PLACE
from graph_api.linkage.components.reach import REACH
from graph_api.linkage.components.shared import SHARED
from graph_api.linkage.components.sought import SOUGHT
from graph_api.linkage.components.words import WORDS
from graph_api.linkage.weights import BLEND, PAIR, RANKED, checked, default_weights
from schema.errors import ErrorCode, PhakhiError


def test_default_weights_sum_to_one_beside_need_past_sought_and_words() -> None:
    """The blend as measured; a stated need adds half as much as all the rest, past work and who is sought a fifth each, words a twentieth."""
    beside = BLEND[PAST] + BLEND[SOUGHT] + BLEND[WORDS]
    assert beside == pytest.approx(0.45)
    assert sum(BLEND.values()) - beside == pytest.approx(1)
    assert sum(PAIR.values()) == pytest.approx(1)
    assert sum(default_weights(3, stated_need=False).values()) - beside == pytest.approx(1)
    assert sum(default_weights(3, stated_need=True).values()) - beside == pytest.approx(1.5)
    assert sum(default_weights(0, stated_need=False).values()) - beside == pytest.approx(1)
    assert sum(default_weights(0, stated_need=True).values()) - beside == pytest.approx(1.42)
    assert sum(default_weights(2, stated_need=False).values()) - beside == pytest.approx(1)
    assert sum(default_weights(2, stated_need=True).values()) - beside == pytest.approx(1.42)


@pytest.mark.parametrize("partners", [1, 2])
def test_an_agency_with_few_partners_is_ranked_by_those_close_to_them_and_by_more(
    partners: int,
) -> None:
    """What few ties say counts; need, bridge and being known weigh more than for others."""
    assert default_weights(partners, stated_need=False) == {
        NEED: 0.08,
        SOUGHT: 0.2,
        CONCERN: 0.09,
        WORDS: 0.05,
        SHARED: 0.1,
        CLOSE: 0.33,
        REACH: 0.04,
        BRIDGE: 0.1,
        PLACE: 0.12,
        PAST: 0.2,
        DEGREE: 0.14,
    }
    assert default_weights(3, stated_need=False)[BRIDGE] == 0


def test_an_agency_without_partners_is_ranked_by_what_stands_in_for_ties() -> None:
    """What ties say is nothing and weighs nothing."""
    assert default_weights(0, stated_need=False) == {
        NEED: 0.08,
        SOUGHT: 0.2,
        CONCERN: 0.19,
        WORDS: 0.05,
        SHARED: 0.0,
        CLOSE: 0.0,
        REACH: 0.0,
        BRIDGE: 0.12,
        PLACE: 0.22,
        PAST: 0.2,
        DEGREE: 0.39,
    }


def test_a_component_that_is_left_out_weighs_nothing() -> None:
    """One weight is enough."""
    assert checked({PLACE: 2}) == {part: 2.0 if part is PLACE else 0.0 for part in RANKED}


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf, 1001.0])
def test_a_weight_that_is_no_number_from_0_to_1000_is_refused(weight: float) -> None:
    """BAD_ARGUMENT, whatever the others are."""
    with pytest.raises(PhakhiError) as caught:
        checked({PLACE: weight, CONCERN: 1})
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


def test_weights_that_are_all_zero_are_refused() -> None:
    """They would rank nobody."""
    with pytest.raises(PhakhiError) as caught:
        checked({PLACE: 0})
    assert caught.value.code is ErrorCode.BAD_ARGUMENT
