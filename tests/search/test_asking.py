"""What a person types, made safe."""

from __future__ import annotations

import pytest

from graph_api.search.asking import CARRIERS, make_search
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from schema.text import lucene


def test_grams_are_joined_by_or_and_escaped() -> None:
    """Nothing of Lucene's syntax gets through."""
    assert lucene('a:b"') == r"a\:b OR \:b\""
    assert lucene("and or") == r"and OR nd_ OR d_o OR _or"
    assert make_search("กข", None).lucene is None


def test_carriers_of_facts_are_searched_only_when_named() -> None:
    """Evidence would drown the names."""
    assert set(make_search("x", None).kinds) == set(declaration().kinds) - set(CARRIERS)
    assert make_search("x", ("Evidence",)).kinds == ("Evidence",)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_an_empty_search_is_refused(text: str) -> None:
    """BAD_SEARCH: with nothing to look for, everything would be found."""
    with pytest.raises(PhakhiError) as caught:
        make_search(text, None)
    assert caught.value.code is ErrorCode.BAD_SEARCH


@pytest.mark.parametrize("text", ["ก" * 1001, "a\x00b", "\ud800"])
def test_what_is_too_long_or_no_text_is_refused(text: str) -> None:
    """BAD_TEXT."""
    with pytest.raises(PhakhiError) as caught:
        make_search(text, None)
    assert caught.value.code is ErrorCode.BAD_TEXT
