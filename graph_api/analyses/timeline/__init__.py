"""The family ``timeline``: what has changed over time."""
