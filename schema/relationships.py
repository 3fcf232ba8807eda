"""The relationships of the graph, in one table.

A row reads: type, from, to, the field's name at either end, and the sentence that it states. The
columns after that are for the few rows that differ: properties of their own, the properties that
tell two relationships of the same ends apart (``key``), an end that has only one (``one``), and so
on. A type may have several rows when its ends go by different names.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema import model as m
from schema.declare import Text


@dataclass(frozen=True, slots=True)
class Union:
    """A named choice of kinds that have nothing in common but being records."""

    name: str
    members: tuple[type[m.Record], ...]
    text: Text


End = type[m.Record] | Union
LinkClass = type[m.Link]


@dataclass(frozen=True, slots=True)
class Relationship:
    """One row of the table.

    Args:
        type: relationship type in the graph.
        source: the kind, group or union that it starts from.
        target: the kind, group or union that it leads to.
        out: snake_case name of the field at the source.
        back: snake_case name of the field at the target.
        text: the sentence it states.
        properties: the class of its properties.
        key: properties that, beside type and ends, make it the one it is.
        one: whether the source has at most one; its field is then the node itself.
        symmetric: stored once, smaller id first, and read in both directions.
        derived: kept by the write path; a seed file cannot state it.
        transitive: how many steps ``inside`` follows it upwards; 0 where that means nothing.
    """

    type: str
    source: End
    target: End
    out: str
    back: str
    text: Text
    properties: LinkClass = m.Link
    key: tuple[str, ...] = ("since",)
    one: bool = False
    symmetric: bool = False
    derived: bool = False
    transitive: int = 0


SUBJECT = Union(
    "Subject",
    (m.Agency, m.GoodDeed, m.Mechanism, m.Event),
    Text("What a story, lesson or recognition is about", "สิ่งที่เรื่องเล่ากล่าวถึง"),
)
PROMISED = Union(
    "CommitmentPurpose",
    (m.Goal, m.Mechanism, m.GoodDeed),
    Text("What a commitment works towards", "สิ่งที่คำมั่นมุ่งไปสู่"),
)
FOLLOW_UP = Union(
    "FollowUp",
    (m.Event, m.Mechanism, m.Goal, m.GoodDeed, m.Reading),
    Text("What followed up a commitment", "สิ่งที่สานต่อคำมั่น"),
)
FULFILMENT = Union(
    "Fulfilment",
    (m.Mechanism, m.Goal, m.Event, m.Post, m.Agency, m.Story, m.Lesson, m.Recognition),
    Text("What fulfils a condition of success", "สิ่งที่ทำให้เงื่อนไขความสำเร็จเป็นจริง"),
)
NAMER = Union(
    "ConditionNamer",
    (m.Event, m.Area, m.Plan),
    Text("What names a condition of success", "ผู้กล่าวถึงเงื่อนไข"),
)
ADDRESSER = Union(
    "Addresser", (m.Goal, m.Mechanism), Text("What addresses a problem", "สิ่งที่มุ่งแก้ปัญหา")
)
ENABLED = Union(
    "Enabled",
    (m.Mechanism, m.GoodDeed),
    Text("What moral capital enables", "สิ่งที่ต้นทุนคุณธรรมเอื้อให้เกิด"),
)
CONTRIBUTED = Union(
    "Contributed", (m.Goal, m.Aim, m.Plan), Text("What a goal contributes to", "สิ่งที่เป้าหมายหนุนเสริม")
)
CONCERNED = Union(
    "Concerned",
    (m.Problem, m.GoodDeed, m.Goal, m.Mechanism, m.Project, m.Event, m.MoralCapital),
    Text("What concerns an issue", "สิ่งที่เกี่ยวกับประเด็น"),
)
COMMON_WORK = Union(
    "CommonWork",
    (m.Goal, m.Mechanism, m.Project),
    Text("What agencies take part in together", "งานที่ทำร่วมกัน"),
)
WORKS = (*COMMON_WORK.members, m.Event)
"""Kinds of work: whoever takes part in one is concerned with its issues, and active in its areas."""
POST_PLACE = Union(
    "PostPlace", (m.Agency, m.Network, m.Area), Text("Where a post is", "สังกัดของตำแหน่ง")
)
FRAME = Union("Frame", (m.Plan, m.Project), Text("The frame that work happens under", "กรอบงาน"))
FRAMED = Union("Framed", (m.Event, m.Project), Text("Work under a plan or project", "งานภายใต้กรอบ"))
PROFESSION = Union(
    "Profession",
    (m.Identity, m.Value, m.Aim),
    Text("What an area professes: identity, value or aim", "อัตลักษณ์ ค่านิยม หรือจุดมุ่งหมายของพื้นที่"),
)


def _in_area(source: End, back: str, en: str, th: str) -> Relationship:
    return Relationship("IN_AREA", source, m.Area, "areas", back, Text(en, th))


RELATIONSHIPS: tuple[Relationship, ...] = (
    Relationship(
        "MEMBER_OF",
        m.Agency,
        m.Network,
        "networks",
        "agencies",
        Text("An agency is a member of a network", "หน่วยงานเป็นสมาชิกเครือข่าย"),
        properties=m.Membership,
        key=("role", "since"),
    ),
    Relationship(
        "PART_OF",
        m.Network,
        m.Area,
        "area",
        "networks",
        Text("A network is of an area", "เครือข่ายของพื้นที่"),
        one=True,
    ),
    Relationship(
        "WITHIN",
        m.Area,
        m.Area,
        "within",
        "contains",
        Text("An area lies within a larger one", "พื้นที่อยู่ภายในพื้นที่ที่ใหญ่กว่า"),
        one=True,
        transitive=3,
    ),
    Relationship(
        "BASED_IN",
        m.Agency,
        m.Area,
        "based_in",
        "agencies_based",
        Text("An agency has its seat in an area", "หน่วยงานตั้งอยู่ในพื้นที่"),
    ),
    _in_area(m.Agency, "agencies_working", "An agency works in an area", "หน่วยงานทำงานในพื้นที่"),
    _in_area(m.Problem, "problems_found", "A problem occurs in an area", "ปัญหาเกิดในพื้นที่"),
    _in_area(m.GoodDeed, "good_deeds_done", "A good deed is done in an area", "ความดีที่ทำในพื้นที่"),
    _in_area(m.Goal, "goals_placed", "A goal is for an area", "เป้าหมายของพื้นที่"),
    _in_area(m.Mechanism, "mechanisms_working", "A mechanism works in an area", "กลไกทำงานในพื้นที่"),
    _in_area(
        m.MoralCapital,
        "moral_capitals_found",
        "Moral capital is found in an area",
        "ต้นทุนคุณธรรมอยู่ในพื้นที่",
    ),
    _in_area(m.Project, "projects_working", "A project works in an area", "โครงการทำงานในพื้นที่"),
    _in_area(
        m.Event,
        "events_for",
        "An event is for an area, wherever it was held",
        "การประชุมหรือกิจกรรมเพื่อพื้นที่ ไม่ว่าจัดที่ใด",
    ),
    Relationship(
        "RAISES",
        m.Actor,
        m.Problem,
        "problems",
        "raised_by",
        Text("An agency, network or area raises a problem", "ผู้ยกปัญหาที่อยากแก้"),
        properties=m.Worded,
    ),
    Relationship(
        "COMMITS_TO",
        m.Actor,
        m.GoodDeed,
        "good_deeds",
        "committed_by",
        Text("An agency, network or area commits to a good deed", "ผู้ตั้งใจทำความดี"),
        properties=m.Worded,
    ),
    Relationship(
        "PURSUES",
        m.Actor,
        m.Goal,
        "goals",
        "pursued_by",
        Text("An agency, network or area pursues a goal", "ผู้มุ่งสู่เป้าหมาย"),
    ),
    Relationship(
        "OPERATES",
        m.Actor,
        m.Mechanism,
        "mechanisms",
        "operated_by",
        Text("An agency, network or area operates a mechanism", "ผู้ดำเนินกลไก"),
    ),
    Relationship(
        "HOLDS",
        m.Actor,
        m.MoralCapital,
        "moral_capitals",
        "held_by",
        Text("An agency, network or area holds moral capital", "ผู้มีต้นทุนคุณธรรม"),
    ),
    Relationship(
        "ADOPTS",
        m.Actor,
        m.Issue,
        "issues",
        "adopted_by",
        Text("An agency, network or area adopts a shared moral issue", "ผู้รับประเด็นคุณธรรมร่วม"),
    ),
    Relationship(
        "CONCERNS",
        CONCERNED,
        m.Issue,
        "issues",
        "concerned",
        Text(
            "A problem, good deed, goal, mechanism, project, event or moral capital concerns an issue",
            "เกี่ยวกับประเด็นคุณธรรม",
        ),
    ),
    Relationship(
        "BROADER",
        m.Issue,
        m.Issue,
        "broader",
        "narrower",
        Text("An issue is part of a broader one", "ประเด็นเป็นส่วนของประเด็นที่กว้างกว่า"),
        transitive=5,
    ),
    Relationship(
        "CULTIVATES",
        m.Issue,
        m.Virtue,
        "virtues",
        "issues",
        Text("An issue cultivates a virtue", "ประเด็นบ่มเพาะคุณธรรม"),
    ),
    Relationship(
        "PROMOTES",
        m.Plan,
        m.Virtue,
        "virtues",
        "promoted_by",
        Text("A plan promotes a virtue", "แผนส่งเสริมคุณธรรม"),
    ),
    Relationship(
        "ANSWERS",
        m.GoodDeed,
        m.Problem,
        "answers",
        "answered_by",
        Text("A good deed answers a problem", "ความดีที่ตอบปัญหา"),
    ),
    Relationship(
        "ADDRESSES",
        ADDRESSER,
        m.Problem,
        "addresses",
        "addressed_by",
        Text("A goal or mechanism addresses a problem", "เป้าหมายหรือกลไกมุ่งแก้ปัญหา"),
    ),
    Relationship(
        "SERVES",
        m.Mechanism,
        m.Goal,
        "serves",
        "served_by",
        Text("A mechanism serves a goal", "กลไกรองรับเป้าหมาย"),
    ),
    Relationship(
        "ENABLES",
        m.MoralCapital,
        ENABLED,
        "enables",
        "enabled_by",
        Text("Moral capital enables a mechanism or a good deed", "ต้นทุนคุณธรรมเอื้อให้เกิดกลไกหรือความดี"),
    ),
    Relationship(
        "CONTRIBUTES_TO",
        m.Goal,
        CONTRIBUTED,
        "contributes_to",
        "contributions",
        Text("A goal contributes to a goal, an aim or a plan", "เป้าหมายหนุนเสริม"),
    ),
    Relationship(
        "MEASURED_BY",
        m.Goal,
        m.Indicator,
        "indicators",
        "goals",
        Text("A goal is measured by an indicator", "เป้าหมายวัดด้วยตัวชี้วัด"),
    ),
    Relationship(
        "OF",
        m.Reading,
        m.Indicator,
        "indicator",
        "readings",
        Text("A reading is of an indicator", "ค่าที่วัดของตัวชี้วัด"),
        one=True,
    ),
    Relationship(
        "COLLABORATES_WITH",
        m.Agency,
        m.Agency,
        "collaborates_with",
        "collaborates_with",
        Text("Two agencies work together", "หน่วยงานทำงานร่วมกัน"),
        properties=m.Tie,
        key=("since", "kind"),
        symmetric=True,
    ),
    Relationship(
        "TAKES_PART_IN",
        m.Agency,
        COMMON_WORK,
        "takes_part_in",
        "participants",
        Text("An agency takes part in a goal, mechanism or project", "หน่วยงานมีส่วนร่วมในงาน"),
        properties=m.Participation,
        key=("role", "since"),
    ),
    Relationship(
        "SEEKS_LINK_WITH",
        m.Organisation,
        m.Agency,
        "seeks_link_with",
        "sought_by",
        Text("It wants to link with an agency", "อยากเชื่อมโยงกับหน่วยงาน"),
    ),
    Relationship(
        "ATTENDED",
        m.Organisation,
        m.Event,
        "events_attended",
        "attended_by",
        Text("An agency or network attended an event", "องค์กรที่เข้าร่วม"),
    ),
    Relationship(
        "ATTENDED",
        m.Person,
        m.Event,
        "events_attended",
        "people_present",
        Text("A person attended an event", "บุคคลที่เข้าร่วม"),
    ),
    Relationship(
        "HELD_IN",
        m.Event,
        m.Area,
        "held_in",
        "events_held",
        Text("An event was held in an area", "จัดในพื้นที่"),
    ),
    Relationship(
        "IN_SERIES",
        m.Event,
        m.EventSeries,
        "series",
        "events",
        Text("An event belongs to a series", "อยู่ในชุดการประชุม"),
        one=True,
    ),
    Relationship(
        "HAS_ITEM",
        m.Event,
        m.AgendaItem,
        "agenda",
        "events",
        Text("An event has an item on its agenda", "มีวาระ"),
    ),
    Relationship(
        "UNDER",
        FRAMED,
        FRAME,
        "under",
        "covers",
        Text("An event or project is under a plan or project", "อยู่ภายใต้แผนหรือโครงการ"),
    ),
    Relationship(
        "MADE_AT",
        m.Commitment,
        m.Event,
        "made_at",
        "commitments",
        Text("A commitment was made at an event", "คำมั่นให้ไว้ในการประชุม"),
        one=True,
    ),
    Relationship(
        "PROMISED",
        m.Organisation,
        m.Commitment,
        "commitments",
        "promised_by",
        Text("An agency or network promised a commitment", "ผู้ให้คำมั่น"),
    ),
    Relationship(
        "TOWARDS",
        m.Commitment,
        PROMISED,
        "towards",
        "commitments",
        Text("A commitment works towards a goal, mechanism or good deed", "คำมั่นมุ่งไปสู่"),
    ),
    Relationship(
        "FOLLOWS_UP",
        FOLLOW_UP,
        m.Commitment,
        "follows_up",
        "followed_up_by",
        Text("Something followed up a commitment", "การสานต่อคำมั่น"),
    ),
    Relationship(
        "FILLS",
        m.Person,
        m.Post,
        "posts",
        "held_by",
        Text("A person fills a post", "ผู้ดำรงตำแหน่ง"),
    ),
    Relationship(
        "AT",
        m.Post,
        POST_PLACE,
        "at",
        "posts",
        Text("A post is at an agency, in a network or of an area", "ตำแหน่งสังกัด"),
    ),
    Relationship(
        "NAMES",
        NAMER,
        m.SuccessCondition,
        "success_conditions",
        "named_by",
        Text("An event, area or plan names a condition of success", "กล่าวถึงเงื่อนไขความสำเร็จ"),
    ),
    Relationship(
        "FULFILS",
        FULFILMENT,
        m.SuccessCondition,
        "fulfils",
        "fulfilled_by",
        Text("Something fulfils a condition of success", "ทำให้เงื่อนไขความสำเร็จเป็นจริง"),
    ),
    Relationship(
        "PROFESSES",
        m.Area,
        PROFESSION,
        "professes",
        "professed_by",
        Text("An area professes an identity, a value or an aim", "พื้นที่ยึดถือ"),
    ),
    Relationship(
        "ABOUT",
        m.Account,
        SUBJECT,
        "about",
        "accounts",
        Text("A story, lesson or recognition is about something", "เรื่องเล่ากล่าวถึง"),
    ),
    Relationship(
        "DISPUTES",
        m.Claim,
        m.Record,
        "about",
        "claims",
        Text("A claim differs from what a record shows", "ข้อมูลที่ขัดแย้งกับระเบียน"),
        one=True,
    ),
    Relationship(
        "FROM",
        m.Evidence,
        m.Source,
        "source",
        "passages",
        Text("Evidence comes from a source", "หลักฐานจากแหล่งที่มา"),
        one=True,
    ),
    Relationship(
        "SAID_BY",
        m.Evidence,
        m.Person,
        "said_by",
        "sayings",
        Text("Words were said by a person", "ผู้กล่าว"),
        one=True,
    ),
    Relationship(
        "WRITTEN_BY",
        m.Source,
        m.Person,
        "written_by",
        "writings",
        Text("A source was written by a person", "ผู้เขียน"),
    ),
    Relationship(
        "FOCUSES_ON",
        m.Organisation,
        m.Issue,
        "focuses_on",
        "focused_on_by",
        Text(
            "An organisation is concerned with an issue, in any way (derived)",
            "องค์กรเกี่ยวข้องกับประเด็น (คำนวณ)",
        ),
        properties=m.Focus,
        key=(),
        derived=True,
    ),
)
