"""Takes away what reasons name, and looks at what is left of the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graph_api.analyses.common.purpose import explain_near, rank_for
from graph_api.linkage.asker import Asker, make_asker
from graph_api.linkage.blend import component_values, explain, total
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.need import NEED
from graph_api.linkage.counterfactual import leaving
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose
from graph_api.linkage.ranking import Choice, rank
from graph_api.linkage.weights import PURPOSE_BLEND, Weights


@dataclass(frozen=True)
class TakenAway:
    """A reason whose nodes are taken away, beside those whom the question is about.

    Attributes:
        component: of the reason.
        candidate: id of the agency that it is about.
        named: ids of what it names.
        complete: whether it names all that carries its value.
        score, value: of the candidate, and of the component for it, with everyone there.
        score_left, value_left: the same of what is left.
    """

    component: ScoreComponent
    candidate: str
    named: list[str]
    complete: bool
    score: float
    value: float
    score_left: float
    value_left: float

    @property
    def outcome(self) -> str:
        """Whether the score fell, rose, or stayed."""
        return _outcome(self.score_left - self.score)

    @property
    def of_component(self) -> str:
        """The same of the value of the component."""
        return _outcome(self.value_left - self.value)


def _outcome(difference: float) -> str:
    if abs(difference) <= 1e-9:
        return "same"
    return "rose" if difference > 0 else "fell"


@dataclass
class Taking:
    """What is left of some features, worked out once for each set of nodes."""

    whole: Features
    _left: dict[frozenset[int], Features] = field(default_factory=dict)

    def left(self, named: frozenset[int]) -> Features:
        """The features without these nodes."""
        if named not in self._left:
            graph = self.whole.graph
            rest = graph.without(leaving(graph, sorted(named)))
            self._left[named] = make_features(rest, self.whole)
        return self._left[named]

    def from_collaborators(
        self, asker: Asker, weights: Weights, choice: Choice, *, top: bool
    ) -> Iterator[TakenAway]:
        """Of each candidate the top reason, or each of its reasons."""
        whole = self.whole
        wanted = [] if asker.needs is None else list(map(int, asker.needs.wanted))
        for place in rank(whole, asker, weights, choice).places:
            about = {whole.first + asker.agency, whole.first + place.agency, *wanted}
            for component in list(place.contributions)[: 1 if top else None]:
                behind = explain(whole, asker, place.agency, component)
                named = frozenset(behind.nodes) - about
                if not named:
                    continue
                left = self.left(named)
                again = make_asker(left, asker.agency, asker.needs)
                values = component_values(left, again, weights)
                yield TakenAway(
                    component,
                    whole.agency(place.agency),
                    whole.graph.names(sorted(named)),
                    _complete(behind, about) and not _stays(component, behind, wanted),
                    place.score,
                    place.values[component],
                    float(total(values, weights, left.count)[place.agency]),
                    float(values[component][place.agency]),
                )

    def from_purpose(self, purpose: Purpose, goal: int, *, top: bool) -> Iterator[TakenAway]:
        """The same of the best ten candidates for a purpose, which is that of ``goal``."""
        graph = self.whole.graph
        for near in rank_for(self.whole, purpose)[:10]:
            reasons = explain_near(self.whole, purpose, near)
            best = max(reasons, key=lambda part: near.values[part] * PURPOSE_BLEND[part])
            for component in [best] if top else reasons:
                named = frozenset(reasons[component].nodes) - {goal, near.agency}
                if not named:
                    continue
                again = rank_for(self.left(named), purpose).find(near.agency)
                yield TakenAway(
                    component,
                    graph.ids[near.agency],
                    graph.names(sorted(named)),
                    _complete(reasons[component], {goal, near.agency}),
                    near.score,
                    near.values[component],
                    again.score if again else 0.0,
                    again.values.get(component, 0.0) if again else 0.0,
                )


def _stays(component: ScoreComponent, behind: Provenance, wanted: list[int]) -> bool:
    """Whether a reason names what is stated as a need, which stays, and may carry its value alone.

    What meets a need is offered, and goes; the need itself carries nothing.
    """
    return component is not NEED and not behind.seen.isdisjoint(wanted)


def _complete(behind: Provenance, about: Iterable[int]) -> bool:
    return behind.seen - set(about) <= set(behind.nodes)
