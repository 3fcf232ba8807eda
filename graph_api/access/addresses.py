"""Whether an address stays on this machine."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Whether ``host``, a name or an address in any spelling, leads to this machine's loopback only.

    It is asked what the system makes of it (``127.1``, ``0``, ``localhost``, names), since that is
    what will be listened on. What leads nowhere is none.
    """
    try:
        addresses = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False
    return bool(addresses) and all(_stays(str(item[4][0])) for item in addresses)


def _stays(text: str) -> bool:
    address = ip_address(text)
    # Not every Python says of ::ffff:127.0.0.1 that it is a loopback.
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback
