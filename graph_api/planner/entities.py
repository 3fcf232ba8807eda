"""What a federation gateway sends to have records looked up: their kinds and ids."""

from __future__ import annotations

from collections.abc import Mapping

from graph_api.domain.ids import named_id
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.registry import declaration

NOBODY = ""
"""An id that no record has."""


def entity_id(index: int, item: object) -> str:
    """The id of one representation, such as ``{"__typename": "Agency", "id": "agency:x"}``.

    Other keys do not matter, since no kind needs them. The id is ``NOBODY`` where the kind is not
    the one that it says.

    Raises:
        PhakhiError: ``BAD_ARGUMENT`` or ``BAD_ID``, with the number of the one that is wrong.
    """
    given = item if isinstance(item, Mapping) else {}
    kind, ident = given.get("__typename"), given.get("id")
    if not isinstance(kind, str) or kind not in declaration().kinds or not isinstance(ident, str):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"Representation {index} should hold the __typename of a kind and an id.",
            f"representation ลำดับที่ {index} ต้องมี __typename ของประเภทข้อมูลและ id",
        )
    try:
        meant = named_id(ident)
        return meant if kind_of(meant) == kind else NOBODY
    except PhakhiError as error:
        raise PhakhiError(
            error.code,
            f"Representation {index}: {error.en}",
            f"representation ลำดับที่ {index}: {error.th}",
        ) from None
