"""Tables that others made: a mapping says what stands in which column, and a person can edit it."""
