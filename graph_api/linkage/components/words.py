"""What they do is told in the same words; a rare one says more."""

from __future__ import annotations

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import node_of, rarest_shared
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints, common, ints
from graph_api.linkage.features import Features
from graph_api.linkage.measures import cosine
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, ways_through
from graph_api.linkage.sentences import NAMED
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return cosine(features.words, asker.agency)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    shared = rarest_shared(features.words, asker.agency, agency)
    shared = shared[features.words.weights[shared] > 0]
    provenance = Provenance(words=[features.texts.vocabulary[int(word)] for word in shared])
    told: dict[int, set[int]] = {asker.agency: set(), agency: set()}
    for word in map(int, shared[:NAMED]):
        ours, theirs = (_told_in(features, one, word) for one in (asker.agency, agency))
        # The shorter list first: while there is room for all of it, nothing is left without it.
        nearer, farther = sorted((theirs, ours), key=len)
        provenance.add_nodes(nearer, NODES_SHOWN - 1)
        provenance.add_nodes(farther[:1])
        told[asker.agency].update(ours[:1].tolist())
        told[agency].update(theirs[:1].tolist())
    for one, works in told.items():  # by one look a side: it is looked for candidate by candidate
        actor = node_of(features, one)
        provenance.add_links(ways_through(features.graph, actor, ints(sorted(works))))
    return provenance


def _told_in(features: Features, agency: int, word: int) -> Ints:
    """What an agency has to do with and whose text holds the word."""
    texts = features.texts_of
    things = features.things.row(agency)
    return common(things, texts.row(word))


COMPONENT = WORDS = ScoreComponent(
    name="words",
    position=25,
    text=Text("What they do is told in the same words; a rare one says more", "ถ้อยคำเดียวกันในงาน"),
    sentence=Text(
        "What both do speaks of {words}: {names}.", "งานของทั้งสองฝ่ายกล่าวถึง {words} ได้แก่ {names}"
    ),
    ranking=RankingUse(
        label=Text("Same words in what they do", "ถ้อยคำร่วม"),
        formula="cosine over the words in names and descriptions of what each has to do with (its problems, good "
        "deeds, capital, and the work that it has a part in), each weighing `ln(N/n)`: a word of everybody says "
        "nothing. Thai is divided by PyThaiNLP; words that say nothing by themselves are left out. It is on top of "
        "the other weights",
        value=_value,
        provenance=_provenance,
        weight=0.05,
        few_ties=0.05,
        no_ties=0.05,
    ),
)
