"""The family ``readiness``: the conditions of success, and how firm the facts are."""
