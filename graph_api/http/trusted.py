"""Trusted documents: those of a manifest, which whoever runs the service has looked at."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings

_PREFIX = "sha256:"
_VARIABLE = "PHAKHI_TRUSTED_DOCUMENTS"


def digest_of(text: str) -> str:
    """The SHA-256 of a document, as clients write it."""
    return hashlib.sha256(text.encode()).hexdigest()


class TrustedDocuments:
    """Documents by their ids, and by their SHA-256.

    Args:
        documents: by id, as their manifest names them.
    """

    def __init__(self, documents: dict[str, str]) -> None:
        self.documents = documents
        self._known = {id_.removeprefix(_PREFIX): text for id_, text in documents.items()}
        self._known |= {digest_of(text): text for text in documents.values()}
        self._texts = frozenset(documents.values())

    def get(self, id_: str) -> str | None:
        """The document with this id or SHA-256, or ``None``."""
        return self._known.get(id_.removeprefix(_PREFIX))

    def __contains__(self, text: str) -> bool:
        """Whether this is the text of one of them."""
        return text in self._texts


def load_trusted(settings: Settings) -> TrustedDocuments:
    """The trusted documents that a service is set to know.

    Raises:
        PhakhiError: ``BAD_SETTING``, where their file is none, or is needed and not named.
    """
    path = settings.trusted_documents
    if path is not None:
        return TrustedDocuments(_read(path))
    if settings.only_trusted:
        raise PhakhiError(
            ErrorCode.BAD_SETTING,
            f"PHAKHI_ONLY_TRUSTED needs trusted documents: name their file in {_VARIABLE}.",
            f"PHAKHI_ONLY_TRUSTED ต้องมีเอกสารที่เชื่อถือได้ ให้ระบุไฟล์ใน {_VARIABLE}",
        )
    return TrustedDocuments({})


def invalid_document(id_: str, reason: str) -> PhakhiError:
    """A trusted document does not fit the schema, or what the service allows."""
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"The document “{id_}” of {_VARIABLE} cannot be run: {reason}",
        f"เอกสาร “{id_}” ใน {_VARIABLE} ใช้ไม่ได้: {reason}",
    )


def _read(path: Path) -> dict[str, str]:
    try:
        manifest = orjson.loads(path.read_bytes())
    except OSError:
        raise _bad_file(path, "it cannot be read", "แต่อ่านไม่ได้") from None
    except orjson.JSONDecodeError:
        raise _bad_file(path, "it holds no valid JSON", "แต่ไม่ใช่ JSON ที่ถูกต้อง") from None
    documents = _documents(manifest)
    if documents is None:
        raise _bad_file(
            path,
            "it should be a JSON object of documents by id, or Apollo's persisted query manifest",
            "แต่ต้องเป็นออบเจกต์ JSON ของเอกสารตามรหัส หรือ persisted query manifest ของ Apollo",
        )
    return documents


def _documents(manifest: object) -> dict[str, str] | None:
    """Documents by id: Apollo's manifest, or the plain object that Relay and others write."""
    match manifest:
        case {"format": "apollo-persisted-query-manifest", "operations": list(operations)}:
            pairs = [
                (item.get("id"), item.get("body")) if isinstance(item, dict) else (None, None)
                for item in operations
            ]
        case {**documents}:
            pairs = list(documents.items())
        case _:
            return None
    named = {
        id_: text for id_, text in pairs if isinstance(id_, str) and id_ and isinstance(text, str)
    }
    return named if len(named) == len(pairs) else None


def _bad_file(path: Path, reason: str, reason_th: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{_VARIABLE} names {path}, but {reason}.",
        f"{_VARIABLE} ระบุไฟล์ {path} {reason_th}",
    )
