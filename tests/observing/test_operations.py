"""What docs/operations.md and compose.yaml say holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from graph_api.observing.metrics import Metrics
from graph_api.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_metric_is_documented() -> None:
    """By the name that Prometheus shows, its type, and its help."""
    families = [item for item in Metrics().families() if item.name.startswith("phakhi_")]
    rows = [
        f"| `{item.name}{'_total' if item.type == 'counter' else ''}` | {item.type} "
        f"| {item.documentation} |"
        for item in families
    ]
    assert re.findall(r"^\| `phakhi_.*$", PAGE, re.MULTILINE) == rows


@pytest.mark.parametrize("name", ["docs/operations.md", "compose.yaml", "Dockerfile"])
def test_every_setting_that_is_named_exists(name: str) -> None:
    """In the page, in the image and in the composition."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(rf"\b{PREFIX}[A-Z0-9_]+", text))
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    assert named - known == set()
    assert named


def test_the_composition_waits_and_holds_no_secret() -> None:
    """Phakhi starts on a healthy Neo4j of the LTS; the password comes from outside, for both."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    neo4j, phakhi = services["neo4j"], services["phakhi"]
    password = "${PHAKHI_NEO4J_PASSWORD:?write PHAKHI_NEO4J_PASSWORD=... into .env}"
    assert neo4j["image"] == "neo4j:5.26-community"
    assert neo4j["environment"]["NEO4J_AUTH"] == f"neo4j/{password}"
    assert {name: bool(services[name].get("restart")) for name in services} == {
        "neo4j": True,
        "phakhi": True,
    }
    assert "healthcheck" in neo4j
    assert "neo4j-data:/data" in neo4j["volumes"]
    assert phakhi["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert phakhi["environment"] == {
        "PHAKHI_NEO4J_URI": "bolt://neo4j:7687",
        "PHAKHI_NEO4J_PASSWORD": password,
        "PHAKHI_API_KEYS": "true",
    }
    assert phakhi["ports"] == ["127.0.0.1:8000:8000"]


def test_the_composition_is_settings_that_a_service_can_start_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those of the image and of the composition together."""
    image = dict(re.findall(rf"({PREFIX}\w+)=(\S+)", (ROOT / "Dockerfile").read_text("utf-8")))
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for name, value in (image | services["phakhi"]["environment"]).items():
        monkeypatch.setenv(name, value)
    settings = Settings.load(_env_file=())
    assert (settings.host, settings.guarded, settings.log_format) == ("0.0.0.0", True, "json")  # noqa: S104


def test_the_image_holds_what_is_run_and_nothing_else() -> None:
    """Nothing is copied that is not named, and no .env; it does not run as root."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {
        name
        for line in lines
        if line.startswith("COPY") and "--from" not in line
        for name in line.split()[1:-1]
    }
    assert ignored[1] == "*"
    assert copied == allowed
    assert copied >= {"schema", "loaders", "graph_api", "seeds"}
    assert all((ROOT / name).exists() for name in copied)
    assert "USER phakhi" in lines
