"""A generated country: synthetic, the same for the same seed, in the form of seed files."""

from __future__ import annotations

from benchmarks.generated.country import DATASET, generate
from benchmarks.generated.sizes import Sizes

__all__ = ["DATASET", "Sizes", "generate"]
