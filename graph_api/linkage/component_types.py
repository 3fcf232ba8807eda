"""The components in the API: their enum, and the inputs of their weights, made of the declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry

from graph_api.linkage.component import PurposeUse, RankingUse, ScoreComponent
from graph_api.linkage.registry import purpose_uses, ranking_uses, score_components

T = TypeVar("T")

_make_enum: Any = Enum  # a type checker wants the members of an enum written out

COMPONENT: Any = strawberry.enum(
    _make_enum(
        "Component",
        {
            part.name.upper(): strawberry.enum_value(part, description=part.text.both)
            for part in score_components()
        },
        module=__name__,
    ),
    description="A part of a score, and the kind of reason it gives (องค์ประกอบของคะแนน)",
)
"""The type of a field whose value is a ``ScoreComponent``."""


def _weights_of(
    uses: Mapping[ScoreComponent, RankingUse | PurposeUse],
) -> Callable[[type[T]], type[T]]:
    """Makes a class the input that has a weight for each of these components."""

    def add(cls: type[T]) -> type[T]:
        for part, use in uses.items():
            # strawberry.input makes a dataclass of the class, whose fields are its annotations.
            cls.__annotations__[part.name] = float
            setattr(cls, part.name, strawberry.field(default=0.0, description=use.label.both))
        return strawberry.input(
            description="What each component weighs, from 0 to 1000; one that is left out weighs nothing (น้ำหนักที่กำหนดเอง)"
        )(cls)

    return add


@_weights_of(ranking_uses())
class WeightsInput:
    """Weights passed in, in place of the default ones."""

    def by_component(self) -> dict[ScoreComponent, float]:
        """The weights by component."""
        return {part: getattr(self, part.name) for part in ranking_uses()}


@_weights_of(purpose_uses())
class PurposeWeightsInput:
    """Weights of nearness to a purpose, in place of the default ones."""

    def by_component(self) -> dict[ScoreComponent, float]:
        """The weights by component."""
        return {part: getattr(self, part.name) for part in purpose_uses()}
