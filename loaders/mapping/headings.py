"""What the headings and words of tables that others made usually mean, in Thai, English and HXL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schema.text import normalise


@dataclass(frozen=True, slots=True)
class HeadingSlot:
    """A place in a mapping that a column may belong to.

    Attributes:
        record: what the draft calls the record, or ``work``, ``tie`` and ``row`` for what is decided later.
        field: its name, its key, or a property.
        headings: what may stand above the column.
        tags: HXL tags that it may have, with the attributes that they must have.
    """

    record: str
    field: str
    headings: tuple[str, ...]
    tags: tuple[str, ...] = ()


KINDS: Mapping[str, str] = {
    "agency": "Agency",
    "funder": "Agency",
    "recipient": "Agency",
    "source": "Agency",
    "target": "Agency",
    "project": "Project",
    "network": "Network",
    "person": "Person",
    "post": "Post",
    "issue": "Issue",
    "area": "Area",
}
"""Kinds of the records of a draft."""

SLOTS = (
    HeadingSlot("source", "name", ("source", "from", "source name", "node 1", "ต้นทาง", "จาก", "หน่วยงานต้นทาง")),
    HeadingSlot("target", "name", ("target", "to", "target name", "node 2", "ปลายทาง", "ถึง", "ไปยัง", "หน่วยงานปลายทาง")),
    HeadingSlot("tie", "weight", ("weight", "strength", "น้ำหนัก", "ความเข้ม", "จำนวนครั้ง", "times")),
    HeadingSlot("tie", "kind", ("kind", "type", "relation", "relationship", "ประเภท", "ความสัมพันธ์", "ประเภทความสัมพันธ์", "ลักษณะความร่วมมือ")),
    HeadingSlot("funder", "name", ("funder", "donor", "funding organisation", "funding organization", "funding org:0:name", "funding agency", "ผู้ให้ทุน", "แหล่งทุน", "หน่วยงานให้ทุน", "เจ้าของงบประมาณ"), ("#org+funder", "#org+funding", "#org+donor")),
    HeadingSlot("recipient", "name", ("recipient", "grantee", "recipient organisation", "recipient organization", "recipient org:0:name", "ผู้รับทุน", "หน่วยงานรับทุน", "ผู้รับงบประมาณ"), ("#org+recipient", "#org+grantee", "#beneficiary+org")),
    HeadingSlot("agency", "name", ("agency", "organisation", "organization", "org", "organisation name", "organization name", "partner", "implementing partner", "implementing organisation", "implementing organization", "who", "lead organisation", "member", "หน่วยงาน", "ชื่อหน่วยงาน", "องค์กร", "ชื่อองค์กร", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "หน่วยงานดำเนินการ", "ผู้ดำเนินการ", "สังกัด", "สมาชิก", "ภาคี"), ("#org+impl", "#org+prog", "#org+partner", "#org+lead", "#org+name", "#org")),
    HeadingSlot("agency", "aliases", ("abbreviation", "acronym", "short name", "ชื่อย่อ", "อักษรย่อ", "คำย่อ", "ตัวย่อ"), ("#org+acronym", "#org+abbr")),
    HeadingSlot("agency", "website", ("website", "web site", "url", "เว็บไซต์"), ("#org+url",)),
    HeadingSlot("project", "name", ("project", "project name", "project title", "activity", "activity name", "what", "grant title", "title", "โครงการ", "ชื่อโครงการ", "กิจกรรม", "ชื่อกิจกรรม", "โครงการ/กิจกรรม", "โครงการ / กิจกรรม"), ("#activity+project", "#activity+name", "#activity")),
    HeadingSlot("project", "description", ("description", "project description", "รายละเอียด", "คำอธิบาย", "วัตถุประสงค์"), ("#description", "#activity+description")),
    HeadingSlot("project", "status", ("status", "project status", "activity status", "สถานะ", "สถานะโครงการ", "สถานะการดำเนินงาน", "ความก้าวหน้า"), ("#status",)),
    HeadingSlot("work", "amount", ("amount", "amount awarded", "budget", "value", "grant amount", "งบประมาณ", "จำนวนเงิน", "วงเงิน", "วงเงินงบประมาณ", "งบ"), ("#value", "#value+amount", "#value+budget")),
    HeadingSlot("work", "currency", ("currency", "สกุลเงิน"), ("#currency", "#value+currency")),
    HeadingSlot("row", "starts", ("start", "starts", "start date", "from date", "since", "begin", "date", "award date", "planned dates:0:start date", "วันเริ่ม", "วันที่เริ่ม", "เริ่ม", "วันเริ่มต้น", "วันที่เริ่มต้น", "เริ่มต้น", "ตั้งแต่", "วันที่เข้าร่วม", "วันที่"), ("#date+start", "#date")),
    HeadingSlot("row", "ends", ("end", "ends", "end date", "to date", "until", "finish", "planned dates:0:end date", "วันสิ้นสุด", "วันที่สิ้นสุด", "สิ้นสุด", "วันเสร็จ", "ถึงวันที่", "จนถึง"), ("#date+end",)),
    HeadingSlot("row", "year", ("year", "fiscal year", "ปี", "ปีงบประมาณ", "ปี พ.ศ.", "พ.ศ."), ("#date+year",)),
    HeadingSlot("issue", "name", ("issue", "sector", "cluster", "theme", "thematic area", "ประเด็น", "ประเด็นงาน", "ประเด็นคุณธรรม", "ด้าน", "สาขา", "ภาคส่วน"), ("#sector", "#sector+cluster")),
    HeadingSlot("area", "name", ("district", "amphoe", "adm2", "admin2", "location", "area", "where", "อำเภอ", "เขต", "พื้นที่", "พื้นที่ดำเนินการ"), ("#adm2+name", "#adm2", "#loc+name", "#loc", "#adm2+code")),
    HeadingSlot("area", "within", ("province", "adm1", "admin1", "changwat", "จังหวัด"), ("#adm1+name", "#adm1", "#adm1+code")),
    HeadingSlot("network", "name", ("network", "ภาคีเครือข่าย", "เครือข่าย", "ชื่อเครือข่าย"), ("#group",)),
    HeadingSlot("person", "name", ("full name", "person", "member name", "contact person", "ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อ - สกุล", "ชื่อ - นามสกุล", "ชื่อ สกุล", "ชื่อ นามสกุล", "ชื่อและนามสกุล"), ("#contact+name",)),
    HeadingSlot("person", "first", ("name", "first name", "given name", "ชื่อ", "รายชื่อ", "รายชื่อสมาชิก")),
    HeadingSlot("person", "last", ("surname", "last name", "family name", "นามสกุล", "สกุล")),
    HeadingSlot("person", "title", ("prefix", "rank", "คำนำหน้า", "คำนำหน้าชื่อ", "ยศ", "คำนำหน้านาม")),
    HeadingSlot("row", "role", ("role", "role in project", "position", "บทบาท", "หน้าที่", "ตำแหน่ง", "บทบาทหน้าที่", "บทบาทในโครงการ", "ตำแหน่งในเครือข่าย"), ("#org+role",)),
    HeadingSlot("row", "note", ("note", "notes", "remark", "remarks", "comment", "หมายเหตุ"), ("#meta+comment",)),
    HeadingSlot("row", "evidence", ("evidence", "quote", "ข้อความ", "หลักฐาน")),
    HeadingSlot("row", "source", ("data source", "reference", "แหล่งที่มา", "ที่มา", "แหล่งข้อมูล", "อ้างอิง"), ("#meta+source",)),
    HeadingSlot("row", "key", ("id", "code", "รหัส", "key", "grant id", "identifier")),
    HeadingSlot("row", "label", ("label",)),
    HeadingSlot("row", "class", ("node type", "entity type", "class", "ประเภทโหนด")),
)  # fmt: skip
"""The first that fits counts."""

TITLES = ("ว่าที่", "นาย", "นาง", "น.ส.", "ดร.", "ผศ.", "รศ.", "พระ", "mr", "mrs", "ms", "dr")
"""What names of persons begin with."""

SUMS = frozenset(
    map(normalise, ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "total", "grand total", "sum"))
)
"""What rows begin with that are no data."""

CURRENCIES = {
    "บาท": "THB",
    "฿": "THB",
    "thb": "THB",
    "baht": "THB",
    "usd": "USD",
    "$": "USD",
    "eur": "EUR",
    "€": "EUR",
}
"""Currencies by what stands beside an amount or in its heading."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "work-status": {
        "stopped": ("ยกเลิก", "ยุติ", "ไม่ดำเนินการ", "stopped", "cancel", "terminat", "abandon"),
        "paused": ("ชะลอ", "หยุดชั่วคราว", "พัก", "on hold", "suspend", "paus", "postpone", "เลื่อน"),
        "planned": (
            "วางแผน",
            "แผน",
            "ยังไม่เริ่ม",
            "ยังไม่ดำเนินการ",
            "รอดำเนินการ",
            "เตรียม",
            "plan",
            "pipeline",
            "not started",
            "upcoming",
        ),
        "ongoing": (
            "กำลังดำเนิน",
            "อยู่ระหว่าง",
            "ดำเนินการอยู่",
            "ongoing",
            "on-going",
            "in progress",
            "active",
            "implement",
        ),
        "completed": (
            "เสร็จ",
            "สิ้นสุด",
            "ปิดโครงการ",
            "ดำเนินการแล้ว",
            "complete",
            "closed",
            "done",
            "finish",
        ),
    },
    "role": {
        "funds": ("ทุน", "งบ", "fund", "donor"),
        "evaluates": ("ประเมิน", "ติดตาม", "evaluat", "monitor"),
        "leads": ("เจ้าภาพ", "หลัก", "หัวหน้า", "รับผิดชอบ", "lead", "implement", "owner", "coordinat"),
        "supports": ("ร่วม", "สนับสนุน", "ภาคี", "support", "partner", "collaborat", "co-"),
    },
    "member-role": {
        "chair": ("ประธาน", "chair", "president"),
        "coordinator": ("ประสาน", "coordinat"),
        "secretariat": ("เลขา", "secretar"),
        "member": ("สมาชิก", "กรรมการ", "member"),
    },
}
"""What words of tables begin with or hold, by vocabulary and term; the first that fits counts."""

