"""Generated provinces as plain pairs, and small changes of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from random import Random

from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import PREFIXES, TYPES, make_graph
from schema.registry import declaration
from tests.linkage.graphs import Links

FILES: Mapping[str, str] = {type_.lower(): type_ for type_ in declaration().types}


class PlainProvince:
    """Ids and pairs, without days and datasets."""

    def __init__(self, folders: list[Path]) -> None:
        """All that files of these folders state."""
        self.ids: set[str] = set()
        self.links: Links = {type_: set() for type_ in FILES.values()}
        for path in (path for folder in folders for path in sorted(folder.glob("*.csv"))):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self._take(path.stem, row)

    def _take(self, stem: str, row: dict[str, str]) -> None:
        if stem in FILES:
            self.links[FILES[stem]].add((row["from"], row["to"]))
            return
        self.ids.add(row["id"])
        for column, cell in row.items():
            if column in FILES and cell:
                self.links[FILES[column]] |= {(row["id"], target) for target in cell.split("|")}

    def features(self) -> Features:
        """What linkage computes of it."""
        ids = {ident for ident in self.ids if ident.partition(":")[0] in PREFIXES}
        return make_features(make_graph(ids, {type_: self.links[type_] for type_ in TYPES}))

    def of_kind(self, prefix: str) -> list[str]:
        """Ids of a kind, ascending."""
        return sorted(ident for ident in self.ids if ident.startswith(f"{prefix}:"))

    def add_agencies(self, count: int, networks: list[str], drawing: Random) -> None:
        """New agencies, each with a seat, two works and one of these networks."""
        works = sorted({work for _, work in self.links["TAKES_PART_IN"]})
        seats = sorted({area for _, area in self.links["BASED_IN"]})
        for number in range(count):
            agency = f"agency:new-{number}"
            self.ids.add(agency)
            self.links["MEMBER_OF"].add((agency, drawing.choice(networks)))
            self.links["BASED_IN"].add((agency, drawing.choice(seats)))
            self.links["TAKES_PART_IN"] |= {(agency, work) for work in drawing.sample(works, 2)}

    def remove_agencies(self, count: int, drawing: Random) -> None:
        """Takes agencies away, with all that they have to do with."""
        self.ids -= {*drawing.sample(self.of_kind("agency"), count)}

    def change(self, type_: str, targets: list[str], share: float, drawing: Random) -> None:
        """Has a share of the relationships of a type lead elsewhere."""
        links = sorted(self.links[type_])
        for link in drawing.sample(links, max(1, round(share * len(links)))):
            self.links[type_].remove(link)
            self.links[type_].add((link[0], drawing.choice(targets)))

    def add_network(self, agencies: int, drawing: Random) -> None:
        """A new network whose id comes first, with new members."""
        area = min(self.links["PART_OF"])[1]
        self.ids.add("network:aaa")
        self.links["PART_OF"].add(("network:aaa", area))
        self.add_agencies(agencies, ["network:aaa"], drawing)
