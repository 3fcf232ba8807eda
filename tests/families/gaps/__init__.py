"""Tests of ``graph_api.families.gaps``."""