NODE_KINDS = {
    "Agency": ("agency", "organisation", "organization", "org", "หน่วยงาน", "องค์กร"),
    "Person": ("person", "people", "บุคคล", "คน"),
    "Project": ("project", "activity", "โครงการ", "กิจกรรม"),
    "Network": ("network", "เครือข่าย"),
    "Issue": ("issue", "sector", "topic", "ประเด็น"),
    "Area": ("area", "location", "district", "พื้นที่", "อำเภอ"),
}
"""Kinds by the words that networks have for the sorts of their nodes."""

TIES: Mapping[tuple[str, str], str] = {
    ("Agency", "Project"): "TAKES_PART_IN",
    ("Agency", "Network"): "MEMBER_OF",
    ("Agency", "Issue"): "ADOPTS",
    ("Project", "Issue"): "CONCERNS",
    ("Agency", "Area"): "IN_AREA",
    ("Project", "Area"): "IN_AREA",
    ("Network", "Area"): "PART_OF",
}
"""What an edge of a network states, by the kinds of its nodes."""

_BY_HEADING = {normalise(text): slot for slot in reversed(SLOTS) for text in slot.headings}


def slot_of(heading: str, tag: str) -> HeadingSlot | None:
    """The place that a column belongs to, by its tag or else its heading."""
    return (_by_tag(tag) if tag else None) or _by_heading(heading)


