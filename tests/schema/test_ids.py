"""What an id is, and what a relationship's id depends on."""

from __future__ import annotations

import pytest

from schema.errors import ErrorCode, PhakhiError
from schema.ids import MAX_ID_LENGTH, check_id, kind_of, relationship_id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("agency:culture-office", None),
        ("agency:culture-office", "Agency"),
        ("agency:culture-office", "Organisation"),
        ("good-deed:a.b-c.1", "CommitmentPurpose"),
        ("term:area-level.province", "Term"),
        ("area:" + "1" * (MAX_ID_LENGTH - 5), "Area"),
    ],
)
def test_check_id_returns_a_well_formed_id(text: str, kind: str | None) -> None:
    """An id of the right form and kind (or of a member of a group or union) comes back."""
    assert check_id(text, kind) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", None),
        ("agency", None),
        ("agency:", None),
        ("agency:Culture", None),
        ("agency:a--b", None),
        ("agency:a_b", None),
        ("agency:a-", None),
        ("agency:ก", None),
        ("agency:a\n", None),
        ("agency:\ud800", None),
        ("nothing:a", None),
        ("Agency:a", None),
        ("network:a", "Agency"),
        ("area:1", "Organisation"),
        ("area:" + "1" * (MAX_ID_LENGTH - 4), "Area"),
        ("x" * 100_000, None),
    ],
)
def test_check_id_refuses_any_other_text(text: str, kind: str | None) -> None:
    """The error has the code BAD_ID and two short sentences."""
    with pytest.raises(PhakhiError) as caught:
        check_id(text, kind)
    assert caught.value.code is ErrorCode.BAD_ID
    assert len(caught.value.en) < 300
    assert len(caught.value.th) < 300


def test_check_id_names_the_prefix_that_was_probably_meant() -> None:
    """A misspelt prefix is answered with the one that is close to it."""
    with pytest.raises(PhakhiError, match="such as agency:"):
        check_id("agncy:x")


def test_kind_of_reads_the_prefix() -> None:
    """Prefixes are kinds in kebab case."""
    assert kind_of("good-deed:x") == "GoodDeed"


def test_relationship_id_depends_on_type_ends_and_key_only() -> None:
    """The same four give the same id, in every process; any other gives another."""
    base = relationship_id("MEMBER_OF", "agency:a", "network:n", [None, "2020-01-21"])
    assert base == "member-of:44ab7317d8a7c8fd4329"
    others = [
        relationship_id("MEMBER_OF", "agency:a", "network:n", ["term:r", "2020-01-21"]),
        relationship_id("MEMBER_OF", "agency:a", "network:n", [None, None]),
        relationship_id("MEMBER_OF", "agency:b", "network:n", [None, "2020-01-21"]),
        relationship_id("ATTENDED", "agency:a", "network:n", [None, "2020-01-21"]),
    ]
    assert len({base, *others}) == 5


def test_relationship_id_of_a_symmetric_type_ignores_the_direction() -> None:
    """Who names whom does not matter for COLLABORATES_WITH, but does for others."""
    ends = ("agency:a", "agency:b")
    assert relationship_id("COLLABORATES_WITH", *ends, [None]) == relationship_id(
        "COLLABORATES_WITH", *reversed(ends), [None]
    )
    assert relationship_id("BROADER", *ends, []) != relationship_id("BROADER", *reversed(ends), [])
