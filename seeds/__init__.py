"""The datasets that come with Phakhi, as folders that a person can read and edit."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent

SEED_FOLDERS: tuple[Path, ...] = tuple(
    _HERE / name
    for name in ("vocabulary", "thai_areas", "udon_thani_2563", "udon_demo", "udon_demo_survey")
)
"""The bundled datasets in the order in which they are loaded: each refers to those before it."""
