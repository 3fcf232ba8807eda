"""The GraphQL schema: the declaration made into Strawberry types, and how an operation is run."""
