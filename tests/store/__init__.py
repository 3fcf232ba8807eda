"""Tests of the store, on a real Neo4j."""
