"""The family ``communities``: clusters of agencies that really work together."""
