"""Forgets a person: out of records, words of evidence, the log and whatever is made from them.

What stays is a salted digest of the id and of the names, by which a load that would bring the person
back is refused (:func:`check_forgotten`). The person's relationships go, too: a post and its days
would tell who it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from loaders import forgetting_statements as on
from loaders import statements
from loaders.changes import ChangeLog, lines_of
from loaders.errors import WrongRow
from loaders.loading import StoredLink
from loaders.merge import ASSERTED
from loaders.records import DatasetRows, LinkRow, NodeRow
from loaders.redaction import Redaction, forms_of, holding, is_telling
from loaders.reversal import forget_naming
from loaders.searching import search_fields
from loaders.upsert import delete_links, delete_nodes, in_batches
from schema.cypher import GraphStore, Reader, Run, Writer
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id
from schema.nearest import did_you_mean
from schema.text import cut, normalise

_PERSON = "Person"
_NAMES = ("name_th", "name_en")
_PLACE = ("start", "end")


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was done.

    Attributes:
        pseudonym: the id that stands in the log in place of the person's.
        relationships: how many of the person's went.
        claims: how many on the person, or on these, went.
        records: how many other records named the person and no longer do, by kind.
        links: how many relationships of others did.
        changes: how many entries of the log did.
        datasets: ids of the datasets that stated the person: their files still do.
        shared: ids of persons of the same name: texts with it stay, as they may be about these.
        short: names that were not looked for in texts, as they have many meanings.
    """

    pseudonym: str
    relationships: int
    claims: int
    records: Mapping[str, int]
    links: int
    changes: int
    datasets: tuple[str, ...]
    shared: tuple[str, ...]
    short: tuple[str, ...]


async def find_person(store: Reader, text: str) -> on.NamedPerson:
    """The person of an id, or of a name that one person has.

    Raises:
        PhakhiError: ``NOT_FOUND``; ``BAD_ARGUMENT`` for a name that several persons have, naming
            them; ``BAD_ID`` for the id of something else.
    """
    people = await on.PEOPLE.read(store)
    if text.startswith("person:"):
        check_id(text, _PERSON)
        same = [person for person in people if person.id == text]
    else:
        wanted = set(map(normalise, forms_of([text])))
        same = [person for person in people if wanted & _normal_names(person)]
    if len(same) == 1:
        return same[0]
    raise _several(text, same) if same else _nobody(text, people)


async def forget(store: GraphStore, person: str) -> ForgetReport:
    """Forgets the person with an id, in one transaction.

    Raises:
        PhakhiError: ``NOT_FOUND``; and what the store raises.
    """
    return await store.write(partial(_forget, person, dt.datetime.now(dt.UTC)))


async def lift(store: GraphStore, person: str) -> None:
    """Lets a person who was forgotten, and agrees again, be loaded again.

    Nothing comes back by it: the next load brings what its files state.

    Args:
        store: the store.
        person: the id, or a name, as it was then; each is lifted by itself.

    Raises:
        PhakhiError: ``NOT_FOUND``, when nobody of that id or name was forgotten.
    """
    await store.write(partial(_lift, person))


async def _lift(person: str, tx: Writer) -> None:
    await statements.TAKE_LOCK.run(tx)
    rows = await on.READ_FORGOTTEN.run(tx)
    known = rows[0].memory if rows else on.Forgotten("", [], [])
    salt = bytes.fromhex(known.salt)
    lifted = {digest(salt, person)}
    lifted |= {name_digest(salt, normalise(form)) for form in forms_of([person])}
    if lifted.isdisjoint((*known.ids, *known.names)):
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"Nobody called {cut(person)!r} was forgotten here. Only digests are kept, so give the id, "
            "or the name, as it was.",
            f"ไม่มีบุคคล {cut(person)!r} ที่ถูกลบไว้ ระบบเก็บเพียงค่าแฮช จึงต้องระบุรหัสหรือชื่อให้ตรงกับเดิม",
        )
    memory = {
        "salt": known.salt,
        "ids": [one for one in known.ids if one not in lifted],
        "names": [one for one in known.names if one not in lifted],
    }
    await on.WRITE_FORGOTTEN.run(tx, memory=memory)


async def check_forgotten(run: Run, dataset: DatasetRows) -> list[WrongRow]:
    """What a dataset states of persons who were forgotten, in the order of its rows."""
    rows = await on.READ_FORGOTTEN.through(run)
    if not rows:
        return []
    memory = _Memory(rows[0].memory)
    return [
        WrongRow(row.place.file, row.place.row, column, _EN, _TH)
        for row in chain[NodeRow | LinkRow](dataset.nodes, dataset.links)
        for column in memory.columns(row)
    ]


_EN = (
    "names a person who was forgotten at their wish (`phakhi forget`); take the person, and the "
    "words that name them, out of the file"
)
_TH = "กล่าวถึงบุคคลที่ขอให้ลบข้อมูลของตน (`phakhi forget`) ให้นำบุคคลนี้และถ้อยคำที่เอ่ยชื่อออกจากแฟ้ม"


