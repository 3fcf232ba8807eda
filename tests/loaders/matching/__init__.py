"""Tests of :mod:`loaders.matching`."""
