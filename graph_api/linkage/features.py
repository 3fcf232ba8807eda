"""What the blend looks at, computed once per snapshot from the graph.

All rows are agencies, counted from the first one (``first`` is its number in the graph), so that a
value an agency is an array as long as there are agencies; all columns are numbers of the graph,
except for ties, whose columns are agencies too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph_api.linkage.csr import CsrMatrix, Floats, Ints
from graph_api.linkage.former import FormerTies, History, make_former
from graph_api.linkage.graph import Graph
from graph_api.linkage.matrices import (
    concerns,
    matrix_of,
    offers_of,
    places,
    seats,
    solutions,
    things_of,
)
from graph_api.linkage.order import largest_first
from graph_api.linkage.words import Texts, no_texts

LARGEST_WORK = 300
"""Work with more agencies than this ties no two of them: being on one long list is no cooperation."""


NO_HISTORY = History(0)
"""Nothing that is over."""


@dataclass(frozen=True)
class Facet:
    """Things that agencies have, with a weight each: the fewer have it, the more it says.

    Attributes:
        has: agency × thing.
        had_by: thing × agency.
        weights: a value a thing: ``ln(1 + agencies / agencies that have it)``, each at least 1.
        norms: a value an agency: length of its row, each thing at its weight.
    """

    has: CsrMatrix
    had_by: CsrMatrix
    weights: Floats
    norms: Floats


@dataclass(frozen=True)
class Works:
    """Work that agencies do together.

    Attributes:
        taken_by: work (number of the graph) × agency.
        takes: agency × work.
        sizes: how many agencies take part in each.
        large: numbers of works that tie nobody because more than ``LARGEST_WORK`` take part.
    """

    taken_by: CsrMatrix
    takes: CsrMatrix
    sizes: Ints
    large: Ints


@dataclass(frozen=True)
class Ties:
    """Who works with whom; symmetric, nobody with itself.

    Attributes:
        partners: agency × agency, weight 1.
        strength: the same pairs; a tie weighs the sum of ``1 / (size − 1)`` over what both do.
        degree: number of partners of each agency, with everyone there.
        total: sum of the strengths of each agency, with everyone there.
    """

    partners: CsrMatrix
    strength: CsrMatrix
    degree: Floats
    total: Floats


@dataclass(frozen=True)
class Reach:
    """What every node leads to, agencies and networks alike; rows and columns are of the graph.

    Attributes:
        issues: issues it is concerned with, weighing the number of ways that lead there.
        areas: areas it is active in, with all areas around these.
        raised: problems it raises.
        solved: problems that it has something to offer for.
    """

    issues: CsrMatrix
    areas: CsrMatrix
    raised: CsrMatrix
    solved: CsrMatrix


@dataclass(frozen=True)
class Features:
    """All of it.

    Attributes:
        first: number of the first agency.
        count: number of agencies.
        concern: agencies and issues.
        place: agencies and the areas they are active in, with all areas around these.
        seat: the same of what is stated of an agency itself, and not by way of work.
        need: agencies and the problems they raise.
        offer: agencies and the problems that they have something to offer for.
        topics: agencies and the issues that something they offer concerns.
        offering: what is offered (number of the graph) × agency.
        offerings: of each agency, how many things it offers, with everyone there.
        works: common work.
        direct: agency × agency by COLLABORATES_WITH alone, symmetric.
        ties: who works with whom.
        things: agency × what it has to do with (number of the graph).
        texts: words in the texts of nodes.
        texts_of: word × node.
        words: agencies and the words in the texts of their things; the fewer have one, the more it says,
            and what all have says nothing.
        former: who worked with whom and no longer does.
        reach: the same for every node of the graph.
        whole: what values are measured by where some nodes are thought away: everything with
            everyone there; ``None`` where everyone is.
    """

    graph: Graph
    first: int
    count: int
    concern: Facet
    place: Facet
    seat: Facet
    need: Facet
    offer: Facet
    topics: Facet
    offering: CsrMatrix
    offerings: Floats
    works: Works
    direct: CsrMatrix
    ties: Ties
    former: FormerTies
    things: CsrMatrix
    texts: Texts
    texts_of: CsrMatrix
    words: Facet
    reach: Reach
    whole: Features | None = None

    @property
    def standard(self) -> Features:
        """What values are measured by: the graph with everyone there."""
        return self.whole or self

    def agency(self, number: int) -> str:
        """Id of an agency."""
        return self.graph.ids[self.first + number]

    def agencies(self, numbers: Ints) -> list[str]:
        """Ids of agencies."""
        return [self.agency(int(number)) for number in numbers]


def make_features(
    graph: Graph,
    whole: Features | None = None,
    *,
    history: History = NO_HISTORY,
    texts: Texts | None = None,
    untied: Iterable[tuple[str, str]] = (),
) -> Features:
    """Computes the features of a graph.

    Args:
        graph: the graph.
        history: work that is over; with ``whole``, it is that of the whole.
        texts: words of nodes; the same.
        whole: where ``graph`` is a part of one, all of it. Then whatever divides or weighs (rarities,
            lengths, numbers of partners, sizes of works) is that of all of it, so that what is
            thought away takes something from each value and adds nothing to any.
        untied: with ``whole``: an agency and what it no longer ever had a part in, by their ids.
    """
    run = graph.run("agency")
    works = _works(graph, run, whole)
    direct = _direct(graph, run)
    offers = offers_of(graph)
    issues, areas, raised = concerns(graph), places(graph), matrix_of(graph, "RAISES")
    solved = offers @ solutions(graph)
    things = _only_once(things_of(graph)[run.start : run.stop])
    told = whole.texts if whole else texts or no_texts(graph.size)
    offering = _only_once(offers[run.start : run.stop]).transpose()
    return Features(
        graph=graph,
        first=run.start,
        count=len(run),
        concern=_facet(issues, run, whole.concern if whole else None),
        place=_facet(areas, run, whole.place if whole else None),
        seat=_facet(seats(graph), run, whole.seat if whole else None),
        need=_facet(raised, run, whole.need if whole else None),
        offer=_facet(solved, run, whole.offer if whole else None),
        topics=_facet(offers @ matrix_of(graph, "CONCERNS"), run, whole.topics if whole else None),
        offering=offering,
        offerings=whole.offerings if whole else _counted(offering.transpose()),
        works=works,
        direct=direct,
        ties=_ties(works, direct, whole),
        former=whole.former.without(graph, untied)
        if whole
        else make_former(graph, history, LARGEST_WORK),
        things=things,
        texts=told,
        texts_of=whole.texts_of if whole else told.words.transpose(),
        words=_words(things, told, whole),
        reach=Reach(
            *(CsrMatrix.of_matrix(sparse.csr_array(m)) for m in (issues, areas, raised, solved))
        ),
        whole=whole,
    )


def _words(things: CsrMatrix, texts: Texts, whole: Features | None) -> Facet:
    has = _only_once(sparse.csr_array(things.matrix() @ texts.words.matrix()))
    had_by = has.transpose()
    if whole is not None:
        return Facet(has, had_by, whole.words.weights, whole.words.norms)
    weights = np.log(max(has.height, 1) / np.maximum(had_by.lengths(), 1))
    return Facet(has, had_by, weights, np.sqrt(has.matrix() @ weights**2))


def _facet(matrix: sparse.csr_array, run: range, whole: Facet | None) -> Facet:
    has = _only_once(sparse.csr_array(matrix)[run.start : run.stop])
    had_by = has.transpose()
    if whole is not None:
        return Facet(has, had_by, whole.weights, whole.norms)
    weights = np.log1p(max(len(run), 1) / np.maximum(had_by.lengths(), 1))
    norms = np.sqrt(has.matrix() @ weights**2)
    return Facet(has, had_by, weights, norms)


def _only_once(matrix: sparse.csr_array) -> CsrMatrix:
    """Each pair at 1, in however many ways it comes about.

    How many ways lead to an issue must not lengthen the row, or a further shared issue could lower
    the cosine.
    """
    rows = sparse.csr_array(matrix)
    rows.eliminate_zeros()
    rows.data[:] = 1.0
    return CsrMatrix.of_matrix(rows)


def _counted(rows: CsrMatrix) -> Floats:
    return rows.lengths().astype(np.float64)


def _works(graph: Graph, run: range, whole: Features | None) -> Works:
    matrix = sparse.csr_array(matrix_of(graph, "TAKES_PART_IN")[run.start : run.stop])
    takes = CsrMatrix.of_matrix(matrix)
    taken_by = takes.transpose()
    sizes = whole.works.sizes if whole else taken_by.lengths()
    return Works(taken_by, takes, sizes, np.flatnonzero(sizes > LARGEST_WORK))


def _direct(graph: Graph, run: range) -> CsrMatrix:
    matrix = sparse.csr_array(
        matrix_of(graph, "COLLABORATES_WITH")[run.start : run.stop, run.start : run.stop]
    )
    # The relationship is stored in one direction, which means nothing, and may be stored in both.
    both = sparse.csr_array(matrix + matrix.T)
    both.setdiag(0)
    both.eliminate_zeros()
    both.data[:] = 1.0
    return CsrMatrix.of_matrix(both)


def _ties(works: Works, direct: CsrMatrix, whole: Features | None) -> Ties:
    sizes = works.sizes
    shares = np.zeros(len(sizes))
    tying = (sizes > 1) & (sizes <= LARGEST_WORK)
    shares[tying] = 1.0 / (sizes[tying] - 1)
    takes = works.takes.matrix()
    worth = sparse.csr_array(takes.multiply(shares[None, :]))
    # A list of everybody is worth nothing; as stored zeros it would still pair all of them.
    worth.eliminate_zeros()
    # Each pair's common works, summed with what each is worth, as one product.
    together = worth @ takes.T
    strength = sparse.csr_array(together + direct.matrix())
    strength.setdiag(0)
    strength.eliminate_zeros()
    partners = strength.copy()
    partners.data[:] = 1.0
    partner_rows, strength_rows = map(CsrMatrix.of_matrix, (partners, strength))
    if whole is not None:
        return Ties(partner_rows, strength_rows, whole.ties.degree, whole.ties.total)
    total = np.asarray(strength.sum(axis=1), dtype=np.float64)
    return Ties(partner_rows, strength_rows, partner_rows.lengths().astype(np.float64), total)


def rarest(numbers: Ints, weights: Floats) -> Ints:
    """Nodes by how rare they are: the rarest first, equally rare ones by id."""
    return largest_first(numbers, weights[numbers])


def tied(features: Features, agency: int) -> Ints:
    """Everyone that an agency works with, ascending: partners, and those in its large works."""
    large = np.intersect1d(features.works.takes.row(agency), features.works.large)
    if len(large) == 0:
        return features.ties.partners.row(agency)
    others = np.union1d(features.ties.partners.row(agency), features.works.taken_by.reached(large))
    tied_to: Ints = others[others != agency]
    return tied_to
