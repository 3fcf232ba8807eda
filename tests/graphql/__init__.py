"""Tests of the GraphQL schema and of what it answers."""
