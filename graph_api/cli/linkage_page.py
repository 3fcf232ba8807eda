"""The tables of components in ``docs/linkage.md``, made of their declarations.

``python -m graph_api.cli.linkage_page`` writes them between their markers; the rest of the page is
written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from graph_api.linkage.registry import pair_uses, purpose_uses, ranking_uses
from graph_api.linkage.weights import (
    BLEND,
    FEW_TIES_BLEND,
    NO_TIES_BLEND,
    PAIR,
    PURPOSE_BLEND,
    STATED_NEED,
    Weights,
)

PAGE = Path(__file__).parents[2] / "docs" / "linkage.md"

_BLOCK = re.compile(
    r"(<!-- components: (\w+), by `just generate` -->\n).*?(<!-- end -->)", re.DOTALL
)


def linkage_page(text: str) -> str:
    """The page with its tables made anew.

    Raises:
        KeyError: a marker names no table.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}\n{TABLES[block[2]]()}\n{block[3]}", text)


def _ranking() -> str:
    rows = [
        (
            f"`{part.name}`",
            use.formula,
            _weight(use.weight),
            _weight(use.few_ties),
            _weight(use.no_ties),
            _weight(use.stated_need or 0.0),
        )
        for part, use in ranking_uses().items()
    ]
    head = (
        "component",
        "value, from 0 to 1",
        "weight",
        "few partners",
        "no partner",
        "need stated",
    )
    return f"{_rule(BLEND)}\n{_table(head, rows)}"


def _rule(weights: Weights) -> str:
    return f"{_score(weights)}{_stated()}\n"


def _stated() -> str:
    return "".join(
        f"   ({part.name} {_weight(weight)}, when one is stated)"
        for part, weight in STATED_NEED.items()
    )


def _purpose() -> str:
    rows = [
        (f"`{part.name}`", use.formula, _weight(use.weight)) for part, use in purpose_uses().items()
    ]
    return f"{_score(PURPOSE_BLEND)}\n\n{_table(_HEAD, rows)}"


def _pair() -> str:
    rows = [
        (f"`{part.name}`", use.formula, _weight(use.weight)) for part, use in pair_uses().items()
    ]
    return f"{_score(PAIR)}\n\n{_table(_HEAD, rows)}"


TABLES: dict[str, Callable[[], str]] = {
    "ranking": _ranking,
    "few_partners": partial(_rule, FEW_TIES_BLEND),
    "no_partner": partial(_rule, NO_TIES_BLEND),
    "purpose": _purpose,
    "pair": _pair,
}
"""The tables by the name that their markers give."""

_HEAD = ("component", "value, from 0 to 1", "weight")


def _score(weights: Weights) -> str:
    parts = [f"{_weight(weight)} {part.name}" for part, weight in weights.items() if weight]
    return f"    score = {' + '.join(parts)}"


def _weight(weight: float) -> str:
    return f"{weight:.2f}".removeprefix("0") if weight else ""


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    PAGE.write_text(linkage_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
