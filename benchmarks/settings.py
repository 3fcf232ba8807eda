"""Settings of what is measured: nothing of a developer's own service gets in."""

from __future__ import annotations

import os
from pathlib import Path

from graph_api.settings import PREFIX, Settings


def load_settings(store: Path, heap: str | None = None) -> Settings:
    """Default settings on a store folder of the benchmark's own.

    Variables of the environment and ``.env`` are left aside: a benchmark that found the address of
    a real database there would load generated data into it.
    """
    for name in list(os.environ):
        if name.startswith(PREFIX):
            del os.environ[name]
    return Settings.load(store=store, heap=heap, _env_file=())
