"""Names in place of ids: whatever variable of a question is an id may be given by a name.

The service's own search finds what is meant, on the terms on which the question is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_api.cli.asking import parse_value
from graph_api.cli.speaking import language
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from schema.text import normalise

if TYPE_CHECKING:
    from graph_api.cli.asking import Asker
    from graph_api.questions.catalogue import Question, Variable

_LISTED = 10
_TERMS = {"asOf": "Date", "datasets": "[ID!]", "includeSynthetic": "Boolean"}
_SEARCH = """
query ($text: String!, $kinds: [String!], $first: Int!{terms}) {{
  search(text: $text, kinds: $kinds, first: $first{given}) {{
    exact matchedText node {{ __typename id nameTh nameEn }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A record that a name was taken for.

    Attributes:
        variable: the variable that the name was given for.
        id: the record's id.
        name: the record's name in the person's language.
    """

    variable: str
    id: str
    name: str


def resolve(
    ask: Asker, question: Question, given: dict[str, str]
) -> tuple[dict[str, Any], list[ResolvedName]]:
    """The variables as the question takes them, and what their names were taken for.

    Args:
        ask: answers the searches.
        question: says which variables are ids.
        given: the variables as they were typed.

    Raises:
        PhakhiError: ``NOT_FOUND``, for a name that nothing has, and ``BAD_ARGUMENT`` for one that
            several have; both list what there is.
    """
    ids = {item.name: item for item in question.variables if item.is_id}
    found: list[ResolvedName] = []
    variables = {name: parse_value(text) for name, text in given.items() if name not in ids}
    # "datasets" first: it is one of the terms on which the others are looked for
    for name in sorted(given.keys() & ids.keys(), key=lambda name: name not in _TERMS):
        terms = {term: variables[term] for term in _TERMS if variables.get(term) is not None}
        values = [
            _one(ask, ids[name], text, terms, found) for text in _texts(ids[name], given[name])
        ]
        variables[name] = values if ids[name].many else values[0]
    return variables, found


def _texts(variable: Variable, text: str) -> list[str | None]:
    """One text, or those of a JSON list; ``null`` stands for none."""
    value = parse_value(text)
    if value is None:
        return [None]
    if variable.many and isinstance(value, list):
        return [str(item) for item in value]
    return [value if isinstance(value, str) else text]


def _one(
    ask: Asker,
    variable: Variable,
    text: str | None,
    terms: dict[str, Any],
    found: list[ResolvedName],
) -> str | None:
    if text is None or _is_id(text):
        return text
    hits = _search(ask, text, _kinds(variable), terms) or _search(ask, text, None, terms)
    same = _named_so(hits, text)
    held = [hit for hit in hits if hit["exact"]]
    meant = same or held
    if len(meant) != 1:
        raise _several(variable, text, meant) if meant else _none(variable, text, hits)
    named = ResolvedName(variable.name, meant[0]["node"]["id"], _name(meant[0]["node"]))
    found.append(named)
    return named.id


def _named_so(hits: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Hits with this very name. As typed, if any: what compares other spellings takes long to import."""
    plain = [hit for hit in hits if hit["matchedText"].casefold() == text.strip().casefold()]
    return plain or [hit for hit in hits if normalise(hit["matchedText"]) == normalise(text)]


def _is_id(text: str) -> bool:
    prefix, colon, _ = text.partition(":")
    return bool(colon) and prefix in declaration().by_prefix


def _kinds(variable: Variable) -> list[str] | None:
    """What the variable is about: as its default is, or as it is called after a kind."""
    known = declaration()
    first = (variable.default or "").strip('["').partition(":")[0]
    kind = known.by_prefix.get(first) or known.by_prefix.get(variable.name)
    kind = kind or known.by_plural.get(variable.name)
    return [kind.name] if kind else None


def _search(
    ask: Asker, text: str, kinds: list[str] | None, terms: dict[str, Any]
) -> list[dict[str, Any]]:
    document = _SEARCH.format(
        terms="".join(f", ${name}: {_TERMS[name]}" for name in terms),
        given="".join(f", {name}: ${name}" for name in terms),
    )
    answer = ask(document, {"text": text, "kinds": kinds, "first": _LISTED, **terms})
    for error in answer.get("errors", []):
        code = ErrorCode(error["extensions"]["code"])
        raise PhakhiError(code, error["message"], error["message"])
    hits: list[dict[str, Any]] = answer["data"]["search"]
    return hits


def _several(variable: Variable, text: str, hits: list[dict[str, Any]]) -> PhakhiError:
    listed = _listed(variable, hits)
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"“{text}” may be one of several; nothing was asked. Choose one:{listed}",
        f"“{text}” ตรงกับหลายรายการ จึงยังไม่ได้ถาม โปรดเลือกหนึ่งรายการ:{listed}",
    )


def _none(variable: Variable, text: str, hits: list[dict[str, Any]]) -> PhakhiError:
    listed = _listed(variable, hits)
    near = f" The nearest are:{listed}" if hits else ""
    near_th = f" ที่ใกล้เคียงที่สุดคือ:{listed}" if hits else ""
    return PhakhiError(
        ErrorCode.NOT_FOUND,
        f"Nothing is called “{text}” ({variable.name}) on the day and in the data asked about.{near}",
        f"ไม่มีรายการชื่อ “{text}” ({variable.name}) ในวันและข้อมูลที่ถาม{near_th}",
    )


def _listed(variable: Variable, hits: list[dict[str, Any]]) -> str:
    return "".join(_lines(variable, hits))


def _lines(variable: Variable, hits: list[dict[str, Any]]) -> Iterator[str]:
    for hit in hits:
        yield f"\n  --var {variable.name}={hit['node']['id']}  {_name(hit['node'])}"


def _name(node: dict[str, Any]) -> str:
    names = (node["nameTh"], node["nameEn"])
    return str(next(filter(None, names if language() == "th" else reversed(names))))
