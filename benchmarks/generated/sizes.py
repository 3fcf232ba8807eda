"""How many there are of everything in a generated country."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

_AGENCIES_OF_A_PROVINCE = 650


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of records.

    Attributes:
        agencies, provinces, issues: in all.
        networks, districts, events: of each province.
        projects, problems, good_deeds, goals, mechanisms, capitals: of each province, more in one
            of more agencies, so that as many agencies share one in any graph.
    """

    agencies: int
    provinces: int
    issues: int
    networks: int = 6
    districts: int = 12
    events: int = 3
    projects: int = 0
    problems: int = 0
    good_deeds: int = 0
    goals: int = 0
    mechanisms: int = 0
    capitals: int = 0

    @classmethod
    def of(cls, agencies: int, provinces: int = 0) -> Sizes:
        """The sizes that go with a number of agencies; 0 provinces: as many as they fill."""
        provinces = provinces or max(1, round(agencies / _AGENCIES_OF_A_PROVINCE))
        local = agencies // provinces

        def share(percent: int) -> int:
            return max(10, local * percent // 100)

        return cls(
            agencies,
            provinces,
            issues=max(12, isqrt(agencies)),
            projects=max(4, local * 4 // 100),
            problems=share(30),
            good_deeds=share(25),
            goals=share(15),
            mechanisms=share(15),
            capitals=share(15),
        )
