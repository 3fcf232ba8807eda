"""The example of a portal in TypeScript."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import httpx
import pytest

from graph_api.settings import Settings
from tests.examples.running import EXAMPLES, NPM, attempt, installed, run, serving, shown

pytestmark = pytest.mark.npm

SCHEMA = str(EXAMPLES.parent / "schema" / "schema.graphql")
MANIFEST = Path("src", "generated", "persisted-documents.json")
MARK = "ข้อมูลสังเคราะห์ · synthetic"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a portal that was built."""
    folder = installed("portal", tmp_path_factory.mktemp("portal"))
    run((*NPM, "run", "build"), folder, PHAKHI_SCHEMA=SCHEMA)
    return folder


@pytest.fixture(scope="module")
def pages(portal: Path, service: str) -> dict[str, str]:
    """The pages that it writes, by file."""
    return written(portal, service)


def written(portal: Path, url: str) -> dict[str, str]:
    """The pages of the portal, written anew by asking a service."""
    for page in portal.glob("public/*"):
        page.unlink()
    run((*NPM, "start"), portal, PHAKHI_URL=url)
    return {page.name: page.read_text(encoding="utf-8") for page in portal.glob("public/*.html")}


def texts(page: str, tag: str) -> list[str]:
    """What stands in the elements of a name, without tags."""
    found = re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", page, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<[^>]+>", "", item)).split()) for item in found]


def test_the_first_page_lists_the_networks_agencies(pages: dict[str, str]) -> None:
    """All of them, over two requests; in Thai alphabetical order; invented ones are marked."""
    names = [
        "กลุ่มพระสอนศีลธรรมในโรงเรียน (สาธิต) Monks Teaching Morals in Schools (demo)",
        "คริสตจักรต้นแบบ (สาธิต) Model Protestant Church (demo)",
        "มัสยิดต้นแบบ (สาธิต) Model Mosque (demo)",
        "โรงเรียนพระปริยัติธรรมต้นแบบ (สาธิต) Model Pariyatti Dhamma School (demo)",
        "วัดคาทอลิกต้นแบบ (สาธิต) Model Catholic Parish (demo)",
        "วัดป่าธารธรรมต้นแบบ (สาธิต) Than Tham Model Forest Temple (demo)",
        "วัดป่าหินลาดต้นแบบ (สาธิต) Pa Hin Lat Model Forest Temple (demo)",
        "วัดลานธรรมต้นแบบ (สาธิต) Lan Tham Model Temple (demo)",
        "วัดสระบัวต้นแบบ (สาธิต) Sa Bua Model Temple (demo)",
        "สถานปฏิบัติธรรมใจสงบ (สาธิต) Quiet Heart Meditation Centre (demo)",
        "สภาศาสนิกสัมพันธ์จังหวัด (สาธิต) Provincial Interfaith Council (demo)",
        "สำนักงานพระพุทธศาสนาจังหวัด (สาธิต) Provincial Office of Buddhism (demo)",
        "สำนักงานเลขานุการคณะสงฆ์จังหวัด (สาธิต) Provincial Sangha Secretariat (demo)",
    ]
    first = pages["index.html"]
    assert texts(first, "h1") == ["เครือข่ายศาสนา Religion network"]
    assert texts(first, "p") == ["สมาชิก 13 หน่วยงาน"]
    assert texts(first, "li") == [f"{name} {MARK}" for name in names]
    links = set(re.findall(r'href="([^"]+)"', first))
    assert set(pages) == links | {"index.html"}


def test_a_page_says_who_an_agency_can_work_with_and_why(
    pages: dict[str, str], service: str
) -> None:
    """Partners in the order of their rank, each with its reasons, as the service gives them."""
    document = """{
      collaborators(agency: "agency:mosque", first: 5) {
        candidates { agency { nameTh nameEn } reasons { share summary } }
      }
    }"""
    asked = httpx.post(service, json={"query": document}, headers={"accept-language": "th"})
    candidates = asked.json()["data"]["collaborators"]["candidates"]
    page = pages["agency-mosque.html"]
    assert len(candidates) == 5
    assert texts(page, "h3") == [
        f"{item['agency']['nameTh']} {item['agency']['nameEn']} {MARK}" for item in candidates
    ]
    assert texts(page, "ul") == [
        " ".join(
            f"{reason['summary']} ({reason['share'] * 100:.0f}%) ข้อมูลสังเคราะห์"
            for reason in item["reasons"]
        )
        for item in candidates
    ]


def test_a_field_that_is_not_asked_for_fails_the_compiler(portal: Path) -> None:
    """The types of the answers are those of the operations."""
    wrong = portal / "src" / "wrong.ts"
    wrong.write_text(
        'import type { NetworkPageQuery } from "./generated/graphql.js";\n'
        "export const wrong = (answer: NetworkPageQuery) => answer.network?.website;\n"
    )
    done = attempt((*NPM, "run", "check"), portal)
    wrong.unlink()
    assert done.returncode != 0
    assert "src/wrong.ts(2,68): error TS2339: Property 'website' does not exist" in done.stdout


def test_an_operation_with_a_wrong_field_is_not_generated(portal: Path) -> None:
    """The schema is known before anything is asked."""
    operations = portal / "src" / "operations.ts"
    right = operations.read_text(encoding="utf-8")
    operations.write_text(right.replace("totalCount", "total"), encoding="utf-8")
    done = attempt((*NPM, "run", "generate"), portal, PHAKHI_SCHEMA=SCHEMA)
    operations.write_text(right, encoding="utf-8")
    assert done.returncode != 0
    assert 'Cannot query field "total" on type "NetworkAgenciesConnection"' in (
        done.stdout + done.stderr
    )


def test_a_service_that_trusts_the_portals_documents_runs_these_alone(
    portal: Path, pages: dict[str, str], udon_engine: Settings, tmp_path: Path
) -> None:
    """The portal is written as before; another document is refused as its page shows."""
    trusted = {"PHAKHI_TRUSTED_DOCUMENTS": str(portal / MANIFEST), "PHAKHI_ONLY_TRUSTED": "true"}
    with serving(udon_engine, tmp_path, **trusted) as url:
        again = written(portal, url)
        other = httpx.post(url, json={"query": "{ agencies { totalCount } }"})
    assert again == pages
    assert (other.status_code, other.json()) == (403, json.loads(shown("portal", "json")))
