"""What the sizes of marks say: a value for each mark of a picture."""

from __future__ import annotations

import numpy as np

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.structure.brokerage import brokerage
from graph_api.linkage.closing import MarkPlan
from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.layout_answers import MarkMeasure


async def mark_values(context: QueryContext, plan: MarkPlan, measure: MarkMeasure) -> Floats | None:
    """The measure of each mark; ``None`` for its degree, which the picture has."""
    if measure is MarkMeasure.DEGREE:
        return None
    marks = _marks_of_agencies(context.features, plan)
    if measure is MarkMeasure.PARTNERS:
        return _partners(context.features, marks, len(plan.counts))
    share = await context.snapshot.in_turn("brokerage", brokerage)
    return _largest(share, marks, len(plan.counts))


def _marks_of_agencies(features: Features, plan: MarkPlan) -> Ints:
    return plan.mark_of[features.first : features.first + features.count]


def _partners(features: Features, marks: Ints, count: int) -> Floats:
    """How many agencies those of each mark work with, none of them of the mark itself."""
    ties = features.ties.partners
    ends = np.repeat(marks, ties.lengths())
    outside = (ends >= 0) & (ends != marks[ties.columns])
    pairs = np.unique(np.stack([ends[outside], ties.columns[outside]]), axis=1)
    return np.bincount(pairs[0], minlength=count).astype(np.float64)


def _largest(values: Floats, marks: Ints, count: int) -> Floats:
    most = np.zeros(count)
    shown = marks >= 0
    np.maximum.at(most, marks[shown], values[shown])
    return most
