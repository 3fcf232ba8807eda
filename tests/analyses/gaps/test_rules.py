"""A kind of gap is one rule, and nothing that is derived from it is forgotten or out of date."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from graph_api.analyses.gaps import page
from graph_api.analyses.gaps.answers import GapKind
from graph_api.analyses.gaps.registry import RULES, discover
from graph_api.analyses.gaps.rule import GapRule
from graph_api.analyses.gaps.statements import GAPS
from graph_api.questions.catalogue import catalogue
from graph_api.settings import Settings
from graph_api.store import Store
from schema.cypher import STATEMENTS

EXAMPLE = "good_deed_without_doer"
CONTRIBUTING = page.PAGE.parents[2] / "CONTRIBUTING.md"

_ASK = """
import asyncio, json, sys
from pathlib import Path

from graph_api.analyses.gaps import rules

rules.__path__.append(sys.argv[1])

from graph_api.analyses.gaps import page
from graph_api.analyses.gaps.statements import GAPS
from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import open_store

DOCUMENT = '''query ($area: ID) {
  __type(name: "GapKind") { enumValues { name description } }
  gaps(asOf: "2026-11-24", includeSynthetic: true) { list(kinds: [GOOD_DEED_WITHOUT_DOER], area: $area) {
    nodes { kind node { id } why because { id } nearest { agency { id } } } } }
}'''


async def ask(area: str | None) -> object:
    settings = Settings.load(**json.loads(sys.argv[2]), _env_file=())
    async with open_store(settings) as store:
        context = RequestContext(store, settings, "en", make_services(store))
        result = await build_schema().execute(DOCUMENT, {"area": area}, context)
        assert not result.errors, result.errors
        return result.data


print(json.dumps({
    "answer": asyncio.run(ask(None)),
    "elsewhere": asyncio.run(ask("area:10")),
    "rows": page.filled(page.PAGE.read_text(encoding="utf-8")).splitlines(),
    "statements": [name for name, _ in GAPS if name == "good_deed_without_doer"],
}))
"""
"""As the product is with one file more; in a process of its own, as an enum has its members at import."""


def _example() -> str:
    text = CONTRIBUTING.read_text(encoding="utf-8").split("## Adding a gap kind")[1]
    return text.split("```python\n")[1].split("```")[0]


async def _asked(folder: Path, settings: Settings) -> Any:
    given = {name: str(getattr(settings, name)) for name in ("store", "cache", "neo4j_version")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _ASK,
        str(folder),
        json.dumps(given),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return json.loads(out)


async def test_adding_a_kind_of_gap_is_one_file(
    udon: Store, udon_engine: Settings, tmp_path: Path
) -> None:
    """It is in the enum at its place, listed, narrowed, explained, and in the documentation."""
    (tmp_path / f"{EXAMPLE}.py").write_text(_example(), encoding="utf-8")
    asked = await _asked(tmp_path, udon_engine)
    answer = asked["answer"]
    kinds = [item["name"] for item in answer["__type"]["enumValues"]]
    assert kinds == [
        *(rule.kind for rule in RULES[:3]),
        EXAMPLE.upper(),
        *(rule.kind for rule in RULES[3:]),
    ]
    assert answer["__type"]["enumValues"][3]["description"] == (
        "A good deed that nobody commits to (ความดีที่ยังไม่มีใครทำ)"
    )
    found = {gap["node"]["id"]: gap for gap in answer["gaps"]["list"]["nodes"]}
    free = await udon.read(
        "MATCH (n:GoodDeed)-[:ANSWERS]->(p) WHERE NOT EXISTS { ()-[:COMMITS_TO]->(n) } "
        "RETURN n.id, n.name_en, collect(p.id), collect(p.name_en)"
    )
    assert free
    assert {ident: gap["why"] for ident, gap in found.items()} == {
        ident: f"“{name}” answers “{'”, “'.join(names)}”; nobody commits to it."
        for ident, name, _, names in free
    }
    assert {ident: gap["because"] for ident, gap in found.items()} == {
        ident: [{"id": problem} for problem in problems] for ident, _, problems, _ in free
    }
    assert asked["elsewhere"]["gaps"]["list"]["nodes"] == []
    assert asked["statements"] == [EXAMPLE, EXAMPLE]
    (row,) = [line for line in asked["rows"] if line.startswith(f"| `{EXAMPLE.upper()}` | 5 |")]
    assert "good_deeds_for_problem" in row


def test_the_table_of_kinds_is_up_to_date() -> None:
    """If this fails: ``uv run just generate``, and read the difference."""
    text = page.PAGE.read_text(encoding="utf-8")
    assert text == page.filled(text)


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_kind_has_its_document_its_question_and_its_statements(rule: GapRule) -> None:
    """Somebody can ask for it by name; both forms of its statement are among those that are planned."""
    assert rule.question in catalogue()[rule.document].numbers
    assert GapKind[rule.kind].value == rule.name
    narrowed = {True, False} if rule.narrowed else {False}
    assert {narrow for name, narrow in GAPS if name == rule.name} == narrowed
    assert all(STATEMENTS[GAPS[rule.name, narrow].name].parameters for narrow in narrowed)


def test_the_place_of_a_kind_is_that_of_its_question() -> None:
    """Kinds are listed by the number of the planners' question: a cursor holds this place."""
    assert [rule.question for rule in RULES] == [2, 3, 4, 8, 14, 16, 17, 20, 22]


def test_a_rule_is_called_as_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks for a kind finds its file; a file without a rule is none."""
    package = tmp_path / "gap_rules_elsewhere"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "misnamed.py").write_text(_example(), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import gap_rules_elsewhere  # type: ignore[import-not-found]  # noqa: PLC0415  # made above

    with pytest.raises(
        ValueError, match="declares the rule of another name: good_deed_without_doer"
    ):
        discover(gap_rules_elsewhere)
