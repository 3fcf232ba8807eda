"""Stops a load that would take much of its dataset away: a file that was not copied is no wish.

It is much, when more than a tenth of the dataset's records or of its relationships would go, or all
that a file held before. One single row may go without a word, unless it was all that its file held;
and a relationship that goes with a record at its end is not counted beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.loading import Loading
from schema.errors import ErrorCode, PhakhiError
from schema.ids import kind_of
from schema.registry import declaration
from schema.spellings import in_files

MOST_SHARE = 0.1
"""Share of a dataset's records, or relationships, that a load takes away without being confirmed."""

_UNNOTICED = 1
_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Loss:
    """What of one sort, records or relationships, a load would take away.

    Attributes:
        before: how many there were, by the file that they would stand in.
        gone: how many of them would go, likewise.
        stated: how many there would be, likewise.
    """

    before: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)

    @property
    def emptied(self) -> list[str]:
        """Files that held something, and would hold nothing."""
        return sorted(file for file in self.gone if not self.stated[file])

    @property
    def is_much(self) -> bool:
        """Whether somebody should confirm it."""
        gone = self.gone.total()
        return bool(self.emptied) or gone > max(_UNNOTICED, MOST_SHARE * self.before.total())

    def told(self, what: str) -> str:
        """How many of how many."""
        return f"{self.gone.total():,} of its {self.before.total():,} {what}"

    def told_th(self, what: str) -> str:
        """How many of how many, in Thai."""
        return f"{what} {self.gone.total():,} จาก {self.before.total():,} รายการ"


def check_removal(loading: Loading) -> None:
    """Returns when a load takes little away, or when it was confirmed.

    Raises:
        PhakhiError: ``REMOVAL_NOT_CONFIRMED``, saying what would be removed.
    """
    gone = loading.gone
    if loading.confirmed or not (gone.own or gone.shared or gone.links):
        return
    records, links = _records(loading), _links(loading)
    if records.is_much or links.is_much:
        raise _not_confirmed(loading.dataset.id, records, links)


def _records(loading: Loading) -> _Loss:
    own = loading.dataset.id
    stated = [row.id for row in loading.dataset.nodes if row.id != own]
    gone = [ident for ident in (*loading.gone.own, *loading.gone.shared) if ident != own]
    before = loading.gone.kept - {own} | set(gone)
    return _Loss(*(Counter(map(_file_of, ids)) for ids in (before, gone, stated)))


def _links(loading: Loading) -> _Loss:
    """Without those that go with an end, and those that are stated with other values."""
    ends = {*loading.gone.own, *loading.gone.shared}
    stated = {(row.type, *row.ends) for row in loading.dataset.links}
    gone = [
        link.type
        for link in loading.gone.links
        if ends.isdisjoint(link.ends) and (link.type, *link.ends) not in stated
    ]
    before = Counter(loading.gone.kept_links) + Counter(link.type for link in loading.gone.links)
    return _Loss(
        Counter({_file_of_type(type_): count for type_, count in before.items()}),
        Counter(map(_file_of_type, gone)),
        Counter(_file_of_type(row.type) for row in loading.dataset.links),
    )


def _file_of(ident: str) -> str:
    return f"{declaration().kinds[kind_of(ident)].plural}.csv"


def _file_of_type(type_: str) -> str:
    return f"{in_files(type_)}.csv"


def _not_confirmed(dataset: str, records: _Loss, links: _Loss) -> PhakhiError:
    emptied = {file: loss.gone[file] for loss in (records, links) for file in loss.emptied}
    return PhakhiError(
        ErrorCode.REMOVAL_NOT_CONFIRMED,
        f"{dataset} was not loaded, nothing of it was written: it would remove "
        f"{records.told('records')} and {links.told('relationships')}"
        f"{_all_of(emptied, ', all of {}', ' and {} more files')}. If that is meant, load it "
        "again with --yes.",
        f"ไม่ได้นำเข้า {dataset} และไม่ได้เขียนข้อมูลใด เพราะจะลบข้อมูลต่อไปนี้: {records.told_th('ระเบียน')} "
        f"และ {links.told_th('ความสัมพันธ์')}"
        f"{_all_of(emptied, ' รวมทั้งหมดของ {}', ' และอีก {} แฟ้ม')} "
        "ถ้าต้องการเช่นนั้น ให้นำเข้าอีกครั้งด้วย `--yes`",
    )


def _all_of(emptied: Mapping[str, int], words: str, more: str) -> str:
    if not emptied:
        return ""
    named = [f"{file} ({count:,})" for file, count in emptied.items()]
    rest = len(named) - _NAMED
    return words.format(", ".join(named[:_NAMED])) + (more.format(rest) if rest > 0 else "")
