"""What a load would change in the answers: asked before it, and in its transaction, which is taken back."""
