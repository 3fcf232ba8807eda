"""Tests of the command line, on a real Neo4j."""
