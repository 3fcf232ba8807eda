"""Tests of the declaration and what is pure."""
