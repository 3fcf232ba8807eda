"""Pass 8, for each request: rows into the response.

Shapers are made once with the plan. They put on names, the client's order, cursors and the null
rule: null where the schema allows none raises :class:`NullValue`, which the nearest place that may
be null catches. They do what graphql-core's completion does value by value, many times faster.

A shaper takes a row, the request's :class:`Context` and the path of the place (a linked pair, made
into a list only when something is wrong).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, NoReturn, assert_never

from graph_api.planner import canonical
from graph_api.planner.compiled import object_maker
from graph_api.planner.model import (
    AggregateView,
    Branch,
    ConnectionColumn,
    CursorView,
    EdgeNodeView,
    EdgePart,
    EdgePropertyView,
    EdgesView,
    Entry,
    Grouping,
    GroupPart,
    GroupsView,
    KeyNodeView,
    KeyPart,
    KeysView,
    KeyValue,
    KeyValueView,
    Measure,
    MeasureView,
    NameColumn,
    NodesView,
    OneColumn,
    PageFact,
    PageFactView,
    PageInfoView,
    PagePart,
    PageView,
    PropertyColumn,
    RefColumn,
    Selection,
    TotalView,
    TypeNameView,
)
from graph_api.planner.order import encode_cursor, order_tag
from graph_api.planner.values import Leaf
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Declaration

Row = Any
Path = tuple[Any, Any] | None
Response = dict[str, Any]


@dataclass
class Context:
    """What shaping needs of a request.

    Attributes:
        page_size: the size of a page, given its argument.
        caught: nulls that were not allowed where they stood and were caught further out.
    """

    page_size: Callable[[Leaf | None], int]
    caught: list[NullValue] = field(default_factory=list)


Shaper = Callable[[Row, Context, Path], Any]


class NullValue(Exception):  # noqa: N818  # a signal on its way to the place that may be null
    """Null where the schema allows none."""

    def __init__(self, type_name: str, field_name: str, path: Path) -> None:
        super().__init__(f"Cannot return null for non-nullable field {type_name}.{field_name}.")
        self.path = path_list(path)

    def error(self) -> PhakhiError:
        """As it is shown."""
        return PhakhiError(ErrorCode.NULL_VALUE, str(self), f"ข้อมูลไม่ครบ: {self}")


def path_list(path: Path) -> list[str | int]:
    """A linked path as a list, outermost first."""
    keys: list[str | int] = []
    while path is not None:
        path, key = path
        keys.append(key)
    return keys[::-1]


def nullable(shaper: Shaper) -> Shaper:
    """For a place that may be null: null stays null, and catches what is wrong below it."""

    def shape(row: Row, context: Context, path: Path) -> Any:  # noqa: ANN401
        if row is None:
            return None
        try:
            return shaper(row, context, path)
        except NullValue as error:
            context.caught.append(error)
            return None

    return shape


def listed(shaper: Shaper) -> Shaper:
    """For a list whose items may not be null."""

    def shape(rows: Row, context: Context, path: Path) -> list[Any]:
        return [shaper(row, context, (path, index)) for index, row in enumerate(rows)]

    return shape


@dataclass(frozen=True, slots=True)
class Parts:
    """How the fields of an object are read, whatever its type.

    Attributes:
        places: by response name, the place in the row.
        below: those that are shaped in turn: number of the field, response name, place, shaper.
    """

    places: dict[str, int]
    below: list[tuple[int, str, int, Shaper]]


class ShapeMaker:
    """Makes the shapers of one plan."""

    def __init__(self, declared: Declaration) -> None:
        self._declared = declared

    def node(self, view: Selection, merged: Selection) -> Shaper:
        """Rows that read ``merged``, as the client's ``view`` of them names their fields."""
        columns = {kind: branch for branch in merged.branches for kind in branch.kinds}
        by_kind: dict[str, Shaper] = {}
        for branch in view.branches:
            parts: dict[
                int, Parts
            ] = {}  # what lies below is shaped the same for kinds that share it
            for kind in branch.kinds:
                read = columns[kind]
                if id(read) not in parts:
                    parts[id(read)] = self._parts(branch.entries, read)
                shaper = self.branch(kind, branch.entries, parts[id(read)])
                by_kind[self._declared.kinds[kind].prefix] = shaper
        if not merged.typed:
            (only,) = by_kind.values()
            return only

        def shape(row: Row, context: Context, path: Path) -> Response:
            response: Response = by_kind[row[0].partition(":")[0]](row[1], context, path)
            return response

        return shape

    def _parts(self, entries: tuple[Entry, ...], columns: Branch) -> Parts:
        places = {
            entry.response: canonical.position(columns, entry.column)
            for entry in entries
            if entry.column
        }
        below = [
            (at, entry.response, places[entry.response], shaper)
            for at, entry in enumerate(entries)
            if (shaper := self._below(entry, columns)) is not None
        ]
        return Parts(places, below)

    @staticmethod
    def branch(type_name: str, entries: tuple[Entry, ...], parts: Parts) -> Shaper:
        """The fields of an object of one type."""
        places, below = parts.places, parts.below
        make = object_maker(
            [(entry.response, places.get(entry.response, type_name)) for entry in entries]
        )
        required = [at for at, entry in enumerate(entries) if entry.nonnull and entry.column]

        def stop(row: Row, missing: int, context: Context, path: Path) -> NoReturn:
            """As graphql-core does: what comes first is completed, for its errors."""
            for at, response, place, shaper in below:
                if at < missing:
                    shaper(row[place], context, (path, response))
            entry = entries[missing]
            raise NullValue(type_name, entry.name, (path, entry.response))

        def shape(row: Row, context: Context, path: Path) -> Response:
            # One look in C for what is nearly never there, before a look at each field.
            if None in row:
                for at in required:
                    if row[places[entries[at].response]] is None:
                        stop(row, at, context, path)
            made = make(row)
            for _, response, place, shaper in below:
                made[response] = shaper(row[place], context, (path, response))
            return made

        return shape

    def _below(self, entry: Entry, columns: Branch) -> Shaper | None:
        """What shapes the value of an entry; ``None`` where it is sent as it is read."""
        if entry.column is None:
            return None
        column = columns.columns[canonical.position(columns, entry.column)]
        match column:
            case ConnectionColumn():
                assert isinstance(entry.view, PageView)
                return self.connection(column, entry.view)
            case OneColumn() | RefColumn():
                assert isinstance(entry.view, Selection)
                shaper = self.node(entry.view, column.node)
                many = isinstance(column, RefColumn) and column.prop.many
                return listed(shaper) if many else nullable(shaper)
            case NameColumn() | PropertyColumn():
                return None
            case _:
                assert_never(column)

    # --- connections ------------------------------------------------------------------------

    def connection(self, connection: ConnectionColumn, view: PageView) -> Shaper:
        """``[rows, whether some lie behind, total, measures, groups…]`` by the client's names."""
        page = _PageReader(connection)
        parts = [(part.response, self._part(connection, part)) for part in view.parts]

        def build(row: Row, context: Context, path: Path) -> Response:
            read = page.read(row, context)
            return {response: part(read, context, (path, response)) for response, part in parts}

        return build

    def _part(self, connection: ConnectionColumn, part: PagePart) -> Shaper:
        match part:
            case TotalView():
                return lambda page, _context, _path: page.total
            case NodesView():
                shape = self._nodes(connection, part)
                return lambda page, context, path: shape(page.rows, context, path)
            case EdgesView():
                edges = listed(self._edge(connection, part))
                return lambda page, context, path: edges(page.rows, context, path)
            case PageInfoView():
                return self._page_info(connection, part)
            case AggregateView():
                measures = measures_maker(part, connection.measures)
                return lambda page, _context, _path: measures(page.measures)
            case GroupsView():
                place, groups = self._groups(connection, part)
                return lambda page, context, path: groups(page.groups[place], context, path)
            case TypeNameView():
                return _constant(part.type_name)
            case _:
                assert_never(part)

    def _groups(self, connection: ConnectionColumn, view: GroupsView) -> tuple[int, Shaper]:
        """Which of the connection's groups a view names, and what shapes them."""
        wanted = (view.grouping.key, view.grouping.values)
        held = [(item.key, item.values) for item in connection.groups]
        parts = [(part.response, self._group_part(view.grouping, part)) for part in view.parts]
        return held.index(wanted), listed(_object(parts))

    def _group_part(self, grouping: Grouping, part: GroupPart) -> Shaper:
        match part:
            case AggregateView():
                make = measures_maker(part, grouping.measures)
                return lambda row, _context, _path: make(row[1])
            case KeysView():
                return self._group_keys(grouping, part)
            case TypeNameView():
                return _constant(part.type_name)
            case _:
                assert_never(part)

    def _group_keys(self, grouping: Grouping, view: KeysView) -> Shaper:
        keys = [
            _object([(part.response, self._key_part(grouping, at, part)) for part in view.parts])
            for at in range(len(grouping.keys))
        ]
        return lambda row, context, path: [
            key(row, context, (path, at)) for at, key in enumerate(keys)
        ]

    def _key_part(self, grouping: Grouping, at: int, part: KeyPart) -> Shaper:
        """What is told of the key numbered ``at``."""
        match part:
            case KeyValueView():
                if part.value is KeyValue.BY:
                    return _constant(grouping.keys[at].name)
                return lambda row, _context, _path: text_of(row[0][at])
            case KeyNodeView():
                assert grouping.node is not None
                shaper = nullable(self.node(part.node, grouping.node))
                return lambda row, context, path: shaper(row[2][at], context, path)
            case TypeNameView():
                return _constant(part.type_name)
            case _:
                assert_never(part)

    def _nodes(self, connection: ConnectionColumn, view: NodesView) -> Shaper:
        assert connection.node is not None
        shaper = self.node(view.node, connection.node)
        place = Layout(connection).node
        if place is None:
            return listed(shaper)
        return listed(lambda row, context, path: shaper(row[place], context, path))

    def _edge(self, connection: ConnectionColumn, view: EdgesView) -> Shaper:
        return _object([(part.response, self._edge_part(connection, part)) for part in view.parts])

    def _edge_part(self, connection: ConnectionColumn, part: EdgePart) -> Shaper:
        layout = Layout(connection)
        match part:
            case CursorView():
                tag = order_tag(connection.order)
                return lambda row, _context, _path: encode_cursor(tag, row[layout.cursor])
            case EdgeNodeView():
                assert connection.node is not None
                shaper = self.node(part.node, connection.node)
                if layout.node is None:
                    return shaper
                return lambda row, context, path: shaper(row[layout.node], context, path)
            case EdgePropertyView():
                return self._edge_property(connection, part, layout)
            case TypeNameView():
                return _constant(part.type_name)
            case _:
                assert_never(part)

    def _edge_property(
        self, connection: ConnectionColumn, view: EdgePropertyView, layout: Layout
    ) -> Shaper:
        entry = view.entry
        assert connection.edge is not None
        assert entry.column is not None
        place = canonical.position(connection.edge, entry.column)
        below = self._below(entry, connection.edge)

        def shape(row: Row, context: Context, path: Path) -> Any:  # noqa: ANN401
            value = row[layout.edge][place]
            if value is None and entry.nonnull:
                raise NullValue(view.type_name, entry.name, path)
            return value if below is None else below(value, context, path)

        return shape

    @staticmethod
    def _page_info(connection: ConnectionColumn, view: PageInfoView) -> Shaper:
        return _object([(part.response, _page_fact(connection, part)) for part in view.parts])


