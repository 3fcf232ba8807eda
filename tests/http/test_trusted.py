"""Trusted documents: a manifest that is loaded at the start."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from schema.errors import ErrorCode, PhakhiError
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store

_TEXT = "query Trusted { agencies(first: 1) { totalCount } }"
_DIGEST = hashlib.sha256(_TEXT.encode()).hexdigest()
_OTHER = "{ __typename }"


def _with(settings: Settings, path: Path, manifest: object, **more: Any) -> Settings:
    file = path / "manifest.json"
    file.write_text(manifest if isinstance(manifest, str) else json.dumps(manifest))
    return settings.model_copy(update={"trusted_documents": file, **more})


def _apollo(id_: str, text: str) -> dict[str, Any]:
    operation = {"id": id_, "name": "Trusted", "type": "query", "body": text}
    return {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [operation]}


def _apq(digest: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}


@pytest.mark.parametrize(
    ("manifest", "names"),
    [
        ({_DIGEST: _TEXT}, (_DIGEST, f"sha256:{_DIGEST}")),
        ({f"sha256:{_DIGEST}": _TEXT}, (_DIGEST, f"sha256:{_DIGEST}")),
        ({"d8e8fca2dc0f896fd7cb4cb0031ba249": _TEXT}, ("d8e8fca2dc0f896fd7cb4cb0031ba249",)),
        (_apollo(_DIGEST, _TEXT), (_DIGEST, f"sha256:{_DIGEST}")),
    ],
    ids=["plain", "prefixed", "relay", "apollo"],
)
async def test_a_client_names_a_trusted_document(
    udon: Store, udon_engine: Settings, tmp_path: Path, manifest: object, names: tuple[str, ...]
) -> None:
    """By its id with or without a prefix, by its digest as APQ, by GET; and all others run too."""
    settings = _with(udon_engine, tmp_path, manifest, persisted_room=0)
    async with client_of(udon, settings) as client:
        whole = await client.post("/graphql", json={"query": _TEXT})
        named = [await client.post("/graphql", json={"documentId": name}) for name in names]
        got = await client.get("/graphql", params={"documentId": names[0]})
        by_digest = await client.post("/graphql", json=_apq(_DIGEST))
        other = await client.post("/graphql", json={"query": _OTHER})
        unknown = await client.post("/graphql", json={"documentId": "unknown"})
    assert whole.json()["data"]["agencies"]["totalCount"] > 0
    assert {item.text for item in (*named, got, by_digest)} == {whole.text}
    assert other.json() == {"data": {"__typename": "Query"}}
    assert unknown.json()["errors"][0]["extensions"] == {"code": "PERSISTED_QUERY_NOT_FOUND"}


async def test_only_trusted_documents_run_where_that_is_set(
    udon: Store, udon_engine: Settings, tmp_path: Path
) -> None:
    """Named or written out; all else is refused, and none can be added by sending it."""
    settings = _with(udon_engine, tmp_path, {_DIGEST: _TEXT}, only_trusted=True)
    other = hashlib.sha256(_OTHER.encode()).hexdigest()
    async with client_of(udon, settings) as client:
        allowed = [
            await client.post("/graphql", json=sent)
            for sent in ({"documentId": _DIGEST}, {"query": _TEXT}, _apq(_DIGEST))
        ]
        refused = [
            await client.post("/graphql", json=sent)
            for sent in (
                {"query": _OTHER},
                {"query": _OTHER, **_apq(other)},
                _apq(other),
                {"documentId": "unknown"},
                {"query": _TEXT + " "},
            )
        ]
    assert all("data" in answer.json() for answer in allowed)
    for answer in refused:
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNTRUSTED_DOCUMENT"}


@pytest.mark.parametrize(
    "manifest",
    [
        "no json",
        "[]",
        '{"id": 5}',
        '{"": "{ __typename }"}',
        '{"format": "apollo-persisted-query-manifest", "operations": [{"id": "a"}]}',
        '{"format": "apollo-persisted-query-manifest", "operations": [5]}',
    ],
)
def test_a_file_that_is_no_manifest_ends_the_start(
    udon: Store, udon_engine: Settings, tmp_path: Path, manifest: str
) -> None:
    """The setting and the file are named."""
    settings = _with(udon_engine, tmp_path, manifest)
    with pytest.raises(PhakhiError, match=r"PHAKHI_TRUSTED_DOCUMENTS names .*manifest\.json") as it:
        client_of(udon, settings)
    assert it.value.code is ErrorCode.BAD_SETTING


def test_a_document_that_is_not_valid_ends_the_start(
    udon: Store, udon_engine: Settings, tmp_path: Path
) -> None:
    """Its id is named, and what is wrong with it."""
    manifest = {"good": _TEXT, "bad": "{ nothing }"}
    settings = _with(udon_engine, tmp_path, manifest)
    with pytest.raises(PhakhiError, match=r"“bad” of .* Cannot query field .nothing.") as it:
        client_of(udon, settings)
    assert it.value.code is ErrorCode.BAD_SETTING


def test_the_file_must_be_there(udon: Store, udon_engine: Settings, tmp_path: Path) -> None:
    """Where it is named, and where nothing but trusted documents may run."""
    named = udon_engine.model_copy(update={"trusted_documents": tmp_path / "away.json"})
    needed = udon_engine.model_copy(update={"only_trusted": True})
    for settings, reason in ((named, "it cannot be read"), (needed, "needs trusted documents")):
        with pytest.raises(PhakhiError, match=reason) as it:
            client_of(udon, settings)
        assert it.value.code is ErrorCode.BAD_SETTING
