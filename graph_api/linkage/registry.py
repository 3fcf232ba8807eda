"""All components of scores, found by looking through ``graph_api.linkage.components``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from graph_api.linkage import components
from graph_api.linkage.component import PairUse, PurposeUse, RankingUse, ScoreComponent


@cache
def score_components() -> tuple[ScoreComponent, ...]:
    """The ``COMPONENT`` of every module there, in their order.

    Raises:
        ValueError: two have one name.
    """
    modules = pkgutil.iter_modules(components.__path__, f"{components.__name__}.")
    declared = [importlib.import_module(module.name).COMPONENT for module in modules]
    names = [component.name for component in declared]
    if len(set(names)) < len(names):
        message = f"two components of a score have one name: {sorted(names)}"
        raise ValueError(message)
    return tuple(sorted(declared, key=lambda component: (component.position, component.name)))


def ranking_uses() -> dict[ScoreComponent, RankingUse]:
    """The components by which collaborators are ranked."""
    return {part: part.ranking for part in score_components() if part.ranking}


def purpose_uses() -> dict[ScoreComponent, PurposeUse]:
    """The components by which agencies are ranked for a purpose."""
    return {part: part.purpose for part in score_components() if part.purpose}


def pair_uses() -> dict[ScoreComponent, PairUse]:
    """The components of how two organisations are linked."""
    return {part: part.pair for part in score_components() if part.pair}
