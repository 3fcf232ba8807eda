"""Tests of :mod:`loaders.worksheet`."""
