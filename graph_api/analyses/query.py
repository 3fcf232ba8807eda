"""The root fields of the families: each says on what terms its questions are asked."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_api.analyses.collaboration.query import Collaboration
from graph_api.analyses.common.group import AnalysisGroup
from graph_api.analyses.communities.query import Communities
from graph_api.analyses.gaps.query import Gaps
from graph_api.analyses.overlap.query import Overlap
from graph_api.analyses.overview.query import Overview
from graph_api.analyses.readiness.query import Readiness
from graph_api.analyses.structure.query import Structure
from graph_api.analyses.timeline.query import Timeline
from graph_api.domain.scope import parse_scope
from graph_api.linkage.query import AsOf, Datasets, IncludeSynthetic


def _family(cls: type[AnalysisGroup], description: str) -> Any:  # noqa: ANN401  # a field of the type
    """The root field of a family; what lies below it holds on its terms."""

    def resolve(
        *,
        as_of: AsOf = None,
        datasets: Datasets = None,
        include_synthetic: IncludeSynthetic = True,
    ) -> AnalysisGroup:
        return cls(scope=parse_scope(as_of, datasets, include_synthetic=include_synthetic))

    resolve.__annotations__["return"] = cls
    return strawberry.field(resolver=resolve, description=description)


@strawberry.type
class AnalysesQuery:
    """The questions that planners ask, by family."""

    collaboration: Collaboration | None = _family(
        Collaboration, "Who can work together, and on what (ความร่วมมือ: ใครทำงานร่วมกันได้ ในเรื่องใด)"
    )
    gaps: Gaps | None = _family(
        Gaps, "What nobody does yet, and who is nearest to doing it (ช่องว่าง: สิ่งที่ยังไม่มีใครทำ)"
    )
    structure: Structure | None = _family(
        Structure, "How cooperation hangs together (โครงสร้างความร่วมมือ)"
    )
    overlap: Overlap | None = _family(
        Overlap, "What several do or raise at once (ความซ้ำซ้อนและประเด็นร่วม)"
    )
    timeline: Timeline | None = _family(
        Timeline, "What has changed, who came, what was promised (ความเปลี่ยนแปลงตามเวลา)"
    )
    readiness: Readiness | None = _family(
        Readiness, "The conditions of success, and how firm the facts are (ความพร้อม)"
    )
    overview: Overview | None = _family(
        Overview, "Who does what where and when (ภาพรวม: ใครทำอะไร ที่ไหน เมื่อไร)"
    )
    communities: Communities | None = _family(
        Communities, "Who really works together, against the official networks (กลุ่มที่ทำงานร่วมกันจริง)"
    )
