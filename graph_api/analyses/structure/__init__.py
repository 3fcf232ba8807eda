"""The family ``structure``: how cooperation hangs together."""
