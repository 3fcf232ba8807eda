"""What each client may use up in a minute: a bucket that fills steadily and is emptied by use."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from cachetools import TLRUCache

from schema.errors import ErrorCode, PhakhiError

MINUTE = 60.0
MOST_CLIENTS = 10_000


class _Bucket(NamedTuple):
    """What was left at a moment, and when it will be full again."""

    left: float
    at: float
    full: float


class Budgets:
    """The buckets of all clients of a service.

    A client is forgotten when its bucket is full again; and where there are too many, the one whose
    last request is longest ago is.

    Args:
        most: clients that are remembered.
        clock: seconds.
    """

    def __init__(
        self, most: int = MOST_CLIENTS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._buckets: TLRUCache[str, _Bucket] = TLRUCache(most, _until_full, clock)

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._buckets)

    def charge(self, client: str, cost: int, per_minute: int) -> int:
        """What is left to ``client`` after ``cost``.

        What costs more than a whole minute needs a full bucket, and leaves a debt.

        Raises:
            PhakhiError: ``BUDGET_EXCEEDED``, with the seconds after which there will be enough.
        """
        now = self._clock()
        left = self._left(self._buckets.get(client), now, per_minute)
        missing = min(cost, per_minute) - left
        if missing > 0:
            wait = math.ceil(missing * MINUTE / per_minute)
            raise _exceeded(cost, max(0, math.floor(left)), per_minute, wait)
        left -= cost
        full = now + (per_minute - left) * MINUTE / per_minute
        self._buckets[client] = _Bucket(left, now, full)
        return math.floor(left)

    @staticmethod
    def _left(bucket: _Bucket | None, now: float, per_minute: int) -> float:
        if bucket is None:
            return per_minute
        return min(per_minute, bucket.left + (now - bucket.at) * per_minute / MINUTE)


def _until_full(_client: str, bucket: _Bucket, _now: float) -> float:
    return bucket.full


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
