"""The servers that are compared: the product, the floor, and graphql-core on the same rows."""
