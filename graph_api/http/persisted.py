"""Documents that clients name instead of sending: trusted ones, and those sent before (APQ)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from cachetools import LRUCache

from graph_api.http.refusals import RefusedError, refused
from graph_api.http.trusted import TrustedDocuments, digest_of, load_trusted
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.http.operations import GraphQLParams
    from graph_api.settings import Settings


class KnownDocuments:
    """The documents that a service knows.

    Args:
        settings: which are trusted, and how many of the others are kept.
        own: those of the explorer, by their digests.

    Raises:
        PhakhiError: ``BAD_SETTING``.
    """

    def __init__(self, settings: Settings, own: Mapping[str, str] = MappingProxyType({})) -> None:
        self.trusted = load_trusted(settings)
        self._own = TrustedDocuments(dict(own))
        self._only_trusted = settings.only_trusted
        self._cache: LRUCache[str, str] = LRUCache(settings.persisted_room, len)

    def text_of(self, sent: GraphQLParams) -> str:
        """The document of an operation.

        Raises:
            RefusedError: where it may not be run, or is not what its digest says.
            PhakhiError: ``PERSISTED_QUERY_NOT_FOUND`` or ``PERSISTED_QUERY_NOT_SUPPORTED``.
        """
        if sent.query is None:
            return self._named(sent.document_id or sent.digest or "")
        if sent.digest is not None and digest_of(sent.query) != sent.digest:
            raise refused(
                400,
                "sha256Hash is not the SHA-256 of query",
                "sha256Hash ไม่ตรงกับ SHA-256 ของ query",
            )
        if self._only_trusted and sent.query not in self.trusted and sent.query not in self._own:
            raise _untrusted()
        return sent.query

    def keep(self, sent: GraphQLParams) -> None:
        """Keeps a document that was sent with its digest; called for valid ones only.

        They are kept up to a number of characters, and the one longest out of use goes first.
        """
        if sent.digest is None or sent.query is None or self._only_trusted:
            return
        with suppress(ValueError):  # one that is too large is not cached
            self._cache.setdefault(sent.digest, sent.query)

    def _named(self, name: str) -> str:
        text = self.trusted.get(name) or self._own.get(name)
        if text is not None:
            return text
        if self._only_trusted:
            raise _untrusted()
        text = self._cache.get(name.removeprefix("sha256:"))
        if text is not None:
            return text
        raise _not_found() if self._cache.maxsize or self.trusted.documents else _not_supported()


def _not_found() -> PhakhiError:
    """In the words that clients look for, in every language."""
    words = "PersistedQueryNotFound"
    return PhakhiError(ErrorCode.PERSISTED_QUERY_NOT_FOUND, words, words)


def _not_supported() -> PhakhiError:
    words = "PersistedQueryNotSupported"
    return PhakhiError(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, words, words)


def _untrusted() -> RefusedError:
    return RefusedError(
        403,
        PhakhiError(
            ErrorCode.UNTRUSTED_DOCUMENT,
            "This server runs trusted documents only, and this is none of them.",
            "เซิร์ฟเวอร์นี้รับเฉพาะเอกสารที่เชื่อถือได้ และเอกสารนี้ไม่อยู่ในรายการ",
        ),
    )
