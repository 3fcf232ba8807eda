"""``/load/…``: a file is checked, its report is confirmed, and the load can be undone.

Nothing is written before the confirmation, which names the report and the revision of the graph that
it was made on: where the graph has moved on since, the file is to be checked again.
"""

from __future__ import annotations

import asyncio
import hashlib
from abc import abstractmethod
from dataclasses import asdict
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, TYPE_CHECKING, Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from graph_api.access.loading import check_may_load
from graph_api.effects.comparing import EffectComparison
from graph_api.effects.telling import report_as_json
from graph_api.http.bodies import too_large, too_slow
from graph_api.http.endpoint import Endpoint, Visit
from graph_api.http.language import language_of
from graph_api.http.negotiation import JSON
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline, until
from loaders import describe, undo
from loaders.checking import Checked, check_content
from loaders.worksheet.loading import load_worksheet, prepare_content
from loaders.worksheet.names import read_names, seed_names
from loaders.worksheet.template import write_template
from schema.dates import moment_text, today_in_thailand
from schema.errors import ErrorCode, PhakhiError
from schema.text import check_text
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.types import Send

    from graph_api.http.state import AppState
    from graph_api.http.uploads import Upload, Uploads
    from loaders import LoadReport, UndoReport

CHECK, CONFIRM, UNDO, TEMPLATE = (
    "/load/check",
    "/load/confirm",
    "/load/undo",
    "/load/template",
)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TABLES = frozenset(
    {
        _XLSX,
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/octet-stream",
        "text/csv",
        "text/tab-separated-values",
    }
)
"""None of them is a type that a page of another origin may send without asking first."""

_NAME, _NAME_LENGTH = "worksheet.xlsx", 200


class LoadEndpoint(Endpoint):
    """What endpoints have in common that write.

    Args:
        state: what all requests share.
        uploads: files that wait to be confirmed.
    """

    methods = ("POST",)

    def __init__(self, state: AppState, uploads: Uploads) -> None:
        super().__init__(state)
        self.uploads = uploads

    def name(self, request: Request) -> str:
        """The same for every file."""
        return request.url.path.strip("/").replace("/", " ")

    async def answer(self, visit: Visit, send: Send) -> None:
        """Answers who may load."""
        request = visit.request
        address = request.client.host if request.client else ""
        check_may_load(
            self.state.settings, visit.reader.principal, dict(request.headers.items()), address
        )
        content = await self.done(visit)
        response = Response(orjson.dumps(content), 200, {"cache-control": "no-store"}, JSON)
        await response(request.scope, request.receive, send)

    @abstractmethod
    async def done(self, visit: Visit) -> dict[str, object]:
        """Does what is asked, having asked once more who it is; the answer.

        Raises:
            PhakhiError: why it is not done.
        """


class CheckEndpoint(LoadEndpoint):
    """Says what the load of a file would do; the file then waits to be confirmed."""

    async def done(self, visit: Visit) -> dict[str, object]:
        """Receives the file, and checks it."""
        request, client = visit.request, visit.reader.principal.client
        _check_media(request)
        name = _file_name(request.query_params.get("name", ""))
        with self.uploads.arriving(client) as file:
            sha256 = await self._receive(request, file)
            async with until(deadline(self.state.settings.load_timeout)), self.uploads.working():
                checked = await self._check(name, file)
            report = report_as_json(checked, _language(request))
            if checked.rehearsal is None:
                return {"digest": None, "revision": None, "expires": None, "report": report}
            revision = checked.rehearsal.base
            digest = _digest(name, sha256, revision, report_as_json(checked, "en"))
            await visit.reader.confirm()
            upload = self.uploads.keep(digest, client, name, file, revision)
        return {
            "digest": digest,
            "revision": revision,
            "expires": moment_text(upload.expires),
            "report": report,
        }

    async def _check(self, name: str, file: IO[bytes]) -> Checked:
        store = self.state.store
        file.seek(0)
        content = await asyncio.to_thread(file.read)
        comparison = EffectComparison(store, today_in_thailand())
        return await check_content(store, Path(name), content, look=comparison)

    async def _receive(self, request: Request, file: IO[bytes]) -> str:
        """Writes the body to a file as it comes; its digest."""
        settings = self.state.settings
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > settings.max_upload:
            raise too_large(settings.max_upload)
        sha256, size = hashlib.sha256(), 0
        try:
            async with asyncio.timeout(settings.upload_timeout):
                async for piece in request.stream():
                    size += len(piece)
                    if size > settings.max_upload:
                        raise too_large(settings.max_upload)
                    sha256.update(piece)
                    await asyncio.to_thread(file.write, piece)
        except TimeoutError:
            raise too_slow(settings.upload_timeout) from None
        except ClientDisconnect:
            raise _left() from None
        return sha256.hexdigest()


