"""The kinds of gaps, a file each: what is in it stands in no other file."""
