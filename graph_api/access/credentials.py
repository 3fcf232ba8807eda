"""Finds the key or token in the headers of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph_api.access.refusals import malformed

_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9._~+/-]+=*")

CREDENTIAL_HEADERS = ("Authorization", "X-API-Key")
"""Headers that a key or token may stand in."""

_FORMS = {"authorization": _BEARER, "x-api-key": _PLAIN}

_LONGEST = 16_384
"""Tokens of some identity providers list a person's groups and are long; none is longer than this."""


def read_credential(headers: Mapping[str, str]) -> str | None:
    """The one key or token among ``headers`` (names in lower case), or ``None`` where there is none.

    Raises:
        PhakhiError: ``UNAUTHENTICATED``, when there are several, or it has not the form of one.
    """
    sent = [item for item in headers.items() if item[0] in _FORMS]
    if not sent:
        return None
    if len(sent) > 1 or len(sent[0][1]) > _LONGEST:
        raise malformed()
    [(name, value)] = sent
    match = _FORMS[name].fullmatch(value)
    if match is None:
        raise malformed()
    return match[match.re.groups]
