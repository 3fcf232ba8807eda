"""The embedded engine: a real Neo4j Community in a supervised child process."""
