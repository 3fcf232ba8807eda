"""Datasets as they are read for an evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_api.evaluation.records import DatedRelationship, read_records
from loaders.errors import WrongRowsError
from schema.errors import ErrorCode, PhakhiError

_INFO = """\
id = "dataset:{name}"
name_th = "ทดสอบ"
synthetic = {synthetic}
version = "1"
licence = "CC0-1.0"
precedence = 1
"""


def dataset(folder: Path, synthetic: str = "false", **tables: str) -> Path:
    """A small dataset; a table is its rows."""
    folder.mkdir()
    (folder / "dataset.toml").write_text(
        _INFO.format(name=folder.name, synthetic=synthetic), "utf-8"
    )
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    return folder


def test_several_datasets_are_read_as_one(tmp_path: Path) -> None:
    """A relationship that two of them state is one, with the words of both; dates are kept."""
    agencies = "id,name_th\nagency:a,ก\nagency:b,ข\n"
    head = "from,to,since,evidence\n"
    one = dataset(
        tmp_path / "one",
        agencies=agencies,
        collaborates_with=f"{head}agency:a,agency:b,2020-01-01,evidence:x\n",
    )
    two = dataset(
        tmp_path / "two",
        collaborates_with=f"{head}agency:b,agency:a,2020-01-01,evidence:y\n",
        projects="id,name_th,starts\nproject:j,ค,2019-01-01\n",
    )
    records = read_records([one, two])
    words = frozenset({"evidence:x", "evidence:y"})
    assert records.relationships == (
        DatedRelationship("COLLABORATES_WITH", "agency:a", "agency:b", "2020-01-01", words),
    )
    assert records.ids == {"agency:a", "agency:b", "project:j"}
    assert records.starts == {"project:j": "2019-01-01"}
    assert not records.synthetic


def test_records_are_synthetic_where_agencies_are(tmp_path: Path) -> None:
    """A synthetic dataset without agencies does not make real ones so."""
    agencies = "id,name_th\nagency:a,ก\n"
    real = dataset(tmp_path / "real", agencies=agencies)
    made = dataset(tmp_path / "made", "true", agencies=agencies.replace(":a", ":b"))
    places = dataset(tmp_path / "places", "true", virtues="id,name_th\nvirtue:v,ก\n")
    assert not read_records([real, places]).synthetic
    assert read_records([real, made]).synthetic


def test_what_is_wrong_is_said_as_by_the_loaders(tmp_path: Path) -> None:
    """No folder of a dataset; a wrong row."""
    with pytest.raises(PhakhiError) as missing:
        read_records([tmp_path])
    assert missing.value.code is ErrorCode.NOT_FOUND
    wrong = dataset(tmp_path / "wrong", agencies="id,name_th\nnetwork:a,ก\n")
    with pytest.raises(WrongRowsError):
        read_records([wrong])
