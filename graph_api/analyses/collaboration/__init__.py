"""The family ``collaboration``: who can work together on a problem or for a goal."""
