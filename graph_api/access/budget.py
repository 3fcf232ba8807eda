"""What each client may use up in a minute: a bucket that fills steadily and is emptied by use."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from schema.errors import ErrorCode, PhakhiError

MINUTE = 60.0
MOST_CLIENTS = 10_000


class _Bucket(NamedTuple):
    """What was left at a moment."""

    left: float
    at: float


class Budgets:
    """The buckets of all clients of a service.

    A client is forgotten when its bucket is full again; and where there are too many, the one whose
    last request is longest ago is.

    Args:
        most: clients that are kept.
        clock: seconds.
    """

    def __init__(
        self, most: int = MOST_CLIENTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are kept."""
        return len(self._kept)

    def charge(self, client: str, cost: int, per_minute: int) -> int:
        """What is left to ``client`` after ``cost``.

        What costs more than a whole minute needs a full bucket, and leaves a debt.

        Raises:
            PhakhiError: ``BUDGET_EXCEEDED``, with the seconds after which there will be enough.
        """
        now = self._clock()
        self._forget(now, per_minute)
        left = self._left(self._kept.get(client), now, per_minute)
        missing = min(cost, per_minute) - left
        if missing > 0:
            wait = math.ceil(missing * MINUTE / per_minute)
            raise _exceeded(cost, max(0, math.floor(left)), per_minute, wait)
        self._kept[client] = _Bucket(left - cost, now)
        self._kept.move_to_end(client)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return math.floor(left - cost)

    @staticmethod
    def _left(bucket: _Bucket | None, now: float, per_minute: int) -> float:
        if bucket is None:
            return per_minute
        return min(per_minute, bucket.left + (now - bucket.at) * per_minute / MINUTE)

    def _forget(self, now: float, per_minute: int) -> None:
        """Forgets whose bucket is full again; the one longest out of use stands first."""
        while self._kept:
            client, bucket = next(iter(self._kept.items()))
            if self._left(bucket, now, per_minute) < per_minute:
                return
            del self._kept[client]


def _exceeded(cost: int, left: int, per_minute: int, wait: int) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BUDGET_EXCEEDED,
        f"The operation costs {cost:,} and {left:,} are left of the {per_minute:,} that a client "
        f"has in a minute; ask again in {wait} seconds.",
        f"คำถามนี้ใช้ {cost:,} หน่วย แต่เหลือ {left:,} จาก {per_minute:,} หน่วยต่อนาที "
        f"ให้ถามใหม่ในอีก {wait} วินาที",
        retryable=True,
        retry_after=wait,
    )
