"""Tests of the family ``readiness``."""
