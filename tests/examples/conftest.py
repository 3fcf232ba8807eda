"""One service for all examples, on the engine that holds the demo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph_api.settings import Settings
from tests.examples.running import serving


@pytest.fixture(scope="session")
def service(udon_engine: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that is a subgraph, too."""
    with serving(udon_engine, tmp_path_factory.mktemp("service"), PHAKHI_FEDERATION="true") as url:
        yield url
