"""From the rows of a worksheet to the files of a dataset, with the cell that each of them comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from loaders.worksheet.building import (
    DatasetBuilder,
    Fact,
    FactSource,
    Stated,
    is_synthetic,
    state_rows,
)
from loaders.worksheet.columns import BY_KEY, COLUMNS, Column, Making
from loaders.worksheet.names import NamedRecord
from loaders.worksheet.resolving import ANSWERED_IN_SHEET, Names, UnresolvedError
from loaders.worksheet.sheets import Cell, FilledRow, Worksheet
from loaders.worksheet.splitting import split_cell
from schema.declare import Text
from schema.ids import digest

_HASH = 16
_MOST_VALUES = 50
"""Values of a cell: those of a row are related each to each."""

_WORK = ("goal_1", "goal_3", "mechanism")
_BROUGHT = ("problem", "good_deed", *_WORK, "capital")
_SENTENCES = frozenset({*_BROUGHT, "indicator", "source", "date"})


def state(
    read: Worksheet,
    records: Iterable[NamedRecord],
    left_out: frozenset[tuple[str, int]] = frozenset(),
) -> Stated:
    """The dataset that a worksheet states; what is wrong is added to ``read.problems``.

    Args:
        read: the worksheet.
        records: what the graph has beside this dataset.
        left_out: rows that are not stated, by sheet and number.
    """
    names = Names(records, read.verdicts, read.merged, synthetic=is_synthetic(read))
    return state_rows(read, names, _Maker(read, names), left_out, ANSWERED_IN_SHEET)


class _Maker:
    """Puts the files together, row by row."""

    def __init__(self, read: Worksheet, names: Names) -> None:
        self._read, self._names = read, names
        self._build = DatasetBuilder(read, names)
        self._known = {column.kind: names.written(column.kind) for column in COLUMNS if column.kind}
        self._unplaced = False
        self._build.begin()

    def introduce(self, row: FilledRow) -> None:
        """Makes a row's agency known by all its names, before other rows speak of it."""
        for ident, cell in self._ids(row, "agency"):
            for other in row.cells.get("aliases", ()):
                for alias in self._values(BY_KEY["aliases"], other):
                    try:
                        self._names.call(ident, BY_KEY["agency"], alias)
                    except UnresolvedError as error:
                        self._read.wrong(other, error.text)
                    self._build.node(ident, "Agency", cell).add("aliases", alias)

    def finished(self) -> Stated:
        """The files, when all rows are stated."""
        return self._build.finished()

    # One row.

    def state(self, row: FilledRow) -> None:
        """Adds what a row states."""
        source = self._source_of(row)
        agencies = self._facts(row, "agency")
        networks = self._facts(row, "network")
        actors = agencies or networks
        if len(agencies) > 1:
            text = Text(
                "names several agencies; give each a row of its own",
                "มีหลายหน่วยงาน ให้แยกแถวละหนึ่งหน่วยงาน",
            )
            self._read.wrong(row.cells["agency"][0], text)
            return
        brought = {key: self._facts(row, key) for key in _BROUGHT}
        areas, issues = self._facts(row, "district"), self._facts(row, "issue")
        for actor in (*agencies, *networks):
            self._build.evidence(actor, source)
        if agencies:
            self._build.join("MEMBER_OF", agencies, networks, source)
            self._build.join("IN_AREA", agencies, areas, source)
        self._place(networks, source)
        for key, facts in brought.items():
            self._build.join(BY_KEY[key].link, actors, facts, source)
            self._build.join("IN_AREA", facts, areas, source)
            self._build.join("CONCERNS", facts, issues, source)
        if not any(brought.values()):
            self._build.join("ADOPTS", actors, issues, source)
        self._belong(row, brought, source)
        self._build.join("SEEKS_LINK_WITH", actors, self._facts(row, "link_with"), source)
        self._cooperate(row, agencies, brought, source)
        self._answer_for(row, agencies, source)

    def _belong(self, row: FilledRow, brought: dict[str, list[Fact]], source: FactSource) -> None:
        """What one row has of one thing belongs to it; of several, nobody says which to which."""
        problems, goals = brought["problem"], [*brought["goal_1"], *brought["goal_3"]]
        if len(problems) == 1:
            self._build.join("ANSWERS", brought["good_deed"], problems, source)
            self._build.join("ADDRESSES", [*goals, *brought["mechanism"]], problems, source)
        elif len(problems) > 1 and any(brought[key] for key in ("good_deed", *_WORK)):
            self._note(row, "problem")
        if len(goals) == 1 or len(problems) <= 1:
            self._build.join("SERVES", brought["mechanism"], goals, source)
        indicators = self._facts(row, "indicator")
        if indicators and not goals:
            text = Text(
                "measures no goal: write the goal in the same row",
                "ไม่มีเป้าหมายให้วัด ให้เขียนเป้าหมายในแถวเดียวกัน",
            )
            self._read.wrong(row.cells["indicator"][0], text)
        elif len(goals) > 1 and len(indicators) == len(goals):
            for goal, indicator in zip(goals, indicators, strict=True):
                self._build.join("MEASURED_BY", [goal], [indicator], source)
        elif len(goals) > 1 < len(indicators):
            text = Text(
                "measures which goal? Give each goal and its indicators a row of their own",
                "วัดเป้าหมายใด ให้แยกแถวละหนึ่งเป้าหมายพร้อมตัวชี้วัด",
            )
            self._read.wrong(row.cells["indicator"][0], text)
        else:
            self._build.join("MEASURED_BY", goals, indicators, source)

    def _note(self, row: FilledRow, key: str) -> None:
        text = Text(
            "holds several problems: which of them the good deeds, goals and mechanisms of the row answer is "
            "not stated; give each problem a row of its own to say so",
            "มีหลายปัญหา จึงไม่ได้ระบุว่าความดี เป้าหมาย และกลไกในแถวตอบปัญหาใด หากต้องการระบุ ให้แยกแถวละหนึ่งปัญหา",
        )
        self._read.notes.append(self._read.at(row.cells[key][0], text))

    def _cooperate(
        self,
        row: FilledRow,
        agencies: list[Fact],
        brought: dict[str, list[Fact]],
        source: FactSource,
    ) -> None:
        """The agency's roles in the work of its row."""
        work = [fact for key in _WORK for fact in brought[key]]
        roles = self._facts(row, "role")
        if roles and not (agencies and work):
            text = Text(
                "needs an agency, and a goal or mechanism that it has the role in, in the same row",
                "ต้องมีหน่วยงาน และเป้าหมายหรือกลไกที่หน่วยงานมีบทบาท ในแถวเดียวกัน",
            )
            self._read.wrong(row.cells["role"][0], text)
            return
        for role in roles:
            for record in self._build.join("TAKES_PART_IN", agencies, work, source, role.id):
                record.values["role"] = role.id
                record.cells["role"] = role.cell

    def _answer_for(self, row: FilledRow, agencies: list[Fact], source: FactSource) -> None:
        """Persons who are responsible fill a post of the agency."""
        for person in self._facts(row, "responsible"):
            if not agencies:
                text = Text("needs an agency in the same row", "ต้องมีหน่วยงานในแถวเดียวกัน")
                self._read.wrong(person.cell, text)
                return
            agency = agencies[0]
            post = Fact(
                f"post:w-{digest('Post', agency.id)[:_HASH]}",
                person.cell,
                person.text,
                person.column,
            )
            record = self._build.node(post.id, "Post", person.cell)
            record.values["title"] = "ผู้รับผิดชอบ"
            self._build.late_names[post.id] = self._post_name(agency.id)
            self._build.join("AT", [post], [agency], source)
            self._build.join("FILLS", [person], [post], source)

    def _post_name(self, agency: str) -> Callable[[], str]:
        return lambda: f"ผู้รับผิดชอบของ {self._names.name_of(agency)}"

    def _place(self, networks: list[Fact], source: FactSource) -> None:
        """A new network is of the worksheet's province."""
        province = self._names.province
        new = [fact for fact in networks if fact.id in self._names.new]
        if new and province is None and not self._unplaced:
            self._unplaced = True
            text = Text(
                "is new, and the sheet about the dataset names no province that it is of",
                "เป็นเครือข่ายใหม่ แต่แผ่นข้อมูลชุดไม่ได้ระบุจังหวัด",
            )
            self._read.wrong(new[0].cell, text)
        elif province is not None:
            area = [Fact(province.id, fact.cell, fact.text, fact.column) for fact in new[:1]]
            self._build.join("PART_OF", new, area, source)

    # Names.

    def _values(self, column: Column, cell: Cell) -> list[str]:
        """The values of a cell that can be looked up; none, where there are too many."""
        known = self._known.get(column.kind, frozenset())
        values = split_cell(cell.value, names=column.key not in _SENTENCES, known=known)
        if len(values) > _MOST_VALUES:
            text = Text(
                f"has {len(values):,} values; put them in several rows, at most {_MOST_VALUES} in a cell",
                f"มี {len(values):,} รายการ ให้แยกเป็นหลายแถว ช่องละไม่เกิน {_MOST_VALUES} รายการ",
            )
            self._read.wrong(cell, text)
            return []
        return [value for value in values if self._build.fits(cell, value)]

    def _ids(self, row: FilledRow, key: str) -> Iterator[tuple[str, Cell]]:
        for fact in self._facts(row, key, silent=True):
            yield fact.id, fact.cell

    def _facts(self, row: FilledRow, key: str, *, silent: bool = False) -> list[Fact]:
        """What a row's cells under a heading mean; ``silent``, when the problems were noted before."""
        column = BY_KEY[key]
        facts: dict[str, Fact] = {}
        for cell in row.cells.get(key, ()):
            for value in self._values(column, cell):
                try:
                    ident = self._names.resolve(column, value, cell)
                except UnresolvedError as error:
                    if not silent:
                        whole = value == cell.value or column.making is Making.MADE
                        text = (
                            error.text
                            if whole
                            else Text(f"“{value}” {error.text.en}", f"“{value}” {error.text.th}")
                        )
                        self._read.wrong(cell, text)
                    continue
                facts.setdefault(ident, Fact(ident, cell, value, column))
                if ident in self._names.new:
                    record = self._build.node(ident, column.kind, cell)
                    record.values.update(column.values)
        return list(facts.values())

    def _source_of(self, row: FilledRow) -> FactSource:
        """The source that a row's facts rest on."""
        dated = next(iter(row.cells.get("date", ())), None)
        stated = next(iter(row.cells.get("source", ())), None)
        place = next(iter(row.cells.values()))[0]
        return self._build.source(place, stated, self._build.day(dated), dated)
