"""Filters: resolved with every ``not`` at its leaves, and what they find."""

from __future__ import annotations

import pytest

from graph_api.planner import predicates
from graph_api.planner.predicates import (
    ALWAYS,
    AllOf,
    AnyOf,
    Counted,
    NameTest,
    Not,
    Predicate,
    Related,
)
from schema.errors import PhakhiError
from tests.planner.asking import Asker
from tests.planner.planning import connection


def where(text: str) -> str:
    """A filter on agencies, resolved, in short."""
    return short(resolved("agencies", text))


def resolved(field: str, text: str) -> Predicate:
    """A filter on what a root field lists."""
    return connection(f"{{ {field}(where: {text}) {{ totalCount }} }}").where


def short(predicate: Predicate) -> str:
    """A predicate in a few signs."""
    match predicate:
        case AllOf(parts):
            return "(" + " & ".join(map(short, parts)) + ")"
        case AnyOf(parts):
            return "(" + " | ".join(map(short, parts)) + ")"
        case Not(inner):
            return "-" + short(inner)
        case Related():
            return (
                f"{predicate.quantifier} {predicate.field.name}"
                f"{_edge(predicate.edge)}{short(predicate.inner)}"
            )
        case Counted():
            return (
                f"{predicate.operator} {predicate.field.name}"
                f"{_edge(predicate.edge)}{short(predicate.inner)}"
            )
        case predicates.Test():
            return f"{predicate.prop.name}.{predicate.operator}"
        case NameTest():
            return "name"
        case _:
            return "inside"


def _edge(predicate: Predicate) -> str:
    return "" if predicate == ALWAYS else f"[{short(predicate)}]"


SHORT = {
    "{}": "()",
    "{or: []}": "()",
    '{website: {eq: "x"}}': "website.eq",
    '{website: {eq: "x", contains: "y"}}': "(website.contains & website.eq)",
    '{not: {website: {eq: "x", contains: "y"}}}': "(-website.contains | -website.eq)",
    '{not: {or: [{website: {eq: "x"}}, {name: {contains: "y"}}]}}': "(-name & -website.eq)",
    '{not: {not: {website: {eq: "x"}}}}': "website.eq",
    '{networks: {all: {nameTh: {eq: "x"}}}}': "none networks-name_th.eq",
    '{not: {networks: {all: {nameTh: {eq: "x"}}}}}': "some networks-name_th.eq",
    '{not: {networks: {none: {nameTh: {eq: "x"}}}}}': "some networksname_th.eq",
    '{networks: {some: {}, none: {nameTh: {eq: "x"}}}}': "(none networksname_th.eq & some networks())",
    '{networks: {all: {not: {nameTh: {eq: "x"}}}}}': "none networksname_th.eq",
    "{networks: {single: {}}}": "single networks()",
    "{not: {networks: {single: {}}}}": "-single networks()",
    "{networks: {edge: {since: {isNull: true}}}}": "some networks[since.isNull]()",
    "{networks: {edge: {}}}": "some networks()",
    "{networks: {edge: {and: []}}}": "some networks()",
    "{networks: {edge: {role: {}}}}": "some networks()",
    "{networks: {edge: {not: {}}}}": "some networks[()]()",
    "{not: {networks: {edge: {}}}}": "none networks()",
    "{networks: {edge: {}, count: {}}}": "()",
    "{networks: {edge: {}, none: {}}}": "none networks()",
    "{networks: {edge: null}}": "()",
    "{networks: {}}": "()",
    "{networks: {count: {}}}": "()",
    '{networks: {count: {where: {nameTh: {eq: "x"}}}}}': "()",
    "{and: [], or: [{}], name: {}, nameTh: {}}": "()",
    '{not: {networks: {all: {nameTh: {eq: "x"}}, edge: {not: {since: {isNull: true}}}}}}': (
        "some networks[-since.isNull]-name_th.eq"
    ),
    '{networks: {count: {gte: 2, lt: 5, where: {nameTh: {eq: "x"}}}}}': (
        "(gte networksname_th.eq & lt networksname_th.eq)"
    ),
    "{not: {networks: {count: {gte: 2, lt: 5}}}}": "(-gte networks() | -lt networks())",
    '{name: {contains: "x", startsWith: "y", eq: "z", resembles: "w"}}': (
        "(name & name & name & name)"
    ),
    "{networks: null, website: null, and: [{kind: null}]}": "()",
}


@pytest.mark.parametrize("text", SHORT)
def test_every_not_stands_on_a_leaf(text: str) -> None:
    """``all`` is ``none`` of the opposite; alternatives turn into conditions and back."""
    assert where(text) == SHORT[text]


