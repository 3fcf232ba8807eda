"""Finds the key or token in the headers of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph_api.access.refusals import malformed

_AUTHORIZATION = "authorization"
_API_KEY = "x-api-key"
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_LONGEST = 16_384
"""Tokens of some identity providers list a person's groups and are long; none is longer than this."""


def read_credential(headers: Mapping[str, str]) -> str | None:
    """The one key or token among ``headers`` (names in lower case), or ``None`` where there is none.

    Raises:
        PhakhiError: ``UNAUTHENTICATED``, when there are several, or it has not the form of one.
    """
    sent = [item for item in headers.items() if item[0] in {_AUTHORIZATION, _API_KEY}]
    if not sent:
        return None
    if len(sent) > 1 or len(sent[0][1]) > _LONGEST:
        raise malformed()
    [(name, value)] = sent
    found = (_BEARER if name == _AUTHORIZATION else _PLAIN).fullmatch(value)
    if found is None:
        raise malformed()
    return found[found.re.groups]
