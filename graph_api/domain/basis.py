"""What an answer rests on, as every analysis tells it."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry


@strawberry.enum(
    description="Why what is invented counts in an answer, or does not (เหตุที่นับหรือไม่นับข้อมูลสังเคราะห์)"
)
class SyntheticRule(Enum):
    """What decided whether what is invented counts."""

    ASKED = strawberry.enum_value(
        "asked", description="includeSynthetic says so (ระบุไว้ใน includeSynthetic)"
    )
    DATASET = strawberry.enum_value(
        "dataset",
        description="It counts, as a dataset that is named holds what is invented (ระบุชุดข้อมูลสังเคราะห์)",
    )
    SUBJECT = strawberry.enum_value(
        "subject",
        description="As the subject of the question is: it counts where one that is asked about is invented "
        "(ตามเรื่องที่ถาม)",
    )
    NO_SUBJECT = strawberry.enum_value(
        "no_subject",
        description="It does not count, as the question names nobody and nothing (ไม่ได้ระบุว่าถามเรื่องใคร)",
    )


@strawberry.type(description="What an answer rests on (ฐานของคำตอบ)")
class Basis:
    """The terms of an answer, and how fresh what it is computed on is."""

    as_of: dt.date = strawberry.field(description="The day that it is about (ณ วันที่)")
    datasets: list[strawberry.ID] | None = strawberry.field(
        description="Only what one of these datasets asserts; null for all (ชุดข้อมูล)"
    )
    include_synthetic: bool = strawberry.field(
        description="Whether what is invented counts; for a group: where a question names no subject "
        "(รวมข้อมูลสังเคราะห์)"
    )
    synthetic_rule: SyntheticRule = strawberry.field(
        description="What decided whether it counts (เหตุที่รวมหรือไม่รวม)"
    )
    synthetic_left_out: bool = strawberry.field(
        description="Whether the graph holds what is invented, and it does not count "
        "(มีข้อมูลสังเคราะห์ที่ไม่นับ)"
    )
    revision: int = strawberry.field(
        description="The revision of the graph that the snapshot includes (รุ่นของข้อมูล)"
    )
    taken_at: dt.datetime = strawberry.field(
        description="When the snapshot was read; what a statement reads is of now (เวลาที่อ่านข้อมูล)"
    )
    age_seconds: float = strawberry.field(
        description="How old the snapshot is, in seconds; it is made anew when the graph has changed (อายุ วินาที)"
    )


@strawberry.type
class Answer:
    """Base of the answers of analyses; who answers sets ``basis`` once the answer is made."""

    basis: Basis = strawberry.field(
        default=None, description="The terms of this answer, and how fresh it is (ฐานของคำตอบ)"
    )
