"""One GraphQL operation becomes one Cypher statement.

The passes, in order: ``collect`` (what the client selects) → ``resolve`` (against the
declaration) → ``canonical`` (equal shapes become equal) → ``cost`` and ``access`` (guards) →
``emit`` (fixed text and slots); then for each request ``bind`` (values into slots), the store,
and ``shape`` (rows into the response). ``plan`` puts them together.
"""
