"""The commands speak Thai where the person's language is Thai."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from graph_api.cli.commands import app
from graph_api.cli.speaking import columns
from tests.cli.test_commands import phakhi, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_api.settings import Settings

_THAI = {"LC_ALL": "th_TH.UTF-8"}
_COMMANDS = [
    (),
    *((name,) for name in get_command(app).commands),
    *(("keys", name) for name in get_command(app).commands["keys"].commands),
]
_NAMES = re.compile(
    r"`[^`]*`|--?[a-z][a-z-]*|phakhi( [a-z]+)*|PHAKHI_\w*|\.env|docs/[a-z]+\.md|\[[^]]*x[<>]=[^]]*\]"
    r"|\b(Neo4j|Phakhi|GraphQL|JSON|SDL|API|PDPA)\b|: seeds|\bjsonl\]|^  [a-z]+ "
)


def thai(*arguments: str, **variables: str) -> tuple[int, str, str]:
    """The exit code of a command in a Thai terminal, and what it prints."""
    done = phakhi(*arguments, **_THAI | variables)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_help_is_thai(command: tuple[str, ...]) -> None:
    """Of every command: nothing Latin but names; no line is wider than the terminal."""
    code, out, err = thai(*command, "--help", COLUMNS="80")
    assert (code, err) == (0, "")
    left = [_NAMES.sub("", line) for line in out.splitlines()]
    assert [line for line in left if re.search("[A-Za-z]", line)] == []
    assert max(map(columns, out.splitlines())) <= 80


def test_the_help_of_a_command_as_it_is_printed() -> None:
    """Usage, what it does, its words and options, in columns."""
    assert thai("keys", "create", "--help", COLUMNS="80")[1] == (
        "วิธีใช้: phakhi keys create [ตัวเลือก]\n"
        "\n"
        "  สร้างคีย์และแสดงครั้งเดียว ทำได้แม้ขณะบริการทำงานอยู่\n"
        "\n"
        "ตัวเลือก:\n"
        "  --name ชื่อ        เป็นคีย์ของใคร เช่น ชื่อพอร์ทัล [ต้องระบุ]\n"
        "  --scope สิทธิ์      สิทธิ์ที่คีย์ให้ ระบุซ้ำได้\n"
        "  --days จำนวน     จำนวนวันที่ใช้ได้ [ค่าตั้งต้น: 365; 1<=x<=3650]\n"
        "  --store โฟลเดอร์  โฟลเดอร์ของ Neo4j ที่มากับ Phakhi\n"
        "  --json           แสดงเป็น JSON แทนตาราง\n"
        "  --help           แสดงวิธีใช้นี้\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["serv"], "ไม่มีคำสั่ง serv หมายถึง serve ใช่หรือไม่"),
        (["xyz"], "ไม่มีคำสั่ง xyz"),
        (["serve", "--prot", "1"], "ไม่มีตัวเลือก --prot ที่ใกล้เคียงคือ --host, --port"),
        (["serve", "--zzzz"], "ไม่มีตัวเลือก --zzzz"),
        (["serve", "--port"], "ตัวเลือก --port ต้องมีค่า"),
        (["serve", "--insecure=1"], "ตัวเลือก --insecure ไม่รับค่า"),
        (["serve", "--port", "x"], "ค่าของ --port ไม่ถูกต้อง: ต้องเป็นจำนวนเต็ม"),
        (["load"], "ต้องระบุ ที่อยู่"),
        (["keys", "create"], "ต้องระบุตัวเลือก --name"),
        (["keys", "create", "--name", "x", "--days", "0"], "ค่าของ --days ไม่ถูกต้อง: ต้องไม่น้อยกว่า 1"),
        (["evaluate", "x", "--hide", "2"], "ค่าของ --hide ไม่ถูกต้อง: ต้องไม่เกิน 0.9"),
        (["status", "x", "y"], "มีอาร์กิวเมนต์เกินมา: x y"),
    ],
)
def test_a_wrong_command_line_is_explained_in_thai(arguments: list[str], sentence: str) -> None:
    """Below how the command is written; exit code 2."""
    code, out, err = thai(*arguments)
    *before, said = err.splitlines()
    assert (code, out, said) == (2, "", f"phakhi: {sentence}")
    if before:  # not where an option itself is written in a wrong way
        assert re.fullmatch("วิธีใช้: phakhi .*\nดูวิธีใช้ด้วย `phakhi.* --help`\n", "\n".join(before))


def test_a_group_without_a_command_shows_its_help() -> None:
    """As in English: exit code 2, on standard error."""
    code, out, err = thai("keys")
    assert (code, out) == (2, "")
    assert err == thai("keys", "--help")[1]


@pytest.mark.parametrize(
    ("variables", "first"),
    [
        ({"LANG": "th"}, "วิธีใช้: "),
        ({"LANG": "th_TH.UTF-8"}, "วิธีใช้: "),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "th_TH"}, "วิธีใช้: "),
        ({"LANG": "th", "LC_MESSAGES": "en_US"}, "Usage: "),
        ({"LANG": "th", "LC_ALL": "C.UTF-8"}, "Usage: "),
        ({}, "Usage: "),
    ],
)
def test_the_language_is_that_of_messages(variables: dict[str, str], first: str) -> None:
    """LC_ALL before LC_MESSAGES before LANG, as everywhere."""
    unset = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"), "")
    assert phakhi("--help", **unset | variables).stdout.startswith(first)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """``phakhi serve`` on an empty store in a Thai terminal: its folder, and what it prints."""
    store = tmp_path_factory.mktemp("thai")
    process = start("serve", "--store", str(store), "--port", "0", "--no-seeds", **_THAI)
    assert process.stdout is not None
    welcome = ""
    while not welcome.endswith("\"}'\n") and (line := process.stdout.readline()):
        welcome += line
    yield store, welcome
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip()) == (0, "")
    lines = [line for line in err.splitlines() if " request " not in line]
    titles = list(dict.fromkeys(line.partition(":")[0].removesuffix(" …") for line in lines))
    assert titles == [
        "กำลังเปิด Neo4j",
        "กำลังตรวจดัชนี",
        "กำลังปรับข้อมูลที่คำนวณให้เป็นของวันนี้",
        "กำลังหยุด",
        "กำลังหยุด Neo4j",
    ]
    assert not re.search(r"\d s …", err)


def test_serve_welcomes_in_thai(served: tuple[Path, str]) -> None:
    """The whole text, apart from the address; the signs of life and of the end are Thai, too."""
    store, welcome = served
    text = re.sub(r"http://\S+/graphql", "URL", welcome).replace("uv run phakhi", "phakhi")
    text = re.sub(r"http://\S+/(?: \(`.*`\))?\n", "PAGE\n", text)  # on a desktop: how to open it
    assert (
        text
        == f"""
