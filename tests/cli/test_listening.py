"""The port is taken before anything else, and by nobody else."""

from __future__ import annotations

import socket

import pytest

from graph_api.cli.listening import in_url, listen, near_host
from graph_api.settings import Settings
from schema.errors import ErrorCode, PhakhiError


def settings(host: str, port: int = 0) -> Settings:
    """Settings that serve there."""
    return Settings.load(host=host, port=port, _env_file=())


def ipv6() -> bool:
    """Whether this machine has it."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


HOSTS = ["127.0.0.1", "localhost", "0.0.0.0", *(["::1", "[::1]", "::"] if ipv6() else [])]  # noqa: S104 - listened on for a moment


@pytest.mark.parametrize("host", HOSTS)
def test_whoever_connects_before_the_service_is_ready_waits_for_it(host: str) -> None:
    """A connection is taken by the system at once; what was sent is read once somebody accepts."""
    with listen(settings(host)) as listener:
        near = near_host(listener).strip("[]")
        with socket.create_connection((near, listener.getsockname()[1]), timeout=10) as early:
            early.sendall(b"early")
            taken, _ = listener.accept()
            with taken:
                assert taken.recv(5) == b"early"


@pytest.mark.parametrize("host", HOSTS)
def test_nobody_else_can_take_the_port(host: str) -> None:
    """Neither another service of ours nor one that reuses addresses."""
    with listen(settings(host)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PhakhiError) as caught:
            listen(settings(host, port))
        assert caught.value.en.startswith(f"Port {port} of {host.strip('[]')} is in use")
        with socket.socket(listener.family) as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind(listener.getsockname())


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "a" * 300, "::1::"])
def test_a_host_that_is_not_here_is_one_sentence(host: str) -> None:
    """It names the flag."""
    with pytest.raises(PhakhiError) as caught:
        listen(settings(host))
    assert caught.value.code is ErrorCode.BAD_SETTING
    assert caught.value.en == (
        f"{host} is no address of this machine: choose another with --host or PHAKHI_HOST."
    )


def test_a_port_for_the_system_alone_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this user may not have it."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(PhakhiError) as caught:
        listen(settings("127.0.0.1", 80))
    assert caught.value.en.startswith("This user may not listen on port 80 of 127.0.0.1")


@pytest.mark.parametrize(
    ("host", "written"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("fe80::1%lo", "[fe80::1%25lo]")],
)
def test_a_host_is_written_into_a_url(host: str, written: str) -> None:
    """IPv6 in brackets."""
    assert in_url(host) == written
