"""What asyncio lacks, knowing nothing of the product."""

from __future__ import annotations

from graph_api.concurrency.computing import compute, compute_long
from graph_api.concurrency.ending import until_done
from graph_api.concurrency.single_flight import SingleFlight

__all__ = ["SingleFlight", "compute", "compute_long", "until_done"]
