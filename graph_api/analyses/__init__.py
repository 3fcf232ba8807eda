"""The families of questions that planners ask: one root field each, one package each."""
