"""The port of ``phakhi serve``, taken before anything else is done.

It is listened on at once: nobody else can take it while Neo4j starts, and whoever connects until
then waits in the backlog and is answered when the service is ready.
"""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.settings import Settings

BACKLOG = 2048
"""Connections that wait to be taken."""


def listen(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say.

    Raises:
        PhakhiError: ``BAD_SETTING``, when it cannot be had.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise _bad_host(settings) from None
    # SO_REUSEADDR is about connections that have ended; who listens keeps the port.
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _REFUSALS.get(error.errno or 0, _bad_host)(settings) from None
    return listener


def near_host(listener: socket.socket) -> str:
    """The host by which this machine reaches a listener, as it stands in a URL."""
    host: str = listener.getsockname()[0]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - all of its addresses
    return in_url(host)


def in_url(host: str) -> str:
    """A host as it stands in a URL: IPv6 in brackets."""
    return f"[{host.replace('%', '%25')}]" if ":" in host else host


def _in_use(settings: Settings) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"Port {settings.port} of {settings.host} is in use by another program: choose another "
        "with --port or PHAKHI_PORT.",
        f"พอร์ต {settings.port} ของ {settings.host} มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่นด้วย --port "
        "หรือ PHAKHI_PORT",
    )


def _not_allowed(settings: Settings) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"This user may not listen on port {settings.port} of {settings.host}: choose one from "
        "1024 on with --port or PHAKHI_PORT.",
        f"ผู้ใช้นี้เปิดพอร์ต {settings.port} ของ {settings.host} ไม่ได้ โปรดเลือกพอร์ตตั้งแต่ 1024 "
        "ด้วย --port หรือ PHAKHI_PORT",
    )


def _bad_host(settings: Settings) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{settings.host} is no address of this machine: choose another with --host or "
        "PHAKHI_HOST.",
        f"{settings.host} ไม่ใช่ที่อยู่ของเครื่องนี้ โปรดเลือกด้วย --host หรือ PHAKHI_HOST",
    )


_REFUSALS = {
    errno.EADDRINUSE: _in_use,
    errno.EACCES: _not_allowed,
    errno.EPERM: _not_allowed,
}
