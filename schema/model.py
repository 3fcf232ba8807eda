"""The node kinds of the graph, and the properties of its relationships.

Each class is one label of the graph and one type of the GraphQL schema; its annotations are its
properties (snake_case in the graph, camelCase in GraphQL). Relationships between kinds stand in
``schema/relationships.py``.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from schema.declare import (
    AccessScope,
    Kept,
    Pattern,
    Range,
    Ref,
    Searched,
    Text,
    Verbatim,
    group,
    kind,
    link,
)

AMOUNT = Annotated[float | None, Range(0), Text("Amount of money, in its currency", "จำนวนเงิน")]
CURRENCY = Annotated[
    str | None,
    Pattern("[A-Z]{3}", Text("a code of ISO 4217, such as THB", "รหัสสกุลเงิน ISO 4217 เช่น THB")),
    Text("Currency of the amount, ISO 4217, such as THB", "สกุลเงิน ตาม ISO 4217 เช่น THB"),
]
STATUS = Annotated["Term | None", Ref("work-status"), Text("How the work stands", "สถานะของงาน")]


@group(en="Everything that has an id", th="ทุกสิ่งที่มีรหัส")
class Node:
    """Root of all kinds; the ``Node`` interface of Relay."""

    id: Annotated[
        str,
        Text("Readable identifier, kind:slug, stable between loads", "รหัสที่อ่านได้ ไม่เปลี่ยนเมื่อนำเข้าซ้ำ"),
    ]


@group(
    en="A record of the graph: named, dated, with its evidence", th="ระเบียนในกราฟ มีชื่อ วันที่ และหลักฐาน"
)
class Record(Node):
    """What every domain node has."""

    name_th: Annotated[str, Text("Name in Thai", "ชื่อภาษาไทย"), Searched()]
    name_en: Annotated[str | None, Text("Name in English", "ชื่อภาษาอังกฤษ"), Searched()]
    description_th: Annotated[str | None, Text("Description in Thai", "คำอธิบายภาษาไทย")]
    description_en: Annotated[str | None, Text("Description in English", "คำอธิบายภาษาอังกฤษ")]
    synthetic: Annotated[
        bool,
        Text("True when every dataset that asserts it is synthetic (invented)", "เป็นข้อมูลสังเคราะห์"),
        Kept(),
    ]
    datasets: Annotated[
        list[Dataset], Ref(), Kept(), Text("The datasets that assert it", "ชุดข้อมูลที่ยืนยันระเบียนนี้")
    ]
    evidence: Annotated[
        list[Evidence], Ref(), Text("The words in a source that carry it", "หลักฐาน ถ้อยคำในแหล่งที่มา")
    ]
    created_at: Annotated[dt.datetime, Kept(), Text("When it was first loaded", "เวลาที่นำเข้าครั้งแรก")]
    updated_at: Annotated[dt.datetime, Kept(), Text("When it last changed", "เวลาที่เปลี่ยนล่าสุด")]


@group(
    en="Whoever raises problems, commits to good deeds and pursues goals: an agency, a network or an area",
    th="ผู้ดำเนินการ: หน่วยงาน เครือข่าย หรือพื้นที่",
)
class Actor(Record):
    """An agency, a network, or the area as a whole."""


@group(en="An organisation: an agency or a network", th="องค์กร: หน่วยงานหรือเครือข่าย")
class Organisation(Actor):
    """What linkage questions are asked about."""


@group(en="Something told, learnt or honoured", th="เรื่องที่เล่า บทเรียน หรือการยกย่อง")
class Account(Record):
    """A story, a lesson or a recognition."""

    date: Annotated[dt.date | None, Text("Its date", "วันที่")]


@kind("areas", en="A province, a district or a subdistrict", th="พื้นที่: จังหวัด อำเภอ ตำบล")
class Area(Actor):
    """An administrative area with its DOPA code."""

    aliases: Annotated[list[str], Text("Other names and abbreviations", "ชื่ออื่นและคำย่อ"), Searched()]
    level: Annotated[
        Term | None, Ref("area-level"), Text("Level of administration", "ระดับการปกครอง")
    ]
    code: Annotated[
        str | None, Text("DOPA code of 2, 4 or 6 digits", "รหัสกรมการปกครอง"), Searched()
    ]
    iso_code: Annotated[str | None, Text("ISO 3166-2 code", "รหัส ISO 3166-2")]
    region: Annotated[
        Term | None, Ref("region"), Text("Region of the country it is in", "ภาคของประเทศที่ตั้งอยู่")
    ]
    latitude: Annotated[float | None, Range(-90, 90), Text("Latitude, degrees", "ละติจูด องศา")]
    longitude: Annotated[float | None, Range(-180, 180), Text("Longitude, degrees", "ลองจิจูด องศา")]


@kind("networks", en="A partner network of an area", th="ภาคีเครือข่าย")
class Network(Organisation):
    """A network of partners; which ones exist is data, not code."""


@kind(
    "agencies",
    en="An organisation, office, school, temple, company, association or medium",
    th="หน่วยงาน",
)
class Agency(Organisation):
    """A member agency of the movement."""

    aliases: Annotated[list[str], Text("Other names and abbreviations", "ชื่ออื่นและคำย่อ"), Searched()]
    kind: Annotated[
        Term | None, Ref("agency-kind"), Text("What kind of agency it is", "ประเภทหน่วยงาน")
    ]
    website: Annotated[str | None, Text("Address of its web site", "เว็บไซต์")]
    contact: Annotated[str | None, AccessScope("contacts"), Text("How to reach it", "ช่องทางติดต่อ")]


@kind("issues", en="A shared moral issue", th="ประเด็นคุณธรรมร่วม")
class Issue(Record):
    """A concept that problems, good deeds, goals and mechanisms concern."""

    aliases: Annotated[list[str], Text("Other names", "ชื่ออื่น"), Searched()]
    definition_th: Annotated[str | None, Text("What it covers, in Thai", "คำนิยามภาษาไทย")]
    definition_en: Annotated[str | None, Text("What it covers, in English", "คำนิยามภาษาอังกฤษ")]


@kind("virtues", en="A virtue that issues cultivate", th="คุณธรรม")
class Virtue(Record):
    """A virtue, such as discipline or honesty."""


@kind("problems", en="A problem that somebody wants to solve", th="ปัญหาที่อยากแก้")
class Problem(Record):
    """A shared concept, raised by many, each in their own words."""

    aliases: Annotated[list[str], Text("Other names", "ชื่ออื่น"), Searched()]


@kind("good_deeds", en="A good deed that somebody wants to do", th="ความดีที่อยากทำ")
class GoodDeed(Record):
    """A shared concept, committed to by many, each in their own words."""

    aliases: Annotated[list[str], Text("Other names", "ชื่ออื่น"), Searched()]


@kind("goals", en="A goal with a horizon of one to three years", th="เป้าหมาย (ระยะ 1-3 ปี)")
class Goal(Record):
    """A goal, measured by indicators."""

    horizon_years: Annotated[int | None, Range(1, 3), Text("Horizon in years", "ระยะเวลา (ปี)")]
    due: Annotated[dt.date | None, Text("When it is due", "กำหนดแล้วเสร็จ")]
    baseline: Annotated[float | None, Text("Value at the start, in the indicator's unit", "ค่าฐาน")]
    target: Annotated[float | None, Text("Value aimed at, in the indicator's unit", "ค่าเป้าหมาย")]


@kind("indicators", en="What a goal is measured by", th="ตัวชี้วัด")
class Indicator(Record):
    """An indicator with its unit."""

    unit: Annotated[str | None, Text("Unit of its readings", "หน่วยวัด")]


@kind("readings", en="One dated value of an indicator", th="ค่าที่วัดได้")
class Reading(Record):
    """A value of an indicator on a day."""

    value: Annotated[float | None, Text("The value, in the indicator's unit", "ค่า")]
    date: Annotated[dt.date | None, Text("The day it was read", "วันที่วัด")]


@kind(
    "mechanisms",
    en="A way of driving: a committee, a fund, an activity, a rule, a channel",
    th="กลไก",
    validity=("starts", "ends"),
)
class Mechanism(Record):
    """How the work is driven."""

    kind: Annotated[
        Term | None, Ref("mechanism-kind"), Text("What kind of mechanism it is", "ประเภทกลไก")
    ]
    starts: Annotated[dt.date | None, Text("First day", "วันเริ่ม")]
    ends: Annotated[dt.date | None, Text("Last day", "วันสิ้นสุด")]
    status: STATUS


@kind("moral_capitals", en="What is there to build on", th="ต้นทุนคุณธรรม")
class MoralCapital(Record):
    """People, places, traditions, knowledge."""

    kind: Annotated[
        Term | None, Ref("capital-kind"), Text("What kind of capital it is", "ประเภททุน")
    ]


@kind("plans", en="A plan that work happens under", th="แผน", validity=("starts", "ends"))
class Plan(Record):
    """A plan with its years."""

    starts: Annotated[dt.date | None, Text("First day", "วันเริ่ม")]
    ends: Annotated[dt.date | None, Text("Last day", "วันสิ้นสุด")]


@kind("projects", en="A project that work happens under", th="โครงการ", validity=("starts", "ends"))
class Project(Record):
    """A project with its years."""

    starts: Annotated[dt.date | None, Text("First day", "วันเริ่ม")]
    ends: Annotated[dt.date | None, Text("Last day", "วันสิ้นสุด")]
    status: STATUS
    amount: AMOUNT
    currency: CURRENCY


@kind("events", en="A meeting or an assembly", th="การประชุม กิจกรรม")
class Event(Record):
    """Something that took place on a day."""

    kind: Annotated[
        Term | None, Ref("event-kind"), Text("What kind of event it was", "ประเภทกิจกรรม")
    ]
    date: Annotated[dt.date | None, Text("The day it began", "วันที่")]
    venue: Annotated[str | None, Text("Where it was held", "สถานที่")]
    attendees_at_least: Annotated[
        int | None, Range(0), Text("Minimum number of people who came", "ผู้เข้าร่วมอย่างน้อย (คน)")
    ]
    agencies_at_least: Annotated[
        int | None, Range(0), Text("Minimum number of agencies that came", "หน่วยงานที่เข้าร่วมอย่างน้อย")
    ]


@kind(
    "event_series",
    en="The row of events that an event belongs to",
    th="ชุดของการประชุม",
    connection="event_series_items",
)
class EventSeries(Record):
    """For example a yearly assembly."""


@kind("agenda_items", en="What an event set out to do", th="วาระ", order=("position",))
class AgendaItem(Record):
    """One purpose of an event, at network or province scope."""

    position: Annotated[int | None, Range(1), Text("Its place in the agenda, from 1", "ลำดับ")]
    scope: Annotated[Term | None, Ref("agenda-scope"), Text("Whom it is for", "ขอบเขต")]


@kind("commitments", en="What was promised at an event", th="คำมั่น")
class Commitment(Record):
    """A promise, with the day it is due."""

    due: Annotated[dt.date | None, Text("When it is due", "กำหนด")]
    status: Annotated[Term | None, Ref("commitment-status"), Text("How it stands", "สถานะ")]


@kind(
    "success_conditions",
    en="A condition that somebody named for success",
    th="เงื่อนไขความสำเร็จ",
    order=("position",),
)
class SuccessCondition(Record):
    """One person's statement: data, not a scheme."""

    position: Annotated[int | None, Range(1), Text("Its place in the row, from 1", "ลำดับ")]


