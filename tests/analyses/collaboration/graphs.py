"""Small graphs with mechanisms that serve goals and things that are somewhere, by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.linkage.graphs import AGENCIES, THINGS, Links, small_links


def working_links() -> st.SearchStrategy[Links]:
    """Small graphs with SERVES, and with problems and moral capital in areas."""
    more = {
        "SERVES": _pairs(THINGS["mechanism"], THINGS["goal"]),
        "IN_AREA": _pairs(
            [*THINGS["problem"], *THINGS["moral-capital"], *AGENCIES], THINGS["area"]
        ),
        "CONCERNS": _pairs(
            [*THINGS["problem"], *THINGS["moral-capital"], *THINGS["goal"], *THINGS["mechanism"]],
            THINGS["issue"],
        ),
    }
    return st.tuples(small_links(), st.fixed_dictionaries(more)).map(
        lambda both: {**both[0], **both[1]}
    )


def _pairs(sources: list[str], targets: list[str]) -> st.SearchStrategy[set[tuple[str, str]]]:
    pair = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
    return st.sets(pair, max_size=8)


def to(links: Links, type_: str, source: str) -> set[str]:
    """Where relationships of a type lead from a node."""
    return {b for a, b in links[type_] if a == source}


def back(links: Links, type_: str, target: str) -> set[str]:
    """Where relationships of a type come from to a node."""
    return {a for a, b in links[type_] if b == target}


def of_kind(idents: set[str], prefix: str) -> set[str]:
    """Those of a kind."""
    return {ident for ident in idents if ident.startswith(f"{prefix}:")}
