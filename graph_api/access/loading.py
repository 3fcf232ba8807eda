"""Who may load over HTTP: who has a key or token for it, or who sits at this machine alone.

On this machine, where nobody has to say who they are, a page of any site that its owner visits can
send requests, too. So such a request must name this machine (a name that somebody made lead here
does not), and no page of another origin may have sent it; a proxy has no owner behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from graph_api.access.addresses import is_loopback
from graph_api.access.identity import Principal
from graph_api.settings import LOAD, Settings
from schema.errors import ErrorCode, PhakhiError

_OWN_NAMES = ("localhost", "ip6-localhost")
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def check_may_load(
    settings: Settings, principal: Principal, headers: Mapping[str, str], address: str
) -> None:
    """Returns where a client may load.

    Args:
        settings: of the service.
        principal: who asks.
        headers: of the request, names in lower case.
        address: where it came from.

    Raises:
        PhakhiError: ``FORBIDDEN``, saying what is missing.
    """
    origin = headers.get("origin")
    listed = origin in settings.cors_origins
    if origin is not None and not listed and not _is_own(origin, headers.get("host", "")):
        raise _other_origin()
    if principal.anonymous:
        if not _is_owner(settings, headers, address):
            raise _forbidden()
    elif LOAD not in principal.scopes:
        raise _forbidden()


def _is_owner(settings: Settings, headers: Mapping[str, str], address: str) -> bool:
    """Whether a request comes from this machine, to a service that nobody else can reach."""
    named = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    return (
        not settings.guarded
        and is_loopback(settings.host)
        and _is_here(address)
        and (named in _OWN_NAMES or _is_here(named))
        and not any(name in headers for name in _PROXIED)
    )


def _is_own(origin: str, host: str) -> bool:
    return bool(host) and urlsplit(origin).netloc.lower() == host.lower()


def _is_here(text: str) -> bool:
    """Whether a text is an address of this machine: names are not looked up, as others decide on them."""
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def _forbidden() -> PhakhiError:
    return PhakhiError(
        ErrorCode.FORBIDDEN,
        f"Loading needs a key or token with the scope {LOAD} (phakhi keys create --scope {LOAD}); "
        "without one it is open on the machine of the service alone, where no keys are asked for.",
        f"การนำเข้าต้องใช้คีย์หรือโทเค็นที่มีสิทธิ์ {LOAD} (phakhi keys create --scope {LOAD}) "
        "หากไม่มี ใช้ได้เฉพาะในเครื่องที่ให้บริการ ซึ่งไม่ได้กำหนดให้ใช้คีย์",
    )


def _other_origin() -> PhakhiError:
    return PhakhiError(
        ErrorCode.FORBIDDEN,
        "Pages of other origins may not load; PHAKHI_CORS_ORIGINS names those that may.",
        "หน้าเว็บจากที่อื่นนำเข้าไม่ได้ กำหนดหน้าเว็บที่อนุญาตได้ใน PHAKHI_CORS_ORIGINS",
    )
