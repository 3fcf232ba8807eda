"""Tests of the family ``structure``."""
