"""What was probably meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_LONGEST = 60
_CLOSE = 0.6
_SHOWN = 10


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names, the most similar one first; equally similar ones in the order given."""
    wanted = name[:_LONGEST].lower()
    # It prepares its second text: here once, for all that are compared with it.
    matcher = SequenceMatcher(b=wanted, autojunk=False)

    def unlike(other: str) -> float:
        matcher.set_seq1(other.lower())
        return -matcher.ratio()

    return sorted(known, key=unlike)


def meant(name: str, known: Iterable[str]) -> str | None:
    """The known name that is so similar that it was probably meant."""
    best = next(iter(nearest(name, known)), None)
    if best is None:
        return None
    ratio = SequenceMatcher(None, best.lower(), name[:_LONGEST].lower(), autojunk=False).ratio()
    return best if ratio >= _CLOSE else None


def did_you_mean(name: str, known: Iterable[str]) -> tuple[str, str]:
    """A question for the end of a sentence, in English and in Thai; two empty texts for none."""
    name_meant = meant(name, known)
    return (
        (f"; did you mean {name_meant}?", f" หมายถึง {name_meant} หรือไม่") if name_meant else ("", "")
    )


def listed(names: list[str]) -> tuple[str, str]:
    """The first few of many names, and how many more there are, in English and in Thai."""
    some, more = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    return (f"{some} and {more} more", f"{some} และอีก {more}") if more > 0 else (some, some)
