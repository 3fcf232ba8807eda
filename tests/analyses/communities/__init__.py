"""Tests of the family ``communities``."""
