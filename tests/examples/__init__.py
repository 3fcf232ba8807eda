"""The examples, run against a real service."""
