"""What Phakhi knows about its graph: one declaration, pure Python, from which the rest is derived."""
