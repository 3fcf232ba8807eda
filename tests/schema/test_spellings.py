"""The names that relationships go by."""

from __future__ import annotations

import pytest

from schema.registry import declaration
from schema.spellings import columns, field_names, kind_named, meant_fields, types_named


@pytest.mark.parametrize(
    ("file", "types", "kind"),
    [
        ("raises", ("RAISES",), None),
        ("inArea", ("IN_AREA",), None),
        ("areas", ("IN_AREA",), "Area"),
        ("good_deeds", ("COMMITS_TO",), "GoodDeed"),
        ("goodDeeds", ("COMMITS_TO",), "GoodDeed"),
        ("issues", ("ADOPTS", "CONCERNS"), "Issue"),
        ("virtues", ("CULTIVATES", "PROMOTES"), "Virtue"),
        ("about", ("ABOUT",), None),  # a claim's own is not written
        ("raised_by", (), None),
        ("Raises", (), None),
        ("focuses_on", (), None),
        ("claims", (), None),
    ],
)
def test_what_a_file_may_be_called_after(
    file: str, types: tuple[str, ...], kind: str | None
) -> None:
    """Types that files state, by type or field; kinds by their plural."""
    found = kind_named(file)
    assert (types_named(file), found.name if found else None) == (types, kind)


def test_the_other_names_of_a_type() -> None:
    """None where the field is called as the type is."""
    assert [field_names(type_) for type_ in ("RAISES", "ATTENDED", "BASED_IN")] == [
        ("problems",),
        ("events_attended",),
        (),
    ]


def test_a_column_of_any_kind_means_one_type() -> None:
    """No name of one type is that of another."""
    for kind in declaration().kinds.values():
        for name, type_ in columns(kind.name).items():
            meant = {item.relationship.type for item in meant_fields(kind, name)}
            assert meant == {type_}


def test_what_no_relationship_is_called_means_none() -> None:
    """Nor does a type that the kind has no part in."""
    agency = declaration().kinds["Agency"]
    assert meant_fields(agency, "nam") == ()
    assert meant_fields(agency, "names") == ()
