"""Whether two names are the same: surely, likely (with reasons), or not."""
