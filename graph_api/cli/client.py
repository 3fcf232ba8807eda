"""The service that runs already, asked over HTTP: a command then needs nothing of it in itself."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from graph_api.cli.speaking import language
from graph_api.store.engine.folder import RunningService, StoreFolder
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.settings import Settings

_LONGEST_SECONDS = 600
"""The service has limits of its own, and says so when one is reached."""

_NOT_FOR_US = frozenset({ErrorCode.UNTRUSTED_DOCUMENT, ErrorCode.UNAUTHENTICATED})


class NotForUsError(Exception):
    """The service runs no documents but its own; the store has to be asked itself."""


class Client:
    """Asks a running service.

    Args:
        service: where it is, and what lets this user in.
    """

    def __init__(self, service: RunningService) -> None:
        self.service = service
        self._place = urlsplit(service.url)

    def __call__(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The answer to a document: ``data`` and, where there are any, ``errors``.

        Raises:
            PhakhiError: ``SERVICE_UNAVAILABLE``, where it does not answer.
            NotForUsError: where it runs trusted documents only.
        """
        body = json.dumps({"query": document, "variables": variables})
        try:
            found = json.loads(self._post(body))
            answer = {"data": found.get("data")}
        except (OSError, HTTPException, ValueError, AttributeError):
            raise _away(self.service) from None
        if errors := found.get("errors"):
            answer["errors"] = errors
            if _code(errors) in _NOT_FOR_US:
                raise NotForUsError
        return answer

    def _post(self, body: str) -> bytes:
        assert self._place.hostname is not None
        connection = HTTPConnection(
            self._place.hostname, self._place.port, timeout=_LONGEST_SECONDS
        )
        headers = {
            "accept": "application/json",
            "accept-language": language(),
            "authorization": f"Bearer {self.service.token}",
            "content-type": "application/json",
        }
        try:
            connection.request("POST", self._place.path, body, headers)
            return connection.getresponse().read()
        finally:
            connection.close()


def running_client(settings: Settings) -> Client | None:
    """A client of the service on the store of the settings; ``None`` where none runs."""
    service = StoreFolder(settings.store).running_service(settings.own_neo4j)
    return None if service is None else Client(service)


def _code(errors: list[dict[str, Any]]) -> str:
    return str(errors[0].get("extensions", {}).get("code", ""))


def _away(service: RunningService) -> PhakhiError:
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        f"The service at {service.url} (process {service.owner}) does not answer; try again "
        "shortly.",
        f"ระบบที่ {service.url} (โพรเซส {service.owner}) ไม่ตอบ โปรดลองอีกครั้งในอีกสักครู่",
        retryable=True,
    )
