"""The questions that planners ask, each a document that can be run by name."""
