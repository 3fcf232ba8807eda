"""Tests of the feed of changes."""
