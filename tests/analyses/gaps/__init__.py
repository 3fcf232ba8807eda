"""Tests of ``graph_api.analyses.gaps``."""
