"""Tests of :mod:`loaders.tables`."""