def _page_fact(connection: ConnectionColumn, part: PageFactView | TypeNameView) -> Shaper:
    """What shapes a fact of a page, given its :class:`PageParts`."""
    if isinstance(part, TypeNameView):
        return _constant(part.type_name)
    tag, place = order_tag(connection.order), Layout(connection).cursor
    backward = connection.page.backward
    match part.fact:
        case PageFact.HAS_NEXT:
            return lambda page, _context, _path: page.behind if backward else page.ahead
        case PageFact.HAS_PREVIOUS:
            return lambda page, _context, _path: page.ahead if backward else page.behind
        case PageFact.START:
            at = 0
        case PageFact.END:
            at = -1
        case _:
            assert_never(part.fact)
    return lambda page, _context, _path: (
        encode_cursor(tag, page.rows[at][place]) if page.rows else None
    )


def _constant(value: str) -> Shaper:
    return lambda _row, _context, _path: value


def _object(parts: list[tuple[str, Shaper]]) -> Shaper:
    """An object whose fields all read the same row."""

    def build(row: Row, context: Context, path: Path) -> Response:
        return {response: part(row, context, (path, response)) for response, part in parts}

    return build


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts of a page, rows in the client's order."""

    rows: list[Row]
    ahead: bool
    behind: bool | None
    total: int | None
    measures: Row
    groups: Row


