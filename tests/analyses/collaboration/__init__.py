"""Tests of the family ``collaboration``."""
