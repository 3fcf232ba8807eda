"""Words that texts are about: Thai as PyThaiNLP divides it, without those that say nothing."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pythainlp.corpus import thai_stopwords
from pythainlp.tokenize import word_tokenize

from graph_api.linkage.csr import CsrMatrix, ints
from graph_api.linkage.graph import Graph
from schema.registry import declaration
from schema.text import canonical_text
from schema.ways import MIDDLE

TEXTS = tuple(
    name
    for name in declaration().kinds[MIDDLE[0]].properties
    if name.startswith(("name_", "description_"))
)
"""The properties that are read."""

_SHORTEST = 2
_SHORTEST_LATIN = 3  # "st" and "nd" are left of "1st" and "2nd"
_AROUND = string.punctuation + "“”‘’…–—·ๆฯ"
"""What the tokenizer leaves at words: "(demo)"."""

_REMEMBERED = 200_000
_ENGLISH = frozenset(
    """
    a about after all an and are as at be been by can do does each every for from had has have
    how i in into is it its may more most no not of on one or other our out over per so some
    such than that the their them then these they this those through to under up via was we
    were what when where which who will with within without you your
    """.split()  # noqa: SIM905 - as a list it is 75 lines
)


@dataclass(frozen=True)
class Texts:
    """Which words the texts of nodes hold.

    Attributes:
        vocabulary: all words, ascending.
        words: node × word, each pair once.
    """

    vocabulary: tuple[str, ...]
    words: CsrMatrix


def no_texts(size: int) -> Texts:
    """No word of any of so many nodes."""
    return Texts((), CsrMatrix.of_pairs(ints([]), ints([]), size, 0))


def make_texts(graph: Graph, texts: Mapping[str, Sequence[str]]) -> Texts:
    """The words of the texts of nodes.

    Args:
        graph: the nodes; texts of others are left out.
        texts: of nodes, by id.
    """
    numbers = zip(graph.numbered(texts).tolist(), texts.values(), strict=True)
    words = {number: all_words(lines) for number, lines in numbers if number >= 0}
    vocabulary = tuple(sorted(set().union(*words.values())))
    places = {word: place for place, word in enumerate(vocabulary)}
    rows = [(number, places[word]) for number, own in words.items() for word in own]
    sources, targets = ints([row for row, _ in rows]), ints([column for _, column in rows])
    return Texts(vocabulary, CsrMatrix.of_pairs(sources, targets, graph.size, len(vocabulary)))


def all_words(lines: Iterable[str]) -> frozenset[str]:
    """The words of several texts."""
    return frozenset().union(*map(words_of, lines))


@lru_cache(_REMEMBERED)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case: letters, two or three at least, and none that says nothing."""
    plain = canonical_text(text).lower()
    words = word_tokenize(plain, engine="newmm", keep_whitespace=False)
    return frozenset(word for word in (w.strip(_AROUND) for w in words) if _says_something(word))


def words_in(language: str, words: Sequence[str]) -> Sequence[str]:
    """Those of these words that are of a language, or all where none is."""
    own = [word for word in words if word.isascii() is (language != "th")]
    return own or words


def _says_something(word: str) -> bool:
    return (
        len(word) >= (_SHORTEST_LATIN if word.isascii() else _SHORTEST)
        and any(letter.isalpha() for letter in word)
        and not any(letter.isdigit() for letter in word)
        and word not in _silent()
    )


@cache
def _silent() -> frozenset[str]:
    return _ENGLISH | thai_stopwords()