@kind("identities", en="What an area says of itself", th="อัตลักษณ์")
class Identity(Record):
    """An identity professed by an area."""

    kind: Annotated[
        Term | None, Ref("identity-kind"), Text("What kind of identity it is", "ประเภท")
    ]


@kind("values", en="A value or principle that an area professes", th="ค่านิยม หลักการ")
class Value(Record):
    """A value or a principle."""

    kind: Annotated[Term | None, Ref("value-kind"), Text("What kind of value it is", "ประเภท")]


@kind("aims", en="An aim that an area professes", th="จุดมุ่งหมาย")
class Aim(Record):
    """An aim."""

    kind: Annotated[Term | None, Ref("aim-kind"), Text("What kind of aim it is", "ประเภท")]


@kind("people", en="A person; never scored or ranked", th="บุคคล")
class Person(Record):
    """Somebody whom a source names."""


@kind(
    "posts",
    en="A post, held by a person or named without one",
    th="ตำแหน่ง",
    validity=("since", "until"),
)
class Post(Record):
    """A post with its dates."""

    title: Annotated[str | None, Text("Title as written", "ชื่อตำแหน่ง")]
    since: Annotated[dt.date | None, Text("From when", "ตั้งแต่")]
    until: Annotated[dt.date | None, Text("Until when", "จนถึง")]


