"""Answers that need not be worked out again: they were given before, and nothing has changed since.

An answer depends on its document, variables and language, on what its reader may read, on the day, on
this code, and on how the graph stands. All of that makes its tag, before any work is done. So whoever
still has an answer learns that from its tag alone, and who asks what others have asked gets theirs.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from cachetools import LRUCache

from graph_api.observing.observer import count_lookup
from schema.dates import today_in_thailand

if TYPE_CHECKING:
    from graph_api.context import RequestContext
    from graph_api.http.operations import GraphQLParams
    from graph_api.linkage.snapshots import Snapshots

_CODE = Path(__file__).parents[2]
_PACKAGES = ("graph_api", "loaders", "schema")
_SAYS_MORE = frozenset({"cost"})
"""Extensions by which an answer says what is different each time."""


class RepeatedAnswers:
    """Answers by their tags, up to a number of bytes; the one longest out of use goes first.

    Args:
        most: bytes of answers at most; 0: none are kept.
        snapshots: know how the graph stands.
    """

    def __init__(self, most: int, snapshots: Snapshots) -> None:
        self._answers: LRUCache[str, bytes] = LRUCache(most, len)
        self._snapshots = snapshots
        self._code = _code_digest()  # here, and not while the first request waits

    async def tag(self, query: str, params: GraphQLParams, context: RequestContext) -> str | None:
        """The tag of the answer to a query; ``None`` where it cannot be told before.

        Raises:
            PhakhiError: what reading the store raises.
        """
        if _SAYS_MORE & (params.extensions or {}).keys():
            return None
        standing = await self._snapshots.standing()
        if standing is None:
            return None
        says = [
            query,
            params.name,
            params.variables,
            context.language,
            sorted(context.granted),
            today_in_thailand(),
            standing,
            self._code,
        ]
        return _digest(says)

    def get(self, tag: str) -> bytes | None:
        """The answer with a tag, as it is sent."""
        answer = self._answers.get(tag)
        count_lookup("answers", hit=answer is not None)
        return answer

    def keep(self, tag: str, answer: bytes) -> None:
        """Keeps an answer."""
        if len(answer) <= self._answers.maxsize:
            self._answers[tag] = answer

    @property
    def late(self) -> int:
        """Changes when an answer was given that is older than how the graph stands."""
        return self._snapshots.late


def _digest(says: list[Any]) -> str | None:
    try:
        text = orjson.dumps(says, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    except orjson.JSONEncodeError:
        return None  # variables that nest too deep
    return f'W/"{hashlib.blake2b(text, digest_size=16).hexdigest()}"'


@cache
def _code_digest() -> str:
    """Of this very code: another release may answer otherwise."""
    whole = hashlib.blake2b(digest_size=16)
    for path in sorted(path for name in _PACKAGES for path in (_CODE / name).rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()
