"""The family ``overlap``: what several do or raise at once."""
