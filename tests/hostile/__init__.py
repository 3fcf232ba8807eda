"""Hostile input, over HTTP against a real server."""