class _PageReader:
    """Reads the parts of a connection's row as far as they are there."""

    def __init__(self, connection: ConnectionColumn) -> None:
        page, parts = connection.page, connection.parts
        places = {name: at for at, name in enumerate(parts)}
        self._rows = places.get("rows")
        self._behind = places.get("next" if page.backward else "previous")
        self._total = places.get("total")
        self._measures = places.get("measures")
        self._groups = len(parts)
        self._ahead = ("previous" if page.backward else "next") in connection.wants
        self._page = page

    def read(self, row: Row, context: Context) -> PageParts:
        rows = row[self._rows] if self._rows is not None else []
        ahead = False
        if self._ahead:
            size = context.page_size(self._page.size)
            ahead, rows = len(rows) > size, rows[:size]
        return PageParts(
            rows=rows[::-1] if self._page.backward else rows,
            ahead=ahead,
            behind=row[self._behind] if self._behind is not None else None,
            total=row[self._total] if self._total is not None else None,
            measures=row[self._measures] if self._measures is not None else (),
            groups=row[self._groups :],
        )


def measures_maker(view: AggregateView, measures: tuple[Measure, ...]) -> Callable[[Row], Response]:
    """Makes the response of a view of the values of ``measures``."""
    places = {measure: at for at, measure in enumerate(measures)}
    parts: list[tuple[str, Callable[[Row], Any]]] = []
    for part in view.parts:
        match part:
            case AggregateView():
                parts.append((part.response, measures_maker(part, measures)))
            case MeasureView():
                parts.append((part.response, itemgetter(places[part.measure])))
            case TypeNameView():
                parts.append((part.response, partial(_type_name, part)))
            case _:
                assert_never(part)
    return lambda row: {response: make(row) for response, make in parts}


def _type_name(view: TypeNameView, _row: Row) -> str:
    return view.type_name


def text_of(value: Any) -> str | None:  # noqa: ANN401  # a driver value
    """The value of a key as text; truth values as GraphQL writes them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


class Layout:
    """Where the parts of an edge's row stand; ``node`` is ``None`` where the row is the node."""

    def __init__(self, connection: ConnectionColumn) -> None:
        places = iter(range(3))
        self.cursor = next(places) if "cursors" in connection.wants else 0
        self.edge = next(places) if connection.edge is not None else 0
        before = "cursors" in connection.wants or connection.edge is not None
        self.node = next(places) if before else None
