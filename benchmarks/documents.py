"""The requests that are measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

ONE_AGENCY = """
query R1($id: ID!) {
  agency(id: $id) { id nameTh nameEn synthetic website updatedAt }
}"""

SMALL_NEST = """
query R2($id: ID!) {
  agency(id: $id) {
    id
    nameTh
    networks(first: 3) { edges { since node { id nameTh area { id nameTh } } } }
    problems(first: 5) { totalCount nodes { id nameTh issues(first: 3) { nodes { id nameTh } } } }
  }
}"""

WIDE_NEST = """
query R3($first: Int!) {
  agencies(first: $first) {
    nodes {
      id nameTh nameEn synthetic
      problems(first: 5) { nodes { id nameTh nameEn synthetic } }
      goodDeeds(first: 5) { nodes { id nameTh nameEn synthetic } }
      collaboratesWith(first: 5) { nodes { id nameTh nameEn synthetic } }
      focusesOn(first: 5) { edges { count node { id nameTh nameEn synthetic } } }
    }
  }
}"""

COLLABORATORS = """
query R4($id: ID!) {
  collaborators(agency: $id, first: 10) {
    considered
    candidates {
      rank
      score
      agency { id nameTh nameEn }
      reasons { component share summary nodes { id nameTh } }
    }
  }
}"""


@dataclass(frozen=True)
class Operation:
    """A kind of request.

    Attributes:
        name: ``R1`` to ``R4``; the name of the operation in the document.
        title: what it asks for.
        document: the GraphQL document.
    """

    name: str
    title: str
    document: str

    def body(self, variables: Mapping[str, Any]) -> bytes:
        """The body of a request."""
        return orjson.dumps(
            {"query": self.document, "operationName": self.name, "variables": variables}
        )


R1 = Operation("R1", "an agency by id, 6 fields", ONE_AGENCY)
R2 = Operation("R2", "a small nest", SMALL_NEST)
R3 = Operation("R3", "50 agencies with 20 related records each", WIDE_NEST)
R4 = Operation("R4", "whom an agency could work with, and why", COLLABORATORS)
OPERATIONS = (R1, R2, R3, R4)
