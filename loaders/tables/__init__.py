"""Tables as people keep them (XLSX, ODS, CSV, TSV), read into sheets of rows of texts."""

from __future__ import annotations

from loaders.tables.reading import read_tables
from loaders.tables.sheet import Fault, Sheet, SheetRow, cell_name, column_letters

__all__ = ["Fault", "Sheet", "SheetRow", "cell_name", "column_letters", "read_tables"]
