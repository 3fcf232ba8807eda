"""Batches: several operations in one request, as a JSON array."""

from __future__ import annotations

from graph_api.http.refusals import RefusedError, refused
from schema.errors import ErrorCode, PhakhiError


def check_batch(sent: list[object], most: int) -> None:
    """Returns where the operations of a batch may be answered, each for itself.

    Args:
        sent: what should be operations.
        most: operations that a batch may have; 0: there are no batches.

    Raises:
        RefusedError: 400, ``GRAPHQL_INVALID`` or ``BATCH_TOO_LARGE``.
    """
    if most == 0:
        raise refused(
            400,
            "it should be one JSON object; this server takes no batches",
            "ต้องเป็นออบเจกต์ JSON หนึ่งรายการ เซิร์ฟเวอร์นี้ไม่รับชุดคำขอ",
        )
    if len(sent) > most:
        raise _too_large(len(sent), most)
    if not sent or not all(isinstance(item, dict) for item in sent):
        raise refused(
            400,
            "a batch should be an array of one or more JSON objects",
            "ชุดคำขอต้องเป็นอาร์เรย์ของออบเจกต์ JSON อย่างน้อยหนึ่งรายการ",
        )


def _too_large(count: int, most: int) -> RefusedError:
    return RefusedError(
        400,
        PhakhiError(
            ErrorCode.BATCH_TOO_LARGE,
            f"The batch has {count:,} operations; at most {most:,} are allowed.",
            f"คำขอชุดนี้มี {count:,} รายการ เกินกำหนด {most:,} รายการ",
        ),
    )
