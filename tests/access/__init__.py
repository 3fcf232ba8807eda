"""Tests of who may read, on a real Neo4j."""
