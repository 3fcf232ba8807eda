"""Pages of computed answers."""
