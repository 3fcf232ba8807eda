"""Linkage: who can work with whom, on what, and why; computed in process on a compact snapshot."""
