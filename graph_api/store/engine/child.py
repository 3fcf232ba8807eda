"""The child process that is Neo4j: starts the JVM, and never outlives its parent.

Run by path, alone: it imports nothing of ours, so that it stays small and starts fast.

The parent writes one line of JSON (see :class:`Order`) and keeps standard input open; when that
ends, however the parent ended, the database shuts down. The child answers with lines of JSON on
standard output: ``{"step": 1}``, then ``{"port": 7687}`` once the password is set, or
``{"failed": kind, "detail": text}``. Everything that Java or Neo4j prints goes to standard error.

A Python exception after the JVM has started would wait for Java for ever, so every way out is
``os._exit``.
"""

# JPype and Java have no types.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn, TypedDict

import jpype

SHUTDOWN_SECONDS = 25
_PARENT_CHECK_SECONDS = 1.0
_LOOK_SECONDS = 1.0
_STOPPED_ITSELF = 4
_AVAILABLE_MILLISECONDS = 2000

_LOCKED = ("FileLockException", "store_lock")
_PORT = ("PortBindException", "BindException", "Address already in use")


class Order(TypedDict):
    """What the parent asks for."""

    jvm: str
    """Path of libjvm."""
    jvm_options: list[str]
    class_path: list[str]
    home: str
    """Neo4j's own folder."""
    config: dict[str, str]
    """Neo4j's settings by their documented names."""
    password: str
    announcements: list[str]
    """Files that name the parent and this process, to be taken away where the parent cannot."""


class _BrokenError(Exception):
    """The database of the store did not come up."""


class _Answers:
    """Lines to the parent, on what was standard output before Java could write there."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def send(self, **answer: object) -> None:
        try:
            self._out.write(json.dumps(answer) + "\n")
            self._out.flush()
        except OSError:
            pass  # the parent is gone; the watch on standard input ends this process


def _exit(code: int) -> NoReturn:
    sys.stderr.flush()
    os._exit(code)


def _withdraw_when_orphaned(parent: int, announcements: list[str]) -> None:
    """Takes away what names a parent that was killed, while this process still holds its lock."""
    if os.getppid() != parent:
        for path in announcements:
            Path(path).unlink(missing_ok=True)


def _stop_when_orphaned(stop: threading.Event, parent: int, announcements: list[str]) -> None:
    """Sets ``stop`` at the end of standard input, or when the parent has changed."""

    def leave() -> None:
        stop.set()
        _withdraw_when_orphaned(parent, announcements)
        # The main thread ends the process before that, unless the shutdown hangs.
        time.sleep(SHUTDOWN_SECONDS)
        _withdraw_when_orphaned(parent, announcements)
        os._exit(3)

    def watch_input() -> None:
        while os.read(0, 4096):
            pass
        leave()

    def watch_parent() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_SECONDS)
        leave()

    threading.Thread(target=watch_input, daemon=True).start()
    threading.Thread(target=watch_parent, daemon=True).start()


def _start_database(order: Order, answers: _Answers) -> tuple[Any, int]:
    """The running database service and its Bolt port."""
    jpype.startJVM(
        *order["jvm_options"],
        jvmpath=order["jvm"],
        classpath=order["class_path"],
        interrupt=False,
    )
    answers.send(step=2)
    path = jpype.JClass("java.nio.file.Path")
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    # From a file, since setConfig takes Java's objects and not the documented names.
    config = path.of(_write_config(order))
    service = builder(path.of(order["home"])).loadPropertiesFromFile(config).build()
    answers.send(step=3)
    try:
        _set_password(service, order["password"])
        _check_available(service)
        return service, _bolt_port(service)
    except BaseException:
        service.shutdown()
        raise


def _write_config(order: Order) -> str:
    file = Path(order["home"], "neo4j.conf")
    # In a properties file a backslash begins an escape, and paths of Windows are full of them.
    lines = (f"{name}={value}\n" for name, value in order["config"].items())
    file.write_text("".join(lines).replace("\\", "\\\\"), "utf-8")
    return str(file)


def _set_password(service: Any, password: str) -> None:  # noqa: ANN401 - Java has no types here
    parameters = jpype.JClass("java.util.HashMap")()
    parameters.put("p", password)
    # ALTER USER would refuse the password that an earlier start has set.
    statement = "CREATE OR REPLACE USER neo4j SET PASSWORD $p CHANGE NOT REQUIRED"
    service.database("system").executeTransactionally(statement, parameters)


def _check_available(service: Any) -> None:  # noqa: ANN401 - Java has no types here
    # build() returns after recovery, so what is not there soon will never be.
    if not service.database("neo4j").isAvailable(_AVAILABLE_MILLISECONDS):
        message = "The database did not come up; debug.log beside this file says why."
        raise _BrokenError(message)


def _bolt_port(service: Any) -> int:  # noqa: ANN401 - Java has no types here
    ports = jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
    resolver = service.database("system").getDependencyResolver()
    return int(resolver.resolveDependency(ports).getLocalAddress(bolt).getPort())


def _kind(error: BaseException) -> str:
    """``locked``, ``port``, ``broken`` or ``java``, told from the whole chain of causes."""
    if isinstance(error, _BrokenError):
        return "broken"
    if not isinstance(error, jpype.JException):
        return "java"
    chain = str(error.stacktrace())
    if any(sign in chain for sign in _LOCKED):
        return "locked"
    if any(sign in chain for sign in _PORT):
        return "port"
    return "broken"


def _detail(error: BaseException) -> str:
    if isinstance(error, jpype.JException):
        return str(error.stacktrace())
    return "".join(traceback.format_exception(error))


def main() -> NoReturn:
    """Runs the database until the parent goes or asks for the end."""
    # What Neo4j writes is for its user alone, as the folder is.
    os.umask(0o077)
    parent = os.getppid()
    answers = _Answers()
    order: Order = json.loads(_read_line())
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    _stop_when_orphaned(stop, parent, order["announcements"])
    answers.send(step=1)
    try:
        service, port = _start_database(order, answers)
    except BaseException as error:  # noqa: BLE001 - see the module's first lines
        detail = _detail(error)
        sys.stderr.write(detail + "\n")
        answers.send(failed=_kind(error), detail=detail[:2000])
        _exit(1)
    answers.send(port=port)
    try:
        _watch(service, stop)
        service.shutdown()
    except BaseException as error:  # noqa: BLE001 - see the module's first lines
        sys.stderr.write(_detail(error) + "\n")
        _exit(2)
    _withdraw_when_orphaned(parent, order["announcements"])
    _exit(0)


def _watch(service: Any, stop: threading.Event) -> None:  # noqa: ANN401 - Java has no types here
    """Returns when the end is asked for; a database that has stopped itself is left at once.

    So it does after a full disk: it begins no transaction any more, not even to read, until it is
    started again, which the parent does. To shut it down would only wait for the disk.
    """
    database = service.database("neo4j")
    while not stop.wait(_LOOK_SECONDS):
        try:
            database.beginTx().close()
        except jpype.JException as error:
            if not stop.is_set():
                sys.stderr.write(_detail(error) + "\n")
                _exit(_STOPPED_ITSELF)


def _read_line() -> bytes:
    """The first line of standard input, not a byte more: the watch reads the rest itself."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            _exit(1)
        line += byte
    return bytes(line)


if __name__ == "__main__":
    main()
