"""Lists a network's agencies, and keeps count of what changes."""
# ruff: noqa: INP001, T201 - a script that prints

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator

from phakhi_client import Answer, PageInfo, Phakhi, RefusedError

AGENCIES = """
query Agencies($network: ID!, $after: String) {
  network(id: $network) {
    agencies(first: 5, after: $after) {
      totalCount
      nodes { id nameTh synthetic kind { nameTh } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""


class Kind(Answer):
    """A kind of agency."""

    name_th: str


class Agency(Answer):
    """An agency, as far as it is asked for."""

    id: str
    name_th: str
    synthetic: bool
    kind: Kind | None


class Agencies(Answer):
    """A page of agencies."""

    total_count: int
    nodes: list[Agency]
    page_info: PageInfo


class Network(Answer):
    """A network."""

    agencies: Agencies


class AgenciesAnswer(Answer):
    """The answer to ``AGENCIES``."""

    network: Network | None


def read_agencies(phakhi: Phakhi, network: str) -> Iterator[Agency]:
    """All agencies of a network, page by page."""
    after = None
    while True:
        found = phakhi.ask(AGENCIES, AgenciesAnswer, network=network, after=after).network
        if found is None:
            return
        yield from found.agencies.nodes
        if not found.agencies.page_info.has_next_page:
            return
        after = found.agencies.page_info.end_cursor


def main(network: str) -> None:
    """Prints what a portal would show."""
    url = os.environ.get("PHAKHI_URL", "http://127.0.0.1:8000/graphql")
    with Phakhi(url, key=os.environ.get("PHAKHI_KEY")) as phakhi:
        for agency in read_agencies(phakhi, network):
            mark = " [สังเคราะห์]" if agency.synthetic else ""
            print(f"{agency.name_th} · {agency.kind.name_th if agency.kind else '–'}{mark}")
        counted = Counter(
            (change.action, change.kind)
            for change in phakhi.changes(since=0)
            if change.kind in {"Network", "Agency", "MEMBER_OF"}
        )
        for (action, kind), count in sorted(counted.items()):
            print(f"{action} {kind}: {count}")
        try:
            list(read_agencies(phakhi, "no id"))
        except RefusedError as error:
            print(f"{error.codes[0]}: {error}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "network:udon-religion")
