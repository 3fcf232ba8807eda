"""How cooperation comes about in a generated country: each way of it with a stated share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from math import isclose
from typing import Any, Self

from schema.errors import ErrorCode, PhakhiError


@dataclass(frozen=True, slots=True)
class ParticipationShares:
    """Shares of the ways in which an agency comes to take part in something; together 1.

    The first one is found in the same ways (by chance where the way is ``closure``). Where a way
    finds nobody, such as an issue that nobody else adopts, anybody of the part comes instead.

    Attributes:
        concern: it adopts the issue that the work is about.
        place: it is active in the district where the work is.
        popularity: drawn from all participations so far, so that who does much is asked more.
        closure: it has done something before with somebody who takes part already.
        circle: it belongs to the same circle, a grouping that no record shows (old friends, a
            former school); what the data cannot explain.
        chance: anybody of the province.
        away: anybody of the whole country.
        faithful: how often what an agency takes up is about an issue that it adopts. No share of
            the above; 1 makes concerns as clear as they can be, 0 leaves only what it adopts.
        null: ties ignore concerns: the share of ``concern`` goes to chance, and what agencies take
            up is drawn from the whole country, so that it tells nothing of the place either.
    """

    concern: float = 0.20
    place: float = 0.15
    popularity: float = 0.10
    closure: float = 0.30
    circle: float = 0.15
    chance: float = 0.05
    away: float = 0.05
    faithful: float = 0.60
    null: bool = False

    def shares(self) -> dict[str, float]:
        """The share of each way, none for concern in a null country."""
        shares = {name: float(getattr(self, name)) for name in WAYS}
        if self.null:
            shares["chance"] += shares.pop("concern")
        return shares

    def changed(self, given: Mapping[str, float]) -> Self:
        """With these numbers in place of the defaults.

        Raises:
            PhakhiError: BAD_ARGUMENT for a name that is none, a number outside of 0 to 1, or shares
                that do not sum to 1.
        """
        known = given.keys() <= {*WAYS, "faithful"}
        numbers: dict[str, Any] = dict(given) if known else {}
        made = replace(self, **numbers)
        whole = sum(getattr(made, name) for name in WAYS)
        between = all(0 <= number <= 1 for number in given.values())
        if not known or not between or not isclose(whole, 1.0, abs_tol=1e-9):
            raise _wrong(given)
        return made

    def __str__(self) -> str:
        """All numbers, as ``dataset.toml`` states them."""
        return f"{self._numbers()}{'; null: ties ignore concerns' if self.null else ''}"

    @property
    def thai(self) -> str:
        """The same for a person who reads Thai; the ways keep the names that `--share` takes."""
        return f"{self._numbers()}{'; null: ความร่วมมือไม่ขึ้นกับประเด็น' if self.null else ''}"

    def _numbers(self) -> str:
        numbers = {name: value for name, value in asdict(self).items() if name != "null"}
        return ", ".join(f"{name} {value:g}" for name, value in numbers.items())


WAYS = ("concern", "place", "popularity", "closure", "circle", "chance", "away")
"""The ways, in a fixed order."""


def _wrong(given: Mapping[str, float]) -> PhakhiError:
    ways = ", ".join(WAYS)
    named = ", ".join(f"{name}={number:g}" for name, number in given.items())
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"Shares are numbers from 0 to 1 for {ways} (with those left out as they are, together 1) "
        f"and for faithful; these are not: {named}.",
        f"สัดส่วนต้องเป็นตัวเลข 0 ถึง 1 ของ {ways} (รวมกับค่าตั้งต้นของข้ออื่นได้ 1) และ faithful "
        f"ค่านี้ใช้ไม่ได้: {named}",
    )