def _by_heading(heading: str) -> HeadingSlot | None:
    heading = heading.replace("_", " ")
    plain = normalise(heading)
    bare = normalise(heading.partition("(")[0])
    return _BY_HEADING.get(plain) or _BY_HEADING.get(bare)


def _by_tag(tag: str) -> HeadingSlot | None:
    base, *attributes = tag.lower().split("+")
    fitting = [
        (len(wanted), slot)
        for slot in SLOTS
        for known in slot.tags
        for name, *wanted in (known.split("+"),)
        if name == base and set(wanted) <= set(attributes)
    ]
    return max(fitting, key=lambda item: item[0])[1] if fitting else None


def term_of(word: str, vocabulary: str) -> str | None:
    """The term that a word of a table probably means."""
    plain = word.strip().lower()
    for term, beginnings in WORDS[vocabulary].items():
        if plain == term or any(beginning in plain for beginning in beginnings):
            return term
    return None


def kind_of_nodes(word: str) -> str | None:
    """The kind that a network means by the sort of a node."""
    plain = word.strip().lower()
    return next((kind for kind, words in NODE_KINDS.items() if plain in words), None)


def currency_in(texts: Iterable[str]) -> str | None:
    """The currency that texts name, if they name one."""
    named = {code for text in texts for word, code in CURRENCIES.items() if word in text.lower()}
    return named.pop() if len(named) == 1 else None
