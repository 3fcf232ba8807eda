"""The statements of API keys."""

from __future__ import annotations

from graph_api.access.api_key import ApiKey
from schema.cypher import NoRow, Statement

_KEY = """
    RETURN k.id AS id, k.name AS name, k.hash AS hash, k.scopes AS scopes,
           toString(k.created) AS created, toString(k.expires) AS expires,
           toString(k.revoked) AS revoked
"""

LIST_KEYS = Statement(
    "access.list_keys",
    ApiKey,
    f"MATCH (k:ApiKey) WITH k ORDER BY k.created, k.id {_KEY}",
)

CREATE_KEY = Statement("access.create_key", NoRow, "CREATE (k:ApiKey) SET k = $key")

REVOKE_KEY = Statement(
    "access.revoke_key",
    ApiKey,
    f"MATCH (k:ApiKey {{id: $id}}) SET k.revoked = coalesce(k.revoked, $now) {_KEY}",
)
"""No row where there is no such key; of one that was revoked before, the moment stays."""