class _Memory:
    """Tells, by digests, who was forgotten."""

    def __init__(self, forgotten: on.Forgotten) -> None:
        self._salt = bytes.fromhex(forgotten.salt)
        self._ids = set(forgotten.ids)
        self._names = set(forgotten.names)
        self._lengths = sorted({int(name.partition(":")[0]) for name in forgotten.names})

    def columns(self, row: NodeRow | LinkRow) -> Iterator[str]:
        """The columns in which a row names a forgotten person."""
        idents = (
            {"id": row.id} if isinstance(row, NodeRow) else {"from": row.source, "to": row.target}
        )
        yield from (
            column
            for column, ident in idents.items()
            if ident.startswith("person:") and digest(self._salt, ident) in self._ids
        )
        for column, value in row.values.items():
            texts = value if isinstance(value, list) else [value]
            if any(self._names_one(text) for text in texts if isinstance(text, str)):
                yield column

    def _names_one(self, text: str) -> bool:
        """Whether a name stands anywhere in a text: Thai has no spaces between words."""
        plain = normalise(text)
        return any(
            name_digest(self._salt, plain[at : at + length]) in self._names
            for length in self._lengths
            for at in range(len(plain) - length + 1)
        )


def digest(salt: bytes, text: str) -> str:
    """The salted digest of a text, hexadecimal."""
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def name_digest(salt: bytes, plain: str) -> str:
    """The digest of the normal form of a name, with its length before it."""
    return f"{len(plain)}:{digest(salt, plain)}"


async def _forget(ident: str, now: dt.datetime, tx: Writer) -> ForgetReport:
    await statements.TAKE_LOCK.run(tx)
    people = await on.PEOPLE.run(tx)
    person = next((one for one in people if one.id == ident), None)
    if person is None:
        raise _nobody(ident, people)
    others = [one for one in people if one.id != ident]
    shared = tuple(one.id for one in others if _normal_names(one) & _normal_names(person))
    forms = forms_of(_names(person))
    telling = [form for form in forms if is_telling(form)]
    memory = await _remember(tx, ident, [] if shared else telling)
    redaction = Redaction(
        telling,
        holding(telling, (name for one in others for name in _names(one))),
        ident,
        f"person:forgotten-{digest(memory, ident)[:20]}",
    )
    work = _Forgetting(tx, ChangeLog("forget", now), redaction, shared=bool(shared))
    own = await on.OWN_LINKS.run(tx, person=ident)
    claims = [
        row.id for row in await on.CLAIMS.run(tx, subjects=[ident, *(link.id for link in own)])
    ]
    await work.remove(own, claims)
    records = await work.rewrite_records(_words(own, person))
    links = await work.rewrite_links()
    changes = await work.rewrite_changes(claims)
    await forget_naming(tx, redaction.tokens)
    await work.log.write(tx)
    return ForgetReport(
        redaction.pseudonym,
        len(own),
        len(claims),
        records,
        links,
        changes,
        tuple(person.properties.get("datasets") or ()),
        shared,
        tuple(form for form in forms if form not in telling),
    )


