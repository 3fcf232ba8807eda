"""The table of kinds in ``docs/analyses/gaps.md``, made from the rules.

``python -m graph_api.analyses.gaps.page`` writes it; a test fails when it is out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.rule import GapRule

PAGE = Path(__file__).parents[3] / "docs" / "analyses" / "gaps.md"
FIRST = (
    "<!-- Made from the rules by `python -m graph_api.analyses.gaps.page`: "
    "change these, not the table. -->\n"
)
LAST = "<!-- End of what is made: kinds. -->\n"


def table(rules: Iterable[GapRule]) -> str:
    """The kinds in Markdown, a row each."""
    return "\n".join([*_lines(rules), ""])


def _lines(rules: Iterable[GapRule]) -> Iterator[str]:
    yield "| kind, in this order | question | what it is | it is a gap when | `because` | `nearest`: near to | document |"
    yield "|---|---|---|---|---|---|---|"
    for rule in rules:
        cells = (
            f"`{rule.kind}`",
            str(rule.question),
            rule.text.both,
            rule.docs.condition,
            rule.shown_as,
            rule.docs.purpose,
            f"[`{rule.document}`](../../graph_api/questions/{rule.document}.graphql)",
        )
        yield f"| {' | '.join(cells)} |"


def filled(page: str, rules: Iterable[GapRule] = RULES) -> str:
    """The page with the table between the two marks made anew."""
    before, rest = page.split(FIRST)
    return f"{before}{FIRST}{table(rules)}{LAST}{rest.split(LAST)[1]}"


def main() -> None:
    """Writes the table."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
