"""What a component of a score is: declared once, in a module of ``graph_api.linkage.components``.

From the declaration come the enum and the inputs of the API, the default weights, the ranking, the
sentences and the tables of ``docs/linkage.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter

from graph_api.linkage.asker import Asker
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose
from schema.declare import Text

PLACEHOLDERS = frozenset({"one", "other", "names", "means", "first", "last", "until", "words"})
"""What a sentence may name: the two ends, the nodes behind it, by what means, the first and the second,
the last year of what is over, and words."""

LAST = 1000
"""The position of a component without one."""


@dataclass(frozen=True, slots=True)
class RankingUse:
    """How a component ranks collaborators of an agency.

    Attributes:
        label: the description of its weight.
        formula: its value, as the documentation says it.
        value: from 0 to 1 for each agency, in their order.
        provenance: what stands behind the value of one candidate.
        weight: what it weighs for an agency with partners.
        few_ties: the same for an agency with few partners.
        no_ties: the same for an agency with none.
        stated_need: the same, with any of them, where a need is stated; ``None`` for no change.
    """

    label: Text
    formula: str
    value: Callable[[Features, Asker], Floats]
    provenance: Callable[[Features, Asker, int], Provenance]
    weight: float = 0.0
    few_ties: float = 0.0
    no_ties: float = 0.0
    stated_need: float | None = None


@dataclass(frozen=True, slots=True)
class PurposeUse:
    """How a component ranks agencies for a purpose.

    Attributes:
        label: the description of its weight.
        formula: its value, as the documentation says it.
        value: from 0 to 1 for each agency, in their order.
        provenance: what stands behind the value of one candidate, given by its number of the graph.
        weight: what it weighs.
        sentence: its reason, where it is not the one for two organisations.
    """

    label: Text
    formula: str
    value: Callable[[Features, Purpose], Floats]
    provenance: Callable[[Features, Purpose, int], Provenance]
    weight: float = 0.0
    sentence: Text | None = None


@dataclass(frozen=True, slots=True)
class PairUse:
    """How a component says how two organisations are linked.

    Attributes:
        formula: its value, as the documentation says it.
        value: from 0 to 1, and what stands behind it.
        weight: what it weighs.
    """

    formula: str
    value: Callable[[WorkComparison], tuple[float, Provenance]]
    weight: float = 0.0


@dataclass(frozen=True, eq=False)
class ScoreComponent:
    """A part of a score, and the kind of reason it gives; each is itself alone.

    Attributes:
        name: of its weight, in lower case; in upper case of its value of the enum.
        text: what it is.
        sentence: its reason, with ``PLACEHOLDERS`` in braces.
        position: its place among the components; of equal ones the name decides.
        kinds: prefixes of the kinds that the sentence names, where the reason has nodes of several;
            the others are its means. Empty for all.
        bare: its reason where it has no node of these kinds.
        ranking: its use for collaborators of an agency.
        purpose: its use for a purpose.
        pair: its use for two organisations.

    Raises:
        ValueError: it cannot be used: no use, a name that is no field, a sentence that names what
            is not there, or not the same in both languages.
    """

    name: str
    text: Text
    sentence: Text
    position: int = LAST
    kinds: tuple[str, ...] = ()
    bare: Text | None = None
    ranking: RankingUse | None = None
    purpose: PurposeUse | None = None
    pair: PairUse | None = None

    def __post_init__(self) -> None:
        """Refuses what would fail only when it is asked for."""
        if not (self.name.isidentifier() and self.name.islower()):
            message = f"the name of a component is a word in lower case, not {self.name!r}"
            raise ValueError(message)
        if not (self.ranking or self.purpose or self.pair):
            message = f"the component {self.name} is used nowhere"
            raise ValueError(message)
        for sentence in (self.sentence, self.bare, self.sentence_for(purpose=True)):
            if sentence is not None:
                _check(self.name, sentence)

    def sentence_for(self, *, purpose: bool) -> Text:
        """The sentence of its reason, for a purpose or for two organisations."""
        special = self.purpose.sentence if purpose and self.purpose else None
        return special or self.sentence

    def __repr__(self) -> str:
        """By its name, since what it holds are functions."""
        return f"<{self.name}>"


def _check(name: str, sentence: Text) -> None:
    english, thai = _named(sentence.en), _named(sentence.th)
    if english != thai or not english <= PLACEHOLDERS:
        message = (
            f"the sentences of {name} name {sorted(english)} and {sorted(thai)}; both name the same "
            f"of {sorted(PLACEHOLDERS)}"
        )
        raise ValueError(message)


def _named(template: str) -> set[str]:
    return {part for _, part, _, _ in Formatter().parse(template) if part is not None}
