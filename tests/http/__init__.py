"""Tests of HTTP, on a real Neo4j."""
