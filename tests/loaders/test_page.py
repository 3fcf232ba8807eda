"""The page on seed data."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.get import get
from loaders.page import PAGE, filled
from loaders.transform import transform


def test_the_tables_of_files_are_up_to_date() -> None:
    """If this fails: ``python -m loaders.page``."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page)


def test_the_sample_of_a_dataset_can_be_loaded(tmp_path: Path) -> None:
    """The dataset.toml that the page shows."""
    sample = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert sample is not None
    (tmp_path / "dataset.toml").write_text(sample[1], encoding="utf-8")
    (tmp_path / "agencies.csv").write_text("id,name_th\nagency:a,ก\n", encoding="utf-8")
    assert transform(get(tmp_path)).id == "dataset:khon-kaen-2569"
