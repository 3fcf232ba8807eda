"""Tests of linkage."""