@kind("stories", en="A story of goodness", th="เรื่องเล่าความดี")
class Story(Account):
    """A story."""


@kind("lessons", en="A lesson drawn from the work", th="บทเรียน")
class Lesson(Account):
    """A lesson."""


@kind("recognitions", en="An honour given", th="การยกย่อง")
class Recognition(Account):
    """An appreciation or honour."""


@kind(
    "terms",
    en="One word of a vocabulary that is data",
    th="คำศัพท์",
    order=("vocabulary", "position"),
)
class Term(Record):
    """Roles, kinds, statuses and levels are terms."""

    vocabulary: Annotated[str | None, Text("The vocabulary it belongs to", "ชุดคำศัพท์")]
    position: Annotated[int | None, Range(1), Text("Its place in the vocabulary, from 1", "ลำดับ")]
    expected: Annotated[
        bool | None,
        Text("Whether a goal or mechanism is expected to have it filled", "ควรมีผู้ทำหน้าที่นี้"),
    ]


@kind("sources", en="A document that facts come from", th="แหล่งที่มา")
class Source(Record):
    """A document, known by its checksum."""

    url: Annotated[str | None, Text("Where it was published", "ที่อยู่")]
    sha256: Annotated[str | None, Text("SHA-256 of the file, hexadecimal", "ค่าตรวจสอบ SHA-256")]
    published: Annotated[dt.date | None, Text("When it was published", "วันที่เผยแพร่")]


