"""What a load would change in the answers."""
