"""``phakhi ask`` as a person uses it."""

from __future__ import annotations

import json
import re

import pytest

from graph_api.cli.questions import check_variables, list_questions
from graph_api.questions.catalogue import catalogue, find_question
from graph_api.settings import Settings
from schema.errors import ErrorCode, PhakhiError
from tests.cli.test_commands import phakhi, refusal

NAME = "areas_without_agency"


def test_all_questions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each whole name, ready to be copied, with its variables."""
    list_questions()
    shown = capsys.readouterr().out
    assert re.findall(r"^│[\d, ]*│ (\w+) ", shown, re.MULTILINE) == list(catalogue())
    assert '--var level="term:area-level.district"' in shown


def test_the_list_is_in_the_persons_language() -> None:
    """Thai in a Thai terminal; nothing is started for it."""
    done = phakhi("ask", LC_ALL="th_TH.UTF-8", COLUMNS="200")
    assert (done.returncode, done.stderr) == (0, "")
    assert catalogue()[NAME].thai in done.stdout


def test_the_list_can_be_json() -> None:
    """Every question with its numbers, both languages and its variables."""
    listed = json.loads(phakhi("ask", "--json").stdout)
    assert [item["name"] for item in listed] == list(catalogue())
    [found] = [item for item in listed if item["name"] == NAME]
    question = catalogue()[NAME]
    assert (found["english"], found["thai"]) == (question.english, question.thai)
    assert found["numbers"] == list(question.numbers)
    assert {"name": "area", "type": "ID", "default": None} in found["variables"]


def test_an_answer_is_a_table_or_json(udon_engine: Settings) -> None:
    """The same answer, on the store that a service is using; variables narrow it."""
    at = ("--store", str(udon_engine.store))
    asked = ("ask", NAME, "--var", "first=1", "--var", "includeSynthetic=true")
    table = phakhi(*asked, *at, COLUMNS="150")
    assert (table.returncode, table.stderr) == (0, "")
    assert "Nam Som" in table.stdout
    assert "Si That" not in table.stdout
    assert "total count: 3" in table.stdout
    after = re.search(r"--var (after=\S+)$", table.stdout, re.MULTILINE)
    assert after is not None
    assert "Wang Sam Mo" in phakhi(*asked, "--var", after[1], *at, COLUMNS="150").stdout
    thai = phakhi(*asked, *at, LC_ALL="th_TH.UTF-8", COLUMNS="150")
    assert catalogue()[NAME].thai in thai.stdout
    assert "น้ำโสม" in thai.stdout
    answer = json.loads(phakhi(*asked, "--json", *at).stdout)["data"]["gaps"]["list"]
    assert [gap["node"]["nameEn"] for gap in answer["nodes"]] == ["Nam Som"]


def test_an_answer_with_errors_says_them_and_fails(udon_engine: Settings) -> None:
    """Exit code 1, as `phakhi query`; the message on standard error."""
    done = phakhi("ask", NAME, "--var", "first=0", "--store", str(udon_engine.store))
    assert done.returncode == 1
    assert re.fullmatch(r"phakhi: first .*\n", done.stderr)
    assert done.stdout.strip() == catalogue()[NAME].english
    assert json.loads(phakhi("ask", NAME, "--var", "first=0", "--json", "--store", str(udon_engine.store)).stdout)["errors"]  # fmt: skip


def test_an_answer_about_nothing_names_what_is_not_there(udon_engine: Settings) -> None:
    """An id that is well formed, and unknown: no success, and no empty answer."""
    unknown = ("--var", "to=agency:nobody", "--store", str(udon_engine.store))
    done = phakhi("ask", "cooperation_paths", *unknown)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "phakhi: this is not there on the day and in the data asked about: to=agency:nobody"
    )


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["area_without_agency"], f"did you mean {NAME}"),
        ([NAME, "--var", "aera=area:41"], "has no variable aera; did you mean area"),
        ([NAME, "--var", "novalue"], "--var novalue should be of the form name=value"),
        ([NAME, "--store", "/nowhere"], "There is no store at /nowhere: start"),
    ],
)
def test_wrong_arguments_are_one_line(arguments: list[str], part: str) -> None:
    """Nothing is started for them."""
    assert part in refusal(phakhi("ask", *arguments))


def test_a_variable_that_is_not_there_names_all_that_are() -> None:
    """GraphQL would pass over it and answer something else."""
    with pytest.raises(PhakhiError) as caught:
        check_variables(find_question(NAME), {"zzz": 1})
    assert caught.value.code is ErrorCode.BAD_ARGUMENT
    known = ", ".join(item.name for item in catalogue()[NAME].variables)
    assert caught.value.en == f"“{NAME}” has no variable zzz; it has {known}."
