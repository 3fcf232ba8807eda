"""Names of clusters, in Thai and English."""

from __future__ import annotations

from graph_api.domain.names import Named
from graph_api.linkage.clustering import ALONE, NO_NETWORK, PREFIX, WORKING, record_of
from schema.declare import Text

_FORMS = (
    (NO_NETWORK, Text("{} (without a network)", "{} (ไม่มีเครือข่าย)")),
    (ALONE, Text("{} (working with nobody)", "{} (ไม่ทำงานร่วมกับใคร)")),
    (WORKING, Text("{} (all)", "{} (ทั้งหมด)")),
    (f"{PREFIX}area:", Text("{} (all)", "{} (ทั้งหมด)")),
    (f"{PREFIX}agency:", Text("Around {}", "กลุ่มของ {}")),
    ("", Text("{}", "{}")),
)
"""What the name of the record that a cluster is named after becomes, by how the cluster's id begins."""

_SOMEWHERE = Text("Seat unknown", "ไม่ทราบที่ตั้ง")


def cluster_name(ident: str, record: Named | None) -> Named:
    """The name of a cluster by that of the record that its id ends with, where it is there."""
    form = next(form for start, form in _FORMS if ident.startswith(start))
    if record_of(ident) is None:
        return Named(ident, form.th.format(_SOMEWHERE.th), form.en.format(_SOMEWHERE.en))
    known = record or Named(ident)
    thai = form.th.format(known.name("th"))
    return Named(ident, thai, form.en.format(known.name_en) if known.name_en else None)
