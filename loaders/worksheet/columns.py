"""The columns of the worksheet: what each is called, and what it states in terms of the declaration.

The template, its help, the reader, the XLSForm and ``docs/worksheets.md`` are made from this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from schema.declare import Text


class Making(Enum):
    """What happens to a name that nothing has yet."""

    MADE = "made"
    """A new record gets the name."""

    KNOWN = "known"
    """It is refused: only what the graph has can stand here."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the worksheet.

    Attributes:
        key: its name for programs, and in the XLSForm.
        heading: what stands in the first row.
        help: what to write below it.
        example: what the template's example row has there.
        kind: the kind of record that its names are of; empty for a plain value.
        link: type of the relationship from the row's agency or network to them.
        values: properties that a new record has, as files state them.
        vocabulary: for terms, their vocabulary.
        many: whether a cell may hold several values.
        making: what happens to a new name.
        alike: whether a new name that is nearly another's is questioned.
        listed: whether the template has a drop-down of what there is.
        local: whether the same name in another province is another record.
        also: other headings that people give it.
    """

    key: str
    heading: Text
    help: Text
    example: Text
    kind: str = ""
    link: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    many: bool = False
    making: Making = Making.MADE
    alike: bool = False
    listed: bool = False
    local: bool = True
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "agency",
        Text("Agency", "หน่วยงาน"),
        Text(
            "Who brings what stands in this row. Leave it empty when the network as a whole does.",
            "ผู้เสนอสิ่งที่อยู่ในแถวนี้ เว้นว่างเมื่อเป็นข้อเสนอของทั้งเครือข่าย",
        ),
        Text("Example: Ban Dung Cultural Council", "ตัวอย่าง: สภาวัฒนธรรมอำเภอบ้านดุง"),
        kind="Agency",
        alike=True,
        also=("องค์กร", "ชื่อหน่วยงาน", "organisation", "organization"),
    ),
    Column(
        "aliases",
        Text("Abbreviations and other names", "ชื่อย่อหรือชื่ออื่น"),
        Text("Other names of the agency.", "ชื่ออื่นของหน่วยงาน"),
        Text("BDCC", "สวอ.บ้านดุง"),
        many=True,
        also=("ชื่อย่อ", "คำย่อ", "ชื่ออื่น", "abbreviation", "aliases"),
    ),
    Column(
        "network",
        Text("Network", "เครือข่าย"),
        Text("The partner network that the agency belongs to.", "ภาคีเครือข่ายที่หน่วยงานเป็นสมาชิก"),
        Text("Government-sector network", "เครือข่ายภาครัฐ"),
        kind="Network",
        link="MEMBER_OF",
        many=True,
        alike=True,
        listed=True,
        also=("ภาคีเครือข่าย",),
    ),
    Column(
        "district",
        Text("District", "อำเภอ"),
        Text(
            "Where it works, and where what stands in this row is or happens: a district or a province.",
            "อำเภอหรือจังหวัดที่ทำงาน และที่ที่สิ่งในแถวนี้อยู่หรือเกิดขึ้น",
        ),
        Text("Ban Dung", "บ้านดุง"),
        kind="Area",
        link="IN_AREA",
        many=True,
        making=Making.KNOWN,
        listed=True,
        also=("พื้นที่", "area"),
    ),
    Column(
        "issue",
        Text("Shared issue", "ประเด็นคุณธรรมร่วม"),
        Text(
            "What it is about, in a few words that several share.",
            "เรื่องนี้อยู่ในประเด็นใด ใช้คำร่วมกันหลายหน่วยงาน",
        ),
        Text("Volunteering", "จิตอาสา"),
        kind="Issue",
        many=True,
        alike=True,
        listed=True,
        local=False,
        also=("ประเด็น", "ประเด็นร่วม", "issue"),
    ),
    Column(
        "capital",
        Text("Moral capital", "ต้นทุนคุณธรรม"),
        Text(
            "What is there to build on: people, places, traditions, knowledge.",
            "สิ่งดีที่มีอยู่: คน สถานที่ ประเพณี ความรู้",
        ),
        Text("Elders who still teach weaving", "ผู้สูงอายุที่สอนทอผ้า"),
        kind="MoralCapital",
        link="HOLDS",
        many=True,
    ),
    Column(
        "problem",
        Text("Problem to solve", "ปัญหาที่อยากแก้"),
        Text(
            "One problem a row, if you can: then the good deeds, goals and mechanisms of the row are its.",
            "ถ้าทำได้ให้เขียนแถวละหนึ่งปัญหา ความดี เป้าหมาย และกลไกในแถวจะเป็นของปัญหานั้น",
        ),
        Text("Young people leave no time for elders", "เด็กไม่มีเวลาให้ผู้สูงอายุ"),
        kind="Problem",
        link="RAISES",
        many=True,
        local=False,
        also=("ปัญหา", "problem"),
    ),
    Column(
        "good_deed",
        Text("Good deed to do", "ความดีที่อยากทำ"),
        Text("What you want to do about it.", "สิ่งดีที่อยากทำเพื่อเรื่องนั้น"),
        Text("Visit an elder each month", "เยี่ยมผู้สูงอายุเดือนละครั้ง"),
        kind="GoodDeed",
        link="COMMITS_TO",
        many=True,
        local=False,
        also=("ความดี", "good deed"),
    ),
    Column(
        "goal_1",
        Text("Goal for 1 year", "เป้าหมาย 1 ปี"),
        Text(
            "What should be reached in a year. The same words are the same goal.",
            "สิ่งที่จะไปให้ถึงใน 1 ปี คำเดียวกันคือเป้าหมายเดียวกัน",
        ),
        Text("Every school visits elders", "ทุกโรงเรียนเยี่ยมผู้สูงอายุ"),
        kind="Goal",
        link="PURSUES",
        values={"horizon_years": "1"},
        many=True,
        also=("เป้าหมายระยะ 1 ปี", "goal 1 year"),
    ),
    Column(
        "goal_3",
        Text("Goal for 3 years", "เป้าหมาย 3 ปี"),
        Text("What should be reached in three years.", "สิ่งที่จะไปให้ถึงใน 3 ปี"),
        Text("No elder is alone", "ไม่มีผู้สูงอายุถูกทอดทิ้ง"),
        kind="Goal",
        link="PURSUES",
        values={"horizon_years": "3"},
        many=True,
        also=("เป้าหมายระยะ 3 ปี", "goal 3 years"),
    ),
    Column(
        "indicator",
        Text("Indicator", "ตัวชี้วัด"),
        Text("How the goals of this row are measured.", "ใช้อะไรวัดเป้าหมายในแถวนี้"),
        Text("Visits a month", "จำนวนครั้งที่เยี่ยมต่อเดือน"),
        kind="Indicator",
        many=True,
    ),
    Column(
        "mechanism",
        Text("Approach and mechanism", "แนวทางและกลไก"),
        Text(
            "How it is driven: a committee, a fund, an activity, a rule, a channel.",
            "ขับเคลื่อนด้วยอะไร: คณะทำงาน กองทุน กิจกรรม กติกา ช่องทาง",
        ),
        Text("District working group", "คณะทำงานอำเภอ"),
        kind="Mechanism",
        link="OPERATES",
        many=True,
        also=("กลไก", "แนวทาง", "mechanism"),
    ),
    Column(
        "link_with",
        Text("Agencies to link with", "หน่วยงานที่อยากเชื่อมโยง"),
        Text(
            "Whom the agency of this row, or its network, wants to link with.",
            "หน่วยงานที่ผู้เสนอในแถวนี้อยากเชื่อมโยงด้วย",
        ),
        Text("Ban Dung Hospital", "โรงพยาบาลบ้านดุง"),
        kind="Agency",
        link="SEEKS_LINK_WITH",
        many=True,
        alike=True,
        also=("องค์กรที่อยากเชื่อมโยง",),
    ),
    Column(
        "role",
        Text("Role in cooperation", "บทบาทความร่วมมือ"),
        Text(
            "The agency's part in the goals and mechanisms of this row.",
            "หน้าที่ของหน่วยงานในเป้าหมายและกลไกของแถวนี้",
        ),
        Text("Leads", "เจ้าภาพหลัก"),
        kind="Term",
        vocabulary="role",
        many=True,
        making=Making.KNOWN,
        listed=True,
        local=False,
        also=("บทบาท", "role"),
    ),
    Column(
        "responsible",
        Text("Who is responsible", "ผู้รับผิดชอบ"),
        Text(
            "A person's name. Leave it empty unless the person agreed.",
            "ชื่อบุคคล เว้นว่างหากเจ้าตัวไม่ยินยอม",
        ),
        Text("", ""),
        kind="Person",
        many=True,
        alike=True,
    ),
    Column(
        "date",
        Text("Date", "วันที่"),
        Text(
            "When it was said, like 21 Jan 2020 or 2563-01-21. A year of two digits cannot be read.",
            "วันที่ที่เสนอ เช่น 21 ม.ค. 2563 หรือ 2563-01-21 ปีสองหลักอ่านไม่ได้",
        ),
        Text("2026-11-24", "24 พ.ย. 2569"),
    ),
    Column(
        "source",
        Text("Source", "แหล่งที่มา"),
        Text(
            "Where it was taken from. Left empty, it is this worksheet.",
            "นำมาจากที่ใด หากเว้นว่าง หมายถึงใบงานนี้",
        ),
        Text("Flip-chart of the morning session", "กระดาษฟลิปชาร์ตช่วงเช้า"),
        kind="Source",
        also=("ที่มา", "แหล่งข้อมูล"),
    ),
)

BY_KEY = {column.key: column for column in COLUMNS}

EXAMPLE = ("ตัวอย่าง:", "Example:")
"""What the cell of the agency begins with in a row that is an example, and is not read."""


@dataclass(frozen=True, slots=True)
class InfoField:
    """A line of the sheet about the whole worksheet."""

    key: str
    heading: Text
    help: Text
    otherwise: str = ""
    required: bool = False
    offered: bool = True


INFO_FIELDS = (
    InfoField(
        "title",
        Text("Title", "ชื่อชุดข้อมูล"),
        Text("What the worksheet as a whole is called.", "ชื่อเรียกใบงานทั้งแฟ้ม"),
    ),
    InfoField(
        "province",
        Text("Province", "จังหวัด"),
        Text("The province that all rows are about.", "จังหวัดของทุกแถว"),
    ),
    InfoField(
        "source",
        Text("Source", "แหล่งที่มา"),
        Text("For rows that name none.", "สำหรับแถวที่ไม่ระบุ"),
    ),
    InfoField(
        "synthetic",
        Text("Invented", "ข้อมูลสมมติ"),
        Text("yes, when it is made up for trying.", "เขียน ใช่ เมื่อแต่งขึ้นเพื่อทดลอง"),
        otherwise="no",
    ),
    InfoField("version", Text("Version", "รุ่น"), Text("Such as 1.", "เช่น 1"), otherwise="1"),
    InfoField(
        "licence",
        Text("Licence", "สัญญาอนุญาต"),
        Text("Who may use it.", "ใครใช้ได้บ้าง"),
        otherwise="not stated",
    ),
    InfoField(
        "precedence",
        Text("Precedence", "ลำดับความสำคัญ"),
        Text(
            "Where datasets differ, the higher one's value is shown.",
            "เมื่อข้อมูลต่างกัน จะแสดงค่าของชุดที่มีตัวเลขสูงกว่า",
        ),
        otherwise="50",
    ),
    InfoField(
        "rest_of",
        Text("Rest of", "ส่วนที่เหลือของ"),
        Text("Id of the dataset that these rows are added to.", "รหัสของชุดข้อมูลที่จะเพิ่มแถวเหล่านี้เข้าไป"),
        offered=False,
    ),
)

ALIKE_FIELDS = (
    Text("Name", "ชื่อ"),
    Text("Looks like", "ชื่อที่คล้าย"),
    Text("Same or different", "เดียวกันหรือต่างกัน"),
)
"""Headings of the sheet in which questions about names that look alike are answered."""

SAME = ("เดียวกัน", "same")
DIFFERENT = ("ต่างกัน", "different")

SHEETS = {
    "rows": Text("Worksheet", "ใบงาน"),
    "info": Text("Dataset", "ข้อมูลชุด"),
    "alike": Text("Names alike", "ชื่อที่คล้ายกัน"),
    "help": Text("Help", "วิธีกรอก"),
    "problems": Text("To mend", "ที่ต้องแก้"),
    "lists": Text("Lists", "รายการ"),
}
"""Names of the sheets of templates, and of copies with what is wrong."""
