"""Settings come from flags, variables and .env, and a wrong one is told in one sentence."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest

from graph_api.cli.settings_page import settings_page
from graph_api.settings import Settings, bytes_of
from schema.errors import ErrorCode, PhakhiError


def test_flags_win_over_variables_and_variables_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of three sources gives one setting; where they differ the nearer one wins."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PHAKHI_PORT=1\nPHAKHI_HOST=file\nPHAKHI_HEAP=1g\nOTHER=x\n")
    monkeypatch.setenv("PHAKHI_PORT", "2")
    monkeypatch.setenv("PHAKHI_HOST", "variable")
    settings = Settings.load(port=3, host=None)
    assert (settings.port, settings.host, settings.heap) == (3, "variable", "1g")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "eighty", "it should be a valid integer"),
        ("PORT", "70000", "it should be less than or equal to 65535"),
        ("NEO4J_URI", "http://localhost", "it should be an address such as bolt://localhost:7687"),
        ("NEO4J_URI", "bolt://", "it should be an address such as bolt://localhost:7687"),
        ("HEAP", "512", "it should be a size such as 512m or 2g"),
        ("NEO4J_VERSION", "4.4", "it should be '5.26' or 'current'"),
        ("STATEMENT_TIMEOUT", "0", "it should be greater than 0"),
        ("RETRY_TIME", "nan", "it should be"),
        ("SCOPES", "contacts,secrets", "it should be one of: contacts"),
        ("MAX_DEPTH", "-1", "it should be greater than or equal to 1"),
    ],
)
def test_a_wrong_value_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    """One sentence: which variable, and what it should be."""
    monkeypatch.setenv(f"PHAKHI_{name}", value)
    with pytest.raises(PhakhiError) as caught:
        Settings.load(_env_file=())
    assert caught.value.code is ErrorCode.BAD_SETTING
    assert caught.value.en.startswith(f"PHAKHI_{name} has a wrong value: {reason}")
    assert f"PHAKHI_{name}" in caught.value.th


_WRONG = ("\ud800", "", "-1", "nan", "x y", "9" * 24, "99999", "0.5", "a://b:c@d", "\0")
_ANYTHING = {
    "cache", "cors_origins", "jars_from", "jwt_algorithms", "jwt_audience", "jwt_issuer",
    "neo4j_password", "store", "trusted_documents", "trusted_proxies",
}  # fmt: skip
"""Texts, folders and lists of texts, of which no value is wrong by itself."""
_NAMES = re.compile(
    r"PHAKHI_\w+|[a-z0-9+]+://[^\s,)]*|\b(true|false)\b|'[\w.]+'|\b(contacts|load|metrics)\b|\b\d+[mg]\b"
)


def refused(name: str, value: str) -> PhakhiError | None:
    """What is said of a value of a setting, where it is refused."""
    try:
        Settings.load(_env_file=(), **{name: value})
    except PhakhiError as error:
        return error
    return None


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_wrong_value_is_explained_in_both_languages(name: str) -> None:
    """Of every setting: in Thai nothing Latin but names and values; in English no stray phrase."""
    said = [error for value in _WRONG if (error := refused(name, value))]
    assert bool(said) is (name not in _ANYTHING)
    for error in said:
        assert error.th.startswith(f"ค่าของ PHAKHI_{name.upper()} ไม่ถูกต้อง: ต้อง") or (
            error.th == f"ค่าของ PHAKHI_{name.upper()} ไม่ถูกต้อง: มีอักขระที่อ่านไม่ได้"
        )
        assert re.findall("[A-Za-z]+", _NAMES.sub("", error.th)) == []
        assert error.en.count("should") == 1


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "eighty", "ต้องเป็นจำนวนเต็ม"),
        ("PORT", "70000", "ต้องไม่เกิน 65535"),
        ("HOST", "", "ต้องไม่ว่าง"),
        ("HEAP", "512", "ต้องเป็นขนาด เช่น 512m หรือ 2g"),
        ("LOG_LEVEL", "loud", "ต้องเป็น 'debug', 'info', 'warning' หรือ 'error'"),
        ("STATEMENT_TIMEOUT", "0", "ต้องมากกว่า 0"),
        ("RETRY_TIME", "nan", "ต้องเป็นจำนวนจำกัด"),
        ("METRICS", "perhaps", "ต้องเป็น true หรือ false"),
        ("SCOPES", "secrets", "ต้องเป็นหนึ่งใน: contacts, load, metrics"),
    ],
)
def test_a_wrong_value_in_thai(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    """The whole sentence."""
    monkeypatch.setenv(f"PHAKHI_{name}", value)
    with pytest.raises(PhakhiError) as caught:
        Settings.load(_env_file=())
    assert caught.value.th == f"ค่าของ PHAKHI_{name} ไม่ถูกต้อง: {reason}"


_SECRET = "s3cr3t"


@pytest.mark.parametrize(
    "value",
    [
        f"bolt://neo4j:{_SECRET}@localhost:7687",
        f"bolt://{_SECRET}@localhost",
        f"neo4j+s://neo4j%3A{_SECRET}%40localhost:7687",
        f"bolt://neo4j:{_SECRET}%40localhost:7687",
        f"neo4j://neo4j:{_SECRET}:7687",
        f"bolt://localhost?password={_SECRET}",
        f"neo4j://localhost/?pwd={_SECRET}",
        f"neo4j://localhost?p%61ssword={_SECRET}",
        f"neo4j://localhost?policy=eu&PassWord={_SECRET}",
        f"neo4j://localhost?auth=neo4j:{_SECRET}",
        f"bolt://localhost#{_SECRET}",
        f"bolt://localhost/{_SECRET}",
        f"bolt://localhost;password={_SECRET}",
        f"neo4j:{_SECRET}@localhost",
        f"https://neo4j:{_SECRET}@localhost",
    ],
)
def test_a_secret_in_the_address_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    """One sentence that names the two settings for it, whatever the form."""
    monkeypatch.setenv("PHAKHI_NEO4J_URI", value)
    with pytest.raises(PhakhiError) as caught:
        Settings.load(_env_file=())
    told = "".join(traceback.format_exception(caught.value))
    assert caught.value.en == (
        "PHAKHI_NEO4J_URI has a wrong value: it should be a place alone, such as "
        "bolt://localhost:7687; the user and the password are set by PHAKHI_NEO4J_USER and "
        "PHAKHI_NEO4J_PASSWORD."
    )
    assert _SECRET not in told + caught.value.th


@pytest.mark.parametrize(
    "value",
    [
        "bolt://localhost:7687",
        "neo4j+s://abc123.databases.neo4j.io",
        "neo4j://core_1.example.org:7687/",
        "neo4j://example.org?policy=eu-west",
        "bolt://[::1]:7687",
        "bolt+ssc://127.0.0.1",
    ],
)
def test_a_place_is_taken_as_it_is(value: str) -> None:
    """Of a machine, a cluster or Aura."""
    assert Settings.load(neo4j_uri=value, _env_file=()).neo4j_uri == value


@pytest.mark.parametrize(
    "url", ["https://me:s3cr3t@id.example.org/jwks", "https://s3cr3t%40id.example.org/x"]
)
def test_a_secret_in_the_address_of_keys_is_refused_and_not_shown(url: str) -> None:
    """Libraries would print it when the address cannot be read."""
    with pytest.raises(PhakhiError) as caught:
        Settings.load(jwt_jwks=url, _env_file=())
    assert caught.value.en.startswith("PHAKHI_JWT_JWKS has a wrong value: it should be an address")
    assert _SECRET not in caught.value.en + caught.value.th


def test_a_query_of_the_address_of_keys_is_not_shown() -> None:
    """Whoever prints the settings does not print it."""
    url = f"https://id.example.org/jwks?key={_SECRET}"
    settings = Settings.load(jwt_jwks=url, _env_file=())
    assert settings.jwt_jwks == url
    assert _SECRET not in repr(settings)


@pytest.mark.parametrize(("host", "taken"), [("[::1]", "::1"), ("::1", "::1"), ("a.b", "a.b")])
def test_a_host_may_be_written_as_in_a_url(host: str, taken: str) -> None:
    """IPv6 in brackets."""
    assert Settings.load(host=host, _env_file=()).host == taken


def test_a_mistyped_variable_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is no setting would else be without effect, and nobody would know."""
    monkeypatch.setenv("PHAKHI_PROT", "8001")
    with pytest.raises(PhakhiError) as caught:
        Settings.load(_env_file=())
    assert caught.value.en == "PHAKHI_PROT is not a setting; did you mean PHAKHI_PORT?"


