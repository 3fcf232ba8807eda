"""The components of scores: one module each, whose ``COMPONENT`` is found by the registry."""
