"""Who may read: API keys and JSON web tokens, and the scopes that they grant."""
