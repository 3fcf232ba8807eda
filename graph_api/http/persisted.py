"""Documents that clients name instead of sending: trusted ones, and those sent before (APQ)."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from graph_api.http.refusals import RefusedError, refused
from graph_api.http.trusted import digest_of, load_trusted
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.http.operations import GraphQLParams
    from graph_api.settings import Settings


class KnownDocuments:
    """The documents that a service knows.

    Args:
        settings: which are trusted, and how many of the others are kept.

    Raises:
        PhakhiError: ``BAD_SETTING``.
    """

    def __init__(self, settings: Settings) -> None:
        self.trusted = load_trusted(settings)
        self._only_trusted = settings.only_trusted
        self._room = settings.persisted_room
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._size = 0

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
        if self._only_trusted and sent.query not in self.trusted:
            raise _untrusted()
        return sent.query

    def keep(self, sent: GraphQLParams) -> None:
        """Keeps a document that was sent with its digest; called for valid ones only.

        They are kept up to a number of characters, and the one longest out of use goes first.
        """
        if sent.digest is None or sent.query is None or sent.digest in self._kept:
            return
        if self._only_trusted or len(sent.query) > self._room:
            return
        self._kept[sent.digest] = sent.query
        self._size += len(sent.query)
        while self._size > self._room:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone)

    def _named(self, name: str) -> str:
        text = self.trusted.get(name)
        if text is not None:
            return text
        if self._only_trusted:
            raise _untrusted()
        digest = name.removeprefix("sha256:")
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        raise _not_found() if self._room or self.trusted.documents else _not_supported()


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