@kind(
    "evidence",
    en="The few words of a source that carry a fact",
    th="หลักฐาน",
    connection="evidence_items",
)
class Evidence(Record):
    """A phrase, to the letter, with its place in the source."""

    phrase: Annotated[str | None, Verbatim(), Text("The words, to the letter", "ถ้อยคำตามต้นฉบับ")]
    paragraph: Annotated[
        int | None, Range(1), Text("Number of the non-empty line of the source, from 1", "ย่อหน้า")
    ]
    start: Annotated[int | None, Range(0), Text("Offset of the first code point", "ตำแหน่งเริ่ม")]
    end: Annotated[int | None, Range(0), Text("Offset after the last code point", "ตำแหน่งสิ้นสุด")]


@kind("claims", en="A value that differs from the one shown", th="ข้อมูลที่ขัดแย้ง")
class Claim(Record):
    """What another dataset says of a property of a record."""

    property: Annotated[
        str | None, Kept(), Text("The property it differs on, in camelCase", "คุณสมบัติ")
    ]
    value: Annotated[
        str | None,
        Kept(),
        Text("The value that is not shown, as JSON; null where reading it needs a scope", "ค่าที่ต่าง"),
    ]


@kind("datasets", en="One load: where records came from", th="ชุดข้อมูล")
class Dataset(Record):
    """A dataset; its records are synthetic when it is."""

    version: Annotated[str | None, Text("Version that its keeper gave it", "รุ่น")]
    checksum: Annotated[str | None, Kept(), Text("SHA-256 over its files", "ค่าตรวจสอบ")]
    loaded_at: Annotated[dt.datetime | None, Kept(), Text("When it was last loaded", "เวลาที่นำเข้า")]
    licence: Annotated[str | None, Text("Licence of its contents", "สัญญาอนุญาต")]
    precedence: Annotated[int | None, Text("The higher one's value is shown", "ลำดับความสำคัญ")]


@link(en="A relationship: dated, with its evidence", th="ความสัมพันธ์")
class Link:
    """What every relationship has."""

    id: Annotated[str, Kept(), Text("Identifier, derived from type, ends and key", "รหัสความสัมพันธ์")]
    since: Annotated[dt.date | None, Text("From when; null means always", "ตั้งแต่")]
    until: Annotated[dt.date | None, Text("Until when; null means still", "จนถึง")]
    note: Annotated[str | None, Text("A remark", "หมายเหตุ")]
    synthetic: Annotated[
        bool, Kept(), Text("True when all its datasets are synthetic", "เป็นข้อมูลสังเคราะห์")
    ]
    datasets: Annotated[list[Dataset], Ref(), Kept(), Text("The datasets that assert it", "ชุดข้อมูล")]
    evidence: Annotated[list[Evidence], Ref(), Text("The words that carry it", "หลักฐาน")]


@link(en="Membership of a network", th="การเป็นสมาชิก")
class Membership(Link):
    """An agency in a network."""

    role: Annotated[Term | None, Ref("member-role"), Text("Role in the network", "บทบาทในเครือข่าย")]


@link(en="Something said in one's own words", th="ถ้อยคำของผู้เสนอ")
class Worded(Link):
    """A shared concept, in the words of whoever brought it."""

    wording: Annotated[str | None, Text("The raiser's own words", "ถ้อยคำเดิม")]


@link(en="Taking part in common work", th="การมีส่วนร่วม")
class Participation(Link):
    """An agency in a goal, mechanism or project."""

    role: Annotated[Term | None, Ref("role"), Text("Cooperation role", "บทบาทความร่วมมือ")]
    amount: AMOUNT
    currency: CURRENCY


@link(en="A tie between two agencies", th="ความร่วมมือระหว่างหน่วยงาน")
class Tie(Link):
    """Two agencies that work together, and how much, where a source weighs it."""

    weight: Annotated[
        float | None,
        Range(0),
        Text("How strong it is, on its source's scale", "น้ำหนักตามที่แหล่งที่มาให้"),
    ]
    kind: Annotated[
        str | None, Text("What kind of tie it is, in its source's word", "ประเภทความร่วมมือ")
    ]


@link(en="How strongly an organisation is concerned with an issue", th="ความเกี่ยวข้องกับประเด็น")
class Focus(Link):
    """Derived: every way from an organisation to an issue, folded into one relationship."""

    count: Annotated[int, Kept(), Text("Number of ways that lead there", "จำนวนเส้นทาง")]
