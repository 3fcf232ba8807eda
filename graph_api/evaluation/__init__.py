"""How well a ranking of partners predicts cooperation that was hidden from it."""
