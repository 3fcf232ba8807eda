"""The query vocabulary, and every statement of the product."""
