"""Files that were uploaded and checked, and wait to be confirmed.

A file has no name on the disk: it is gone when the service is, however that ends. Of each client the
last few wait, all for a limited time; who checks once more has its oldest one go.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, TypeVar

from graph_api.http.refusals import RefusedError
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders import LoadReport

T = TypeVar("T")

_MOST_OF_ONE = 5
"""Files of one client that wait."""

_COME_BACK_SECONDS = 60


@dataclass(eq=False)
class Upload:
    """A file that was checked.

    Attributes:
        client: who sent it.
        name: of the file.
        file: its content.
        revision: of the graph that it was checked on.
        expires: until when it waits.
        loading: its load, once it was confirmed.
    """

    client: str
    name: str
    file: IO[bytes]
    revision: int
    expires: dt.datetime
    loading: asyncio.Task[LoadReport] | None = field(default=None)

    def read(self) -> bytes:
        """Its content."""
        self.file.seek(0)
        return self.file.read()


class Uploads:
    """Files that wait to be confirmed, by client and the digest of their report.

    Args:
        most: that wait in all, those counted in that are being checked.
        life: seconds that each waits.
    """

    def __init__(self, most: int, life: float) -> None:
        self._most = most
        self._life = life
        self._waiting: dict[tuple[str, str], Upload] = {}
        self._arriving = 0
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._timers: dict[tuple[str, str], asyncio.TimerHandle] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """One after the other: reading a large file takes a processor and hundreds of megabytes."""
        async with self._turn:
            yield

    @contextmanager
    def arriving(self, client: str) -> Iterator[IO[bytes]]:
        """A file to write to; it is closed in the end, unless it was kept (:meth:`keep`).

        Raises:
            RefusedError: 503, ``TOO_MANY_REQUESTS``.
        """
        own = [key for key in self._waiting if key[0] == client]
        if len(own) >= _MOST_OF_ONE:
            self.drop(*own[0])
        if len(self._waiting) + self._arriving >= self._most:
            raise _too_many()
        self._arriving += 1
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it may outlive this
        try:
            yield file
        finally:
            self._arriving -= 1
            if not any(upload.file is file for upload in self._waiting.values()):
                file.close()

    def keep(self, digest: str, client: str, name: str, file: IO[bytes], revision: int) -> Upload:
        """Has a file wait to be confirmed; the same one that waits already goes on waiting."""
        expires = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self._life)
        upload = Upload(client, name, file, revision, expires)
        key = (client, digest)
        known = self._waiting.get(key)
        if known is not None and known.loading is not None:
            return known
        self.drop(*key)
        self._waiting[key] = upload
        loop = asyncio.get_running_loop()
        self._timers[key] = loop.call_later(self._life, self.drop, *key)
        return upload

    def find(self, client: str, digest: str, revision: int) -> Upload:
        """What a client confirms.

        Raises:
            PhakhiError: ``REPORT_OUTDATED``.
        """
        upload = self._waiting.get((client, digest))
        if upload is None or upload.revision != revision:
            raise _not_known()
        return upload

    async def load(
        self, upload: Upload, work: Callable[[], Coroutine[Any, Any, LoadReport]]
    ) -> LoadReport:
        """Loads it, once: whoever confirms again gets the same report.

        A load that has begun goes on when its client leaves; one that fails may be tried again.
        """
        if upload.loading is None:
            upload.loading = asyncio.create_task(work())
        task = upload.loading
        try:
            report = await asyncio.shield(task)
        except BaseException:
            if task.done() and upload.loading is task:
                upload.loading = None
            raise
        upload.file.close()
        return report

    async def to_its_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Does work that goes on when its client leaves."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    def drop(self, client: str, digest: str) -> None:
        """Lets a file go, if it is there."""
        timer = self._timers.pop((client, digest), None)
        if timer is not None:
            timer.cancel()
        upload = self._waiting.pop((client, digest), None)
        if upload is not None and (upload.loading is None or upload.loading.done()):
            upload.file.close()

    def close(self) -> None:
        """Lets all files go."""
        for key in list(self._waiting):
            self.drop(*key)


def _too_many() -> RefusedError:
    return RefusedError(
        503,
        PhakhiError(
            ErrorCode.TOO_MANY_REQUESTS,
            "More files wait to be confirmed than this server keeps: try again in a while.",
            "มีแฟ้มที่รอการยืนยันมากเกินกว่าที่เซิร์ฟเวอร์เก็บได้ โปรดลองใหม่ภายหลัง",
            retryable=True,
            retry_after=_COME_BACK_SECONDS,
        ),
    )


def _not_known() -> PhakhiError:
    return PhakhiError(
        ErrorCode.REPORT_OUTDATED,
        "This report is not known here: it has expired, is of another reader or revision, or the "
        "service was started anew since. Nothing was written: check the file again.",
        "ไม่พบรายงานนี้ อาจหมดอายุ เป็นของผู้อื่นหรือรุ่นอื่น หรือบริการเริ่มใหม่แล้ว จึงไม่ได้เขียนข้อมูลใด "
        "โปรดตรวจแฟ้มอีกครั้ง",
    )
