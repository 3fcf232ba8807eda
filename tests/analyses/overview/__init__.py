"""Tests of the family ``overview``."""
