"""Ids and names of what is generated; all are numbered from 0 over the whole country."""

from __future__ import annotations

_NAMES = {
    "network": ("เครือข่าย", "Network"),
    "issue": ("ประเด็น", "Issue"),
    "problem": ("ปัญหา", "Problem"),
    "good-deed": ("ความดี", "Good deed"),
    "goal": ("เป้าหมาย", "Goal"),
    "mechanism": ("กลไก", "Mechanism"),
    "moral-capital": ("ต้นทุน", "Moral capital"),
    "project": ("โครงการ", "Project"),
    "event": ("การประชุม", "Meeting"),
    "event-series": ("ชุดการประชุม", "Series"),
    "commitment": ("คำมั่น", "Commitment"),
    "success-condition": ("เงื่อนไข", "Condition"),
    "indicator": ("ตัวชี้วัด", "Indicator"),
    "reading": ("ค่าที่วัด", "Reading"),
    "virtue": ("คุณธรรม", "Virtue"),
    "plan": ("แผน", "Plan"),
    "source": ("ใบงาน", "Workshop sheet"),
    "evidence": ("ถ้อยคำ", "Words"),
}
AGENCY_KINDS = {
    "government-office": ("สำนักงาน", "Office"),
    "local-government": ("เทศบาล", "Municipality"),
    "hospital": ("โรงพยาบาล", "Hospital"),
    "school": ("โรงเรียน", "School"),
    "temple": ("วัด", "Temple"),
    "company": ("บริษัท", "Company"),
    "foundation": ("มูลนิธิ", "Foundation"),
    "community-group": ("กลุ่มชุมชน", "Community group"),
    "media": ("สื่อท้องถิ่น", "Local media"),
    "volunteer-group": ("กลุ่มจิตอาสา", "Volunteers"),
}


def node_id(kind: str, number: int) -> str:
    """The id of the ``number``-th record of a kind, such as ``problem:gen-12``."""
    return f"{kind}:gen-{number}"


def province_id(province: int) -> str:
    """The id of a province."""
    return f"area:gen-{province}"


def district_id(part: int, district: int) -> str:
    """The id of a district of a part of the country."""
    return f"area:gen-{part}-{district}"


def record(kind: str, number: int) -> dict[str, str]:
    """The id and the names of a record; they say that it is generated."""
    thai, english = _NAMES[kind]
    return named(
        node_id(kind, number), f"{thai}สังเคราะห์ {number}", f"{english} {number} (generated)"
    )


def named(ident: str, thai: str, english: str) -> dict[str, str]:
    """An id and two names as cells."""
    return {"id": ident, "name_th": thai, "name_en": english}
