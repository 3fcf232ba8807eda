"""Measurements for Prometheus; each application has its own."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.exposition import choose_encoder

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

MOST_NAMES = 100
"""Names of operations that have counts of their own; clients choose them, so they are bounded."""

OTHER = "other"
"""The name under which further operations are counted."""

_REQUEST_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_STATEMENT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)


class Metrics:
    """What is measured of one application.

    Attributes:
        in_hand: requests that have come in and are not answered yet.
        waiting: those of them that wait for their turn.
        statements: statements that the database works on for us; each has a connection.
        subscribers: subscriptions that are open.
        events: changes sent to subscribers.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._names: set[str] = set()
        self._requests()
        self._database()
        self._feed()
        build = self._gauge("build_info", "1, with what runs", "version", "python")
        build.labels(version("phakhi"), platform.python_version()).set(1)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)

    def _requests(self) -> None:
        self._counted = Counter(
            "phakhi_requests",
            "Requests to /graphql by operation and outcome (ok, partial or a code)",
            ("operation", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "phakhi_request_seconds",
            "Seconds from a request's arrival to its answer's end",
            ("operation",),
            registry=self.registry,
            buckets=_REQUEST_SECONDS,
        )
        self.in_hand = self._gauge("requests_in_hand", "Requests to /graphql not yet answered")
        self.waiting = self._gauge("requests_waiting", "Requests that wait for their turn")

    def _database(self) -> None:
        self._statement_seconds = Histogram(
            "phakhi_statement_seconds",
            "Seconds of a read, or of a write transaction, in the database",
            ("access",),
            registry=self.registry,
            buckets=_STATEMENT_SECONDS,
        )
        self._failures = Counter(
            "phakhi_statement_failures",
            "Statements that failed, by error code",
            ("code",),
            registry=self.registry,
        )
        self.statements = self._gauge(
            "statements_in_hand", "Statements at work, each with a connection of the pool"
        )
        self._lookups = Counter(
            "phakhi_cache_lookups",
            "Looks into a cache (answers, documents, plans, snapshots) by result (hit or miss)",
            ("cache", "result"),
            registry=self.registry,
        )
        self.database_up = self._gauge("database_up", "1 when the database answers, else 0")
        self.revision = self._gauge("revision", "Newest change in the database")
        self.snapshot_revision = self._gauge(
            "snapshot_revision", "Newest change that linkage's answers include"
        )
        self.revision_lag = self._gauge(
            "revision_lag", "Changes by which linkage's answers are behind the database"
        )

    def _feed(self) -> None:
        self.subscribers = self._gauge("subscribers", "Subscriptions that are open")
        self.events = Counter(
            "phakhi_change_events", "Changes sent to subscribers", registry=self.registry
        )

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"phakhi_{name}", text, labels, registry=self.registry)

    def record_request(self, operation: str, outcome: str, seconds: float) -> None:
        """One request, answered."""
        name = self._known(operation)
        self._counted.labels(name, outcome).inc()
        self._seconds.labels(name).observe(seconds)

    def record_statement(self, access: str, code: str, seconds: float) -> None:
        """One statement, done; ``code`` says how it failed, or nothing."""
        self._statement_seconds.labels(access).observe(seconds)
        if code:
            self._failures.labels(code).inc()

    def count_lookup(self, cache: str, *, hit: bool) -> None:
        """One look into a cache."""
        self._lookups.labels(cache, "hit" if hit else "miss").inc()

    def compare_revisions(self, newest: int, used: int) -> None:
        """How far the snapshots are behind; 0 for ``used``: there is none yet."""
        self.revision.set(newest)
        self.snapshot_revision.set(used)
        self.revision_lag.set(max(0, newest - used) if used else 0)

    def _known(self, operation: str) -> str:
        if operation in self._names:
            return operation
        if len(self._names) < MOST_NAMES:
            self._names.add(operation)
            return operation
        return OTHER

    def families(self) -> list[Metric]:
        """All measurements as they are now."""
        return list(self.registry.collect())

    def page(self, accept: str) -> tuple[bytes, str]:
        """The page that Prometheus reads, and its content type."""
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type
