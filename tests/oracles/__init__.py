"""What the planner's answers are compared with; nothing here shares code with the planner."""
