"""Methods that rank partners: the product's blend, and those that it is compared with.

A method gives for each asker a score of every agency, as rows in the order of the askers; what is
already tied is left out by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy import sparse

from graph_api.linkage.asker import Needs, make_asker
from graph_api.linkage.blend import component_values, total
from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.measures import cosine, nearness
from graph_api.linkage.weights import default_weights

Method = Callable[[Features, Ints], Floats]

DAMPING = 0.85
"""How often a walk goes on; else it begins again at the asker."""

STEPS = 60
RIDGE = 10.0
"""How much EASE distrusts what few ties say."""

LARGEST_INVERSE = 5000
"""EASE needs a dense inverse as wide as there are agencies; it is left out beyond these."""


def blend(features: Features, askers: Ints) -> Floats:
    """What ``collaborators`` computes when nothing is stated: the blend, and its few-ties rule."""
    return np.stack([_blended(features, int(asker), None) for asker in askers])


def blend_for(needs: Mapping[int, Needs | None]) -> Method:
    """What it computes where each asker states what it needs."""

    def stated(features: Features, askers: Ints) -> Floats:
        return np.stack([_blended(features, int(one), needs[int(one)]) for one in askers])

    return stated


def _blended(features: Features, agency: int, needs: Needs | None) -> Floats:
    asker = make_asker(features, agency, needs)
    weights = default_weights(len(asker.tied), stated_need=needs is not None)
    return total(component_values(features, asker, weights), weights, features.count)


def popularity(features: Features, askers: Ints) -> Floats:
    """Number of partners."""
    return np.tile(features.ties.degree, (len(askers), 1))


def common_neighbours(features: Features, askers: Ints) -> Floats:
    """Number of common partners."""
    return _through(features, askers, np.ones(features.count))


def jaccard(features: Features, askers: Ints) -> Floats:
    """Common partners out of all partners of either."""
    common, degree = common_neighbours(features, askers), features.ties.degree
    either = degree[askers][:, None] + degree[None, :] - common
    value: Floats = np.divide(common, either, out=np.zeros_like(common), where=either > 0)
    return value


def adamic_adar(features: Features, askers: Ints) -> Floats:
    """Common partners, each ``1 / ln(number of its partners)``."""
    degree = features.ties.degree
    logs = np.log(np.maximum(degree, 2.0))
    return _through(features, askers, np.where(degree > 1, 1.0 / logs, 0.0))


def resource_allocation(features: Features, askers: Ints) -> Floats:
    """Common partners, each ``1 / number of its partners``."""
    return _through(features, askers, 1.0 / np.maximum(features.ties.degree, 1.0))


def paths_of_three(features: Features, askers: Ints) -> Floats:
    """L3: paths of length 3, each ``1 / √(partners of the second × partners of the third)``."""
    ties, degree = features.ties.partners.matrix(), np.maximum(features.ties.degree, 1.0)
    scaled = sparse.csr_array(
        ties.multiply(degree[:, None] ** -0.5).multiply(degree[None, :] ** -0.5)
    )
    return _dense(sparse.csr_array(ties[askers]) @ scaled @ ties)


def pagerank(features: Features, askers: Ints) -> Floats:
    """Personalised PageRank over ties."""
    return _walk(features.ties.partners.matrix(), askers)


def pagerank_by_event_size(features: Features, askers: Ints) -> Floats:
    """The same, a tie weighing the sum of ``1 / (event size − 1)``."""
    return _walk(features.ties.strength.matrix(), askers)


def ease(features: Features, askers: Ints) -> Floats:
    """EASE: each agency's ties as the linear combination of others' that predicts them best."""
    ties = features.ties.partners.matrix()
    inverse = np.linalg.inv(_dense(sparse.csr_array(ties @ ties)) + RIDGE * np.eye(features.count))
    weights = inverse / -np.diag(inverse)[None, :]
    np.fill_diagonal(weights, 0.0)
    value: Floats = np.asarray(sparse.csr_array(ties[askers]) @ weights)
    return value


def concern(features: Features, askers: Ints) -> Floats:
    """The blend's concern alone."""
    return np.stack([cosine(features.concern, int(asker)) for asker in askers])


def place(features: Features, askers: Ints) -> Floats:
    """The blend's place alone."""
    return np.stack([nearness(features, int(asker)) for asker in askers])


def at_random(features: Features, askers: Ints) -> Floats:
    """Nothing at all: candidates of equal score are ranked at random."""
    return np.zeros((len(askers), features.count))


def _through(features: Features, askers: Ints, weights: Floats) -> Floats:
    ties = features.ties.partners.matrix()
    chosen = sparse.csr_array(sparse.csr_array(ties[askers]).multiply(weights[None, :]))
    return _dense(sparse.csr_array(chosen @ ties))


def _walk(ties: sparse.csr_array, askers: Ints) -> Floats:
    whole = np.asarray(ties.sum(axis=1))
    onward = sparse.csr_array(ties.multiply((1.0 / np.where(whole > 0, whole, 1.0))[:, None]).T)
    # A column an asker: one product moves all walks on.
    begin = np.zeros((ties.shape[0], len(askers)))
    begin[askers, np.arange(len(askers))] = 1.0
    there = begin
    for _ in range(STEPS):
        there = (1 - DAMPING) * begin + DAMPING * (onward @ there)
    value: Floats = there.T
    return value


def _dense(matrix: sparse.csr_array) -> Floats:
    value: Floats = matrix.toarray().astype(np.float64, copy=False)
    return value


BLEND = "blend"
"""The product's own method, which all others are compared with."""

UNSTATED = "blend, nothing stated"
"""The same where its askers state no need, beside the blend for which they do."""

METHODS: dict[str, Method] = {
    BLEND: blend,
    "popularity": popularity,
    "common neighbours": common_neighbours,
    "Jaccard": jaccard,
    "Adamic–Adar": adamic_adar,
    "resource allocation": resource_allocation,
    "L3": paths_of_three,
    "PageRank": pagerank,
    "PageRank by event size": pagerank_by_event_size,
    "EASE": ease,
    "concern alone": concern,
    "place alone": place,
    "random": at_random,
}