@dataclass(frozen=True)
class _Forgetting:
    """The steps, in one transaction.

    Attributes:
        tx: the transaction.
        log: of what changes.
        redaction: what is taken out of texts.
        shared: whether somebody else has the same name.
    """

    tx: Writer
    log: ChangeLog
    redaction: Redaction
    shared: bool

    async def remove(self, own: Sequence[on.NamingLink], claims: Sequence[str]) -> None:
        """Deletes the person, its relationships, and the claims on them."""
        clean = self.redaction.text
        for link in own:
            ends = (clean(link.source), clean(link.target))
            self.log.removed(link.type, link.id, {}, ends)
        for claim in claims:
            self.log.removed("Claim", claim, {})
        self.log.removed(_PERSON, self.redaction.pseudonym, {})
        links = [StoredLink(item.id, item.type, (item.source, item.target)) for item in own]
        await delete_links(self.tx, links)
        await delete_nodes(self.tx, [*claims, self.redaction.ident])

    async def rewrite_records(self, own: frozenset[str]) -> dict[str, int]:
        """Takes names out of the texts of records; how many changed, by kind.

        A name that somebody else has, too, is taken out of ``own``: the words that are known to be
        about this person.
        """
        rows = []
        counts: dict[str, int] = {}
        for record in await on.RECORDS.run(self.tx, tokens=self.redaction.tokens):
            redaction = self._for(own=record.id in own)
            changes = {} if record.kind == _PERSON else redaction.properties(record.properties)
            if changes:
                counts[record.kind] = counts.get(record.kind, 0) + 1
                rows.append({"id": record.id, "changes": self._whole(record, changes)})
                self.log.updated(record.kind, record.id, {}, _shown(changes))
        for batch in in_batches(rows):
            await statements.CHANGE_NODES.run(self.tx, rows=list(batch))
        return counts

    async def rewrite_links(self) -> int:
        """Takes names out of the texts of relationships; how many changed."""
        redaction = self._for()
        rows = []
        for link in await on.LINKS.run(self.tx, tokens=redaction.tokens):
            changes = redaction.properties(link.properties)
            if changes:
                ends = {"source": link.source, "target": link.target}
                rows.append({"id": link.id, **ends, "changes": changes})
                self.log.updated(
                    link.type, link.id, {}, _shown(changes), (link.source, link.target)
                )
        for batch in in_batches(rows):
            await statements.CHANGE_LINKS.run(self.tx, rows=list(batch))
        return len(rows)

    async def rewrite_changes(self, claims: Sequence[str]) -> int:
        """Takes the person out of the log, whose entries stay; how many changed."""
        redaction = self._for()
        entries = await on.CHANGES.run(
            self.tx,
            person=redaction.ident,
            claims=list(claims),
            tokens=redaction.tokens,
        )
        rows = [
            {"revision": entry.revision, "changes": _rewritten(entry, redaction, set(claims))}
            for entry in entries
        ]
        for batch in in_batches(rows):
            await on.CHANGE_ENTRIES.run(self.tx, rows=list(batch))
        return len(rows)

    def _for(self, *, own: bool = False) -> Redaction:
        """What is taken out of a text, which may be known to be about the person."""
        return self.redaction.without_names() if self.shared and not own else self.redaction

    def _whole(self, record: on.NamingRecord, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The changes, with what is derived from them; words that changed have no place any more."""
        properties = {**record.properties, **changes}
        whole = {**changes, **search_fields(record.kind, properties), "updated_at": self.log.at}
        if "phrase" in changes:
            whole |= dict.fromkeys(_PLACE)
        return whole


def _rewritten(entry: on.NamingChange, redaction: Redaction, claims: set[str]) -> dict[str, object]:
    """An entry of the log without the person: the same number of records, and no values of it."""
    records = [redaction.text(record) for record in entry.records]
    ends = list(zip(entry.sources or records, entry.targets or records, strict=True))
    about = {
        record
        for record, pair in zip(entry.records, ends, strict=True)
        if redaction.ident in (record, *pair) or record in claims
    }
    return {
        "records": records,
        "sources": entry.sources and [redaction.text(item) for item in entry.sources],
        "targets": entry.targets and [redaction.text(item) for item in entry.targets],
        "before": _values(entry.before, entry.records, about, redaction),
        "after": _values(entry.after, entry.records, about, redaction),
    }


def _values(
    text: str | None, records: list[str], about: set[str], redaction: Redaction
) -> str | None:
    values = json.loads(text) if text else {}
    others = {
        record: redaction.value(values[record])
        for record in records
        if record in values and record not in about
    }
    return lines_of(others, records)


def _words(own: Iterable[on.NamingLink], person: on.NamedPerson) -> frozenset[str]:
    """Ids of the evidence that is known to be about the person, and of what it is linked to."""
    linked = {end for link in own for end in (link.source, link.target)}
    evidence = {ident for link in own for ident in link.properties.get("evidence") or ()}
    return frozenset({*linked, *evidence, *(person.properties.get("evidence") or ())})


async def _remember(tx: Writer, ident: str, forms: Sequence[str]) -> bytes:
    """Keeps the digests by which the person is known again; returns the salt."""
    rows = await on.READ_FORGOTTEN.run(tx)
    known = rows[0].memory if rows else on.Forgotten(secrets.token_hex(32), [], [])
    salt = bytes.fromhex(known.salt)
    names = [name_digest(salt, normalise(form)) for form in forms]
    memory = {
        "salt": known.salt,
        "ids": list(dict.fromkeys([*known.ids, digest(salt, ident)])),
        "names": list(dict.fromkeys([*known.names, *names])),
    }
    await on.WRITE_FORGOTTEN.run(tx, memory=memory)
    return salt


def _names(person: on.NamedPerson) -> Iterator[str]:
    """Every name that a dataset states of a person."""
    stated = [person.properties]
    stated += [json.loads(text)["values"] for text in person.properties.get(ASSERTED) or ()]
    for values in stated:
        yield from (str(values[name]) for name in _NAMES if values.get(name))


def _normal_names(person: on.NamedPerson) -> set[str]:
    return set(map(normalise, forms_of(_names(person))))


def _shown(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name != ASSERTED}


def _several(text: str, same: Sequence[on.NamedPerson]) -> PhakhiError:
    listed = ", ".join(f"{one.id} ({one.properties['name_th']})" for one in same)
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"{len(same)} persons are called {cut(text)!r}: {listed}. Give the id of the one you mean.",
        f"มี {len(same)} คนชื่อ {cut(text)!r}: {listed} ให้ระบุรหัสของคนที่ต้องการ",
    )


def _nobody(text: str, people: Sequence[on.NamedPerson]) -> PhakhiError:
    known = [one.id if text.startswith("person:") else one.properties["name_th"] for one in people]
    en, th = did_you_mean(text, known)
    return PhakhiError(
        ErrorCode.NOT_FOUND,
        f"There is no person {cut(text)!r}{en or '.'}",
        f"ไม่มีบุคคล {cut(text)!r}{th}",
    )
