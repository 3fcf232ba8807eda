"""Tables that others made."""
