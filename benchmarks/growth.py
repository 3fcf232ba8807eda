"""``collaborators`` against the number of an agency's own links, one agency at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.client import connect
from benchmarks.documents import R4

if TYPE_CHECKING:
    from benchmarks.processes import ServerProcess
    from graph_api.store import Store

_SHARES = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)
_REPEATS = 25

_LINKS = """
MATCH (a:Agency)
RETURN a.id, COUNT { (a)--() },
  COUNT { (a)-[:COLLABORATES_WITH]-(:Agency) }
    + COUNT { (a)-[:TAKES_PART_IN]->()<-[:TAKES_PART_IN]-(:Agency) }
ORDER BY 2, 1
"""


@dataclass(frozen=True)
class Growth:
    """How long ``collaborators`` takes for one agency.

    Attributes:
        links: relationships of the agency.
        partners: agencies that it works with, directly or in the same work; one that it works with
            in two ways counts twice.
        p50_ms: time of a request, one client.
    """

    agency: str
    links: int
    partners: int
    p50_ms: float


async def chosen_agencies(store: Store) -> list[tuple[str, int, int]]:
    """Agencies from the one with fewest links to the one with most: id, links, partners."""
    rows = await store.read(_LINKS)
    places = dict.fromkeys(round(share * (len(rows) - 1)) for share in _SHARES)
    return [(rows[place][0], rows[place][1], rows[place][2]) for place in places]


async def measure_growth(
    server: ServerProcess, agencies: Sequence[tuple[str, int, int]], tell: Callable[[str], None]
) -> list[Growth]:
    """The time for each agency, taken in turn, round after round."""
    tell("R4: one agency at a time")
    times: Mapping[str, list[float]] = {ident: [] for ident, _, _ in agencies}
    async with connect(server.port) as connection:
        for number in range(_REPEATS + 2):
            for ident, _, _ in agencies:
                start = time.perf_counter()
                await connection.post(R4.body({"id": ident}))
                if number > 1:
                    times[ident].append((time.perf_counter() - start) * 1000)
    return [
        Growth(ident, links, partners, median(times[ident])) for ident, links, partners in agencies
    ]
