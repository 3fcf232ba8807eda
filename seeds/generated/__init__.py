"""A generated country: synthetic, the same for the same seed, in the form of seed files."""

from __future__ import annotations

from seeds.generated.country import DATASET, generate
from seeds.generated.mechanism import ParticipationShares
from seeds.generated.sizes import Sizes

__all__ = ["DATASET", "ParticipationShares", "Sizes", "generate"]