หน้าสำรวจเครือข่าย: PAGE
GraphQL ตอบที่ URL (กด Ctrl-C เพื่อหยุด)
ยังไม่มีหน่วยงานในคลังข้อมูล นำเข้าชุดข้อมูลได้ด้วย `phakhi load โฟลเดอร์ --store {store}`

นำเข้าอะไรแล้วบ้าง วางในเทอร์มินัลอื่น:

phakhi query - --store {store} <<'END'
{{ meta {{ version revision datasets {{ id nameTh }} }} }}
END

หรือ

curl -s URL -H 'Content-Type: application/json' -d '{{"query": "{{ meta {{ version revision datasets {{ id nameTh }} }} }}"}}'
"""
    )


def test_what_is_done_beside_it_is_told_in_thai(served: tuple[Path, str], tmp_path: Path) -> None:
    """Status, keys, a load that changes something and one that does not, and a rebuild."""
    at = ("--store", str(served[0]))
    words = [line.split()[0] for line in thai("status", *at)[1].splitlines()]
    assert words == ["คลังข้อมูล", "Neo4j", "เจ้าของ", "บริการ", "ระเบียน"]
    (tmp_path / "dataset.toml").write_text(
        'id = "dataset:x"\nname_th = "ชุด"\nsynthetic = true\nversion = "1"\nlicence = "CC0"\nprecedence = 1\n'
    )
    (tmp_path / "networks.csv").write_text("id,name_th\nnetwork:n,เครือข่าย\n")
    loads = [thai("load", str(tmp_path), *at)[1] for _ in range(2)]
    assert loads == [
        "dataset:x: ระเบียน สร้าง 2; ความสัมพันธ์ ไม่มี; รุ่น 2\n",
        "dataset:x: ไม่มีอะไรเปลี่ยน (ระเบียน 2 ความสัมพันธ์ 0 รุ่น 2)\n",
    ]
    assert thai("rebuild", *at)[2].splitlines()[-1] == "สร้างข้อมูลที่คำนวณจากระเบียนใหม่ทั้งหมดแล้ว"
    made = thai("keys", "create", "--name", "พอร์ทัล", *at)[2].splitlines()[-3:]
    assert re.fullmatch(
        r"ใช้ได้ถึง \d+ \S+ 25\d\d \d\d:\d\d น\. เพิกถอนก่อนได้ด้วย `phakhi keys revoke \S+`", made[1]
    )
    listed = thai("keys", "list", *at, COLUMNS="160")[1]
    assert re.search("│ ใช้ได้ +│", listed)


def test_an_idle_store_and_a_generated_country(tmp_path: Path) -> None:
    """What needs no engine."""
    store = tmp_path / "none"
    assert thai("status", "--store", str(store))[:2] == (3, f"ไม่มีอะไรทำงานบนคลังข้อมูล {store}\n")
    folder = str(tmp_path / "made")
    first, second = thai("generate", folder, "--agencies", "60", "--null")[1].splitlines()
    assert re.fullmatch(
        rf"[\d,]+ แถวใน {folder} \(ข้อมูลสังเคราะห์: .*; null: ความร่วมมือไม่ขึ้นกับประเด็น\)", first
    )
    assert second == f"นำเข้าด้วย: phakhi load {folder}"
    code, out, err = thai("evaluate", folder, "--seeds", "1")
    assert (code, err) == (0, "รอบที่ 1 จาก 1\n")
    assert "ข้อมูลสังเคราะห์: บอกได้เพียงว่า" in out
    assert "ทั้งหมดนี้: ผู้ถาม" in out


def test_a_wrong_setting_is_one_thai_line() -> None:
    """The variable, and what its value should be."""
    assert thai("status", PHAKHI_PORT="x") == (
        1,
        "",
        "phakhi: ค่าของ PHAKHI_PORT ไม่ถูกต้อง: ต้องเป็นจำนวนเต็ม\n",
    )


def test_status_of_the_demo_is_thai(udon_engine: Settings) -> None:
    """What is invented is called so."""
    out = thai("status", "--store", str(udon_engine.store))[1]
    assert out.count("(ข้อมูลสังเคราะห์)") == 2
    assert "หน่วยงาน 80 เครือข่าย 6" in out