def test_an_operator_may_not_be_null() -> None:
    """The error says what to use instead."""
    with pytest.raises(PhakhiError, match="isNull"):
        where("{website: {eq: null}}")


def test_inside_is_an_operator_on_ids() -> None:
    """Of the kinds that lie inside each other; the older form is the same condition."""
    for field, id_ in (("areas", "area:a"), ("issues", "issue:a")):
        for older, newer in (
            ('{inside: "%s"}', '{id: {inside: "%s"}}'),
            ('{not: {inside: "%s"}}', '{not: {id: {inside: "%s"}}}'),
            ('{inside: "%s", id: {in: ["x"]}}', '{id: {in: ["x"], inside: "%s"}}'),
            (
                '{or: [{inside: "%s"}, {name: {eq: "x"}}]}',
                '{or: [{id: {inside: "%s"}}, {name: {eq: "x"}}]}',
            ),
        ):
            assert resolved(field, older % id_) == resolved(field, newer % id_)
            assert "inside" in short(resolved(field, newer % id_))
    assert short(resolved("areas", '{id: {eq: "area:a", inside: "area:b"}}')) == "(inside & id.eq)"
    with pytest.raises(PhakhiError, match=r"The filter id\.inside is null"):
        resolved("areas", "{id: {inside: null}}")


DOCUMENTS = {
    "a name anchors, though another condition stands before it": (
        '{ agencies(where: {problems: {some: {name: {contains: "ก"}, aliases: {has: "ข"}}}}) { totalCount nodes { id } } }'
    ),
    "a name anchors, though a looser condition stands beside it": (
        '{ agencies(where: {problems: {some: {name: {contains: "ก"}, issues: {some: {}}}}}) { totalCount nodes { id } } }'
    ),
    "inside something of another kind is nothing": (
        '{ areas(where: {id: {inside: "agency:a"}}) { totalCount nodes { id } } issues(where: {inside: "area:a"}) { totalCount } }'
    ),
    "inside stands beside other conditions on ids, and where it stood before": (
        """{ a: areas(where: {inside: "area:41"}) { totalCount } b: areas(where: {id: {inside: "area:41"}}) { totalCount }
        c: areas(where: {id: {inside: "area:41", in: ["area:4101", "area:4102", "area:40"]}}) { totalCount nodes { id } }
        d: areas(where: {not: {id: {inside: "area:41"}}}) { totalCount } e: areas(where: {id: {inside: "area:41", eq: "area:40"}}) { totalCount }
        f: issues(where: {id: {inside: "issue:sufficiency"}}) { totalCount nodes { id } }
        g: agencies(where: {basedIn: {some: {id: {inside: "area:41"}}}}) { totalCount } h: agencies(where: {basedIn: {some: {inside: "area:41"}}}) { totalCount } }"""
    ),
    "one name for two relationships": (
        """{ successConditions { nodes { fulfilledBy { nodes { ... on Mechanism { issues { totalCount nodes { id } } }
        ... on Agency { issues { totalCount nodes { id } } } } } } } }"""
    ),
    "null is left out, in a document as in a variable": (
        """query ($n: [AreaWhere!]) { a: areas(where: {or: null}) { totalCount } b: areas(where: {or: $n, and: null}) { totalCount }
        c: areas(where: null, orderBy: null, datasets: null, first: null) { totalCount nodes { id } } }"""
    ),
    "always and never": (
        """{ a: areas(where: {and: []}) { totalCount } b: areas(where: {or: []}) { totalCount nodes { id } }
        c: areas(where: {not: {}}) { totalCount } d: areas(where: {or: [{}, {or: []}]}) { totalCount }
        e: agencies(where: {networks: {all: {or: []}}}) { totalCount } f: agencies(where: {networks: {some: {not: {}}}}) { totalCount } }"""
    ),
    "missing values meet nothing but isNull, and its opposite meets all others": (
        """{ a: agencies(where: {website: {eq: "ก"}}) { totalCount } b: agencies(where: {not: {website: {eq: "ก"}}}) { totalCount }
        c: agencies(where: {website: {isNull: true}}) { totalCount } d: agencies(where: {not: {website: {in: []}}}) { totalCount }
        e: goals(where: {not: {horizonYears: {lt: 2}}}) { totalCount } f: goals(where: {due: {gte: "2563-01-21", lt: "2023-12-31"}}) { totalCount } }"""
    ),
}


@pytest.mark.store
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_what_filters_find(asker: Asker, small_asker: Asker, name: str) -> None:
    """The same as naive resolvers, on both graphs."""
    await asker.check(DOCUMENTS[name])
    await small_asker.check(DOCUMENTS[name])
