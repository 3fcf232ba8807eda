"""The family ``gaps``: what is missing, and who is nearest to close it."""
