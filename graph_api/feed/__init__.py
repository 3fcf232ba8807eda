"""What changed: the log of changes as a feed, and the stream of it that subscribers follow."""