class ConfirmEndpoint(LoadEndpoint):
    """Loads a file that was checked."""

    async def done(self, visit: Visit) -> dict[str, object]:
        """Loads it, once."""
        asked = await _body(visit.request, {"digest": str, "revision": int, "confirmRemoval": bool})
        digest, revision = asked.get("digest"), asked.get("revision")
        if digest is None or revision is None:
            raise _wrong_body(("digest", "revision"))
        upload = self.uploads.find(visit.reader.principal.client, digest, revision)
        await visit.reader.confirm()
        confirmed = bool(asked.get("confirmRemoval"))
        async with until(deadline(self.state.settings.load_timeout)):
            report = await self.uploads.load(
                upload, lambda: self._load(upload, confirmed=confirmed)
            )
        return _told(report, visit.request)

    async def _load(self, upload: Upload, *, confirmed: bool) -> LoadReport:
        store = self.state.store
        async with self.uploads.working():
            content = await asyncio.to_thread(upload.read)
            prepared = await prepare_content(store, upload.name, content)
            return await load_worksheet(
                store, prepared, confirm_removal=confirmed, based_on=upload.revision
            )


class UndoEndpoint(LoadEndpoint):
    """Undoes the last load, of all or of one dataset."""

    async def done(self, visit: Visit) -> dict[str, object]:
        """Undoes it, when the graph is at the revision that the client knows."""
        asked = await _body(visit.request, {"dataset": str, "revision": int})
        if asked.get("revision") is None:
            raise _wrong_body(("revision",))
        await visit.reader.confirm()
        work = undo(self.state.store, asked.get("dataset"), based_on=asked["revision"])
        async with until(deadline(self.state.settings.load_timeout)):
            undone = await self.uploads.to_its_end(work)
        return _told_undone(undone, visit.request, asked["revision"])


class TemplateEndpoint(Endpoint):
    """The empty worksheet."""

    def name(self, request: Request) -> str:
        """The same for every language."""
        del request
        return "load template"

    async def answer(self, visit: Visit, send: Send) -> None:
        """Sends it, with drop-downs of what the graph has."""
        async with until(visit.until):
            names = await read_names(self.state.store, "") or seed_names(SEED_FOLDERS)
            content = await asyncio.to_thread(write_template, names, _language(visit.request))
        await visit.reader.confirm_again()
        headers = {
            "content-disposition": 'attachment; filename="worksheet.xlsx"',
            "cache-control": "no-store",
        }
        response = Response(content, 200, headers, _XLSX)
        await response(visit.request.scope, visit.request.receive, send)


def _language(request: Request) -> str:
    wanted = request.query_params.get("lang")
    if wanted is None:
        return language_of(request.headers.get("accept-language", ""))
    if wanted not in {"th", "en"}:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT, "lang should be th or en.", "lang ต้องเป็น th หรือ en"
        )
    return wanted


def _check_media(request: Request) -> None:
    media = _media(request)
    if media not in _TABLES:
        raise RefusedError(415, _NO_TABLE)


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _file_name(text: str) -> str:
    """The last part of a path of any system."""
    name = PurePosixPath(PureWindowsPath(check_text(text, _NAME_LENGTH)).name).name
    return name or _NAME


def _digest(name: str, sha256: str, revision: int, report: dict[str, object]) -> str:
    """Of all that is confirmed: the file, the graph that it meets, and what was said of it."""
    parts = [name, sha256, revision, report]
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def _body(request: Request, types: dict[str, type]) -> dict[str, Any]:
    """The JSON object that was sent, with values of these types or none."""
    if _media(request) != JSON:
        raise RefusedError(415, _NO_JSON)
    try:
        sent = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict) or any(
        name not in types or (value is not None and type(value) is not types[name])
        for name, value in sent.items()
    ):
        raise _wrong_body(types)
    return sent


def _told(report: LoadReport, request: Request) -> dict[str, object]:
    words = describe(report, _language(request))
    return {**asdict(report), "changed": report.changed, "message": words}


def _told_undone(undone: UndoReport, request: Request, revision: int) -> dict[str, object]:
    if undone.verdict is None:
        return _told(undone.report, request)
    one, other, same = undone.verdict.one, undone.verdict.other, undone.verdict.same
    return {
        "verdict": {"one": one, "other": other, "same": same},
        "reports": [_told(report, request) for report in undone.reports],
        "revision": undone.reports[-1].revision if undone.reports else revision,
    }


def _wrong_body(names: Iterable[str]) -> PhakhiError:
    listed = ", ".join(names)
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"The body should be a JSON object with these values: {listed}.",
        f"เนื้อหาต้องเป็นออบเจกต์ JSON ที่มีค่าเหล่านี้: {listed}",
    )


def _left() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_FILE,
        "The file did not arrive whole: send it again.",
        "แฟ้มส่งมาไม่ครบ โปรดส่งอีกครั้ง",
    )


_NO_TABLE = PhakhiError(
    ErrorCode.BAD_FILE,
    "A file is sent as the body, with its own Content-Type: .xlsx, .ods, text/csv or "
    "application/octet-stream.",
    "ให้ส่งแฟ้มเป็นเนื้อหาของคำขอ พร้อม Content-Type ของแฟ้ม: `.xlsx` `.ods` `text/csv` หรือ "
    "`application/octet-stream`",
)
_NO_JSON = PhakhiError(
    ErrorCode.BAD_ARGUMENT,
    f"The body should be {JSON}.",
    f"เนื้อหาต้องเป็น {JSON}",
)