def test_a_folder_is_named_without_detours(tmp_path: Path) -> None:
    """Neo4j takes a path with .. for no path."""
    settings = Settings.load(store=tmp_path / "a" / ".." / "b", _env_file=())
    assert settings.store == tmp_path / "b"


def test_an_empty_address_is_the_embedded_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing counts as not set."""
    monkeypatch.setenv("PHAKHI_NEO4J_URI", "")
    assert Settings.load(_env_file=()).neo4j_uri is None


def test_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prints the settings does not print the password."""
    monkeypatch.setenv("PHAKHI_NEO4J_PASSWORD", "very secret")
    settings = Settings.load(_env_file=())
    assert "very secret" not in repr(settings)
    assert settings.neo4j_password is not None
    assert settings.neo4j_password.get_secret_value() == "very secret"


@pytest.mark.parametrize(("size", "count"), [("1k", 1024), ("512m", 536870912), ("2g", 2**31)])
def test_sizes_are_counted_in_bytes(size: str, count: int) -> None:
    """k, m and g are powers of 1024, as Java counts."""
    assert bytes_of(size) == count


def test_the_settings_page_is_fresh() -> None:
    """``docs/settings.md`` is what ``python -m graph_api.cli.settings_page`` writes."""
    page = Path(__file__).parents[1] / "docs" / "settings.md"
    assert page.read_text("utf-8") == settings_page()
