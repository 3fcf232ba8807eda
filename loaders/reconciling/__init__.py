"""Records that are likely the same: listed with reasons, decided once, and merged."""
