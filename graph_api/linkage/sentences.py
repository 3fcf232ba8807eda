"""One sentence for each reason, in Thai and in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph_api.linkage.component import ScoreComponent
from schema.dates import BE_OFFSET
from schema.declare import Text

NOTHING_SAID = MappingProxyType({"until": "", "words": ""})
"""Placeholders that only some reasons fill."""

NAMED = 3
"""Names given in one sentence; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How sentences are told.

    Attributes:
        name: gives the name of a node in that language.
        language: ``"th"``, or ``"en"``.
        purpose: whether the first end is what the second is wanted for.
    """

    name: Callable[[str], str]
    language: str
    purpose: bool = False

    def choose(self, text: Text) -> str:
        """The text in that language."""
        return text.th if self.language == "th" else text.en


def sentence(
    component: ScoreComponent,
    ends: tuple[str, str],
    provenance: Sequence[str],
    seen: Iterable[str],
    telling: Telling,
    said: Mapping[str, str] = NOTHING_SAID,
) -> str:
    """What a reason says.

    Args:
        component: the reason.
        ends: ids of the two organisations, or of a purpose and an organisation.
        provenance: ids of the nodes behind it, most telling first.
        seen: ids of all nodes that could have been named.
        telling: names and language.
        said: what else the sentence says, by placeholder.
    """
    name, kinds = telling.name, component.kinds
    leading = [ident for ident in provenance if not kinds or _prefix(ident) in kinds]
    rest_said = {**NOTHING_SAID, **said}
    if not leading and component.bare is not None:
        return telling.choose(component.bare).format(**rest_said)
    rest = [name(ident) for ident in provenance if ident not in leading]
    every = sum(1 for ident in seen if not kinds or _prefix(ident) in kinds)
    names = [name(ident) for ident in leading]
    return telling.choose(component.sentence_for(purpose=telling.purpose)).format(
        one=name(ends[0]),
        other=name(ends[1]),
        names=listed(names, every, telling.language),
        means=f": {listed(rest, len(rest), telling.language)}" if rest else "",
        first=quoted(name(provenance[0])) if provenance else "",
        last=quoted(name(provenance[min(1, len(provenance) - 1)])) if provenance else "",
        **rest_said,
    )


def year_in(day: dt.date, language: str) -> str:
    """The year of a day: of the Buddhist era in Thai."""
    return str(day.year + (BE_OFFSET if language == "th" else 0))


def _prefix(ident: str) -> str:
    return ident.partition(":")[0]


def quoted(name: str) -> str:
    """A name in quotation marks: names hold commas of their own."""
    return f"“{name}”"


def listed(names: Sequence[str], every: int, language: str) -> str:
    """The first few names, and how many more of ``every`` there are."""
    shown = [quoted(name) for name in names[:NAMED]]
    more = every - len(shown)
    if language == "th":
        return ", ".join(shown) + (f" และอีก {more} รายการ" if more > 0 else "")
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
