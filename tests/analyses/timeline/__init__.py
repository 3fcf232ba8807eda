"""Tests of the family ``timeline``."""
