"""A small client of Phakhi: typed answers, pages, changes, and patience with a busy service."""
# ruff: noqa: INP001 - a script's companion, no package

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Self, TypeVar

import httpx
from pydantic import AliasGenerator, BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

_BUSY = (429, 503)
_TRIES = 4
_LONGEST_WAIT = 60.0
_WAIT = 1.0


class Answer(BaseModel):
    """The base of what is read: snake_case here, camelCase in the response."""

    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=to_camel))


Read = TypeVar("Read", bound=Answer)


class PageInfo(Answer):
    """Where a page stands."""

    has_next_page: bool
    end_cursor: str | None


class RefusedError(Exception):
    """What the service refused or could not answer.

    Attributes:
        codes: the stable codes of its errors, such as ``BAD_ID``.
    """

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__("\n".join(error["message"] for error in errors))
        self.codes = [error["extensions"]["code"] for error in errors]


class Phakhi:
    """A service.

    Args:
        url: such as ``http://127.0.0.1:8000/graphql``.
        key: an API key, where the service asks for one.
        language: of messages and summaries, ``"th"`` or ``"en"``.
    """

    def __init__(
        self,
        url: str,
        key: str | None = None,
        language: str = "th",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"accept": "application/graphql-response+json", "accept-language": language}
        if key is not None:
            headers["authorization"] = f"Bearer {key}"
        self._url = url
        self._http = httpx.Client(headers=headers, timeout=35, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, document: str, shape: type[Read], **variables: object) -> Read:
        """The answer to a document, read as ``shape``.

        Raises:
            RefusedError: where the answer has errors.
        """
        response = self._send({"query": document, "variables": variables})
        if "json" not in response.headers.get("content-type", ""):
            response.raise_for_status()
        body = response.json()
        if body.get("errors"):
            raise RefusedError(body["errors"])
        return shape.model_validate(body["data"])

    def _send(self, body: dict[str, Any]) -> httpx.Response:
        """The response; a busy service is asked again when it says so."""
        response = self._http.post(self._url, json=body)
        for _ in range(_TRIES - 1):
            if response.status_code not in _BUSY:
                break
            time.sleep(_wait_of(response))
            response = self._http.post(self._url, json=body)
        return response

    def changes(self, since: int) -> Iterator[Change]:
        """What was created, changed or taken away after a revision, in order."""
        page = self.ask(CHANGES, ChangesAnswer, since=since).changes
        yield from page.nodes
        while page.page_info.has_next_page:
            page = self.ask(CHANGES, ChangesAnswer, after=page.page_info.end_cursor).changes
            yield from page.nodes


def _wait_of(response: httpx.Response) -> float:
    """The seconds that the service asks to wait."""
    given = response.headers.get("retry-after", "")
    return min(float(given) if given.isdigit() else _WAIT, _LONGEST_WAIT)


class Change(Answer):
    """One change of a record or a relationship."""

    revision: int
    action: str
    kind: str
    record_id: str
    is_relationship: bool


class ChangePage(Answer):
    """Some changes. A page may be empty although more follow."""

    nodes: list[Change]
    page_info: PageInfo


class ChangesAnswer(Answer):
    """The answer to ``CHANGES``."""

    changes: ChangePage


CHANGES = """
query Changes($since: Int, $after: String) {
  changes(since: $since, after: $after, first: 1000) {
    nodes { revision action kind recordId isRelationship }
    pageInfo { hasNextPage endCursor }
  }
}
"""
