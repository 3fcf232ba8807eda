"""The questions of planners, asked by name on the demo."""
