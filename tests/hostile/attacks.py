"""Requests that mean harm, with the codes that they may be answered with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

JSON = {"content-type": "application/json"}
NOTHING = "{__typename}"

LONG, DEEP, WIDE = "OPERATION_TOO_LONG", "OPERATION_TOO_DEEP", "OPERATION_TOO_WIDE"
INVALID, COSTLY = "GRAPHQL_INVALID", "OPERATION_TOO_COSTLY"


@dataclass(frozen=True)
class Attack:
    """A request, and the codes one of which is its answer's first."""

    name: str
    codes: frozenset[str]
    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: JSON)


def document(name: str, codes: set[str], text: str, **more: object) -> Attack:
    """A document in JSON, all signs that are not ASCII escaped."""
    return Attack(name, frozenset(codes), json.dumps({"query": text, **more}).encode())


def nested(levels: int) -> str:
    """Networks of agencies of networks of …."""
    steps = ["networks { nodes {", "agencies { nodes {"]
    opened = "".join(f" {steps[level % 2]}" for level in range(levels))
    return f'{{ agency(id: "agency:culture-office") {{{opened} id{" } }" * levels} }} }}'


def fields(levels: int) -> str:
    """One field below another."""
    return "{" + "a{" * levels + "b" + "}" * levels + "}"


def fragment_bomb(levels: int) -> str:
    """Each fragment names the next one twice: 2^levels fields."""
    each = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    return f"{{ ...F0 }} {' '.join(each)} fragment F{levels} on Query {{ __typename }}"


def introspection(levels: int) -> str:
    """Types of fields of types of …."""
    return (
        "{ __schema { types { " + "fields { type { " * levels + "name" + " } }" * levels + " } } }"
    )


def deep_variables(levels: int) -> Attack:
    """Lists in lists, as text: Python could not even write them."""
    value = b"[" * levels + b"]" * levels
    body = b'{"query": "query($v: [ID!]) { agencies(datasets: $v) { totalCount } }", "variables": {"v": '
    codes = {INVALID, "BAD_ARGUMENT", "VARIABLES_TOO_LARGE", "BODY_TOO_LARGE"}
    return Attack(f"variables {levels} lists deep", frozenset(codes), body + value + b"}}")


def documents() -> Iterator[Attack]:
    """Documents that are too much of something."""
    aliases = " ".join(f"a{n}: __typename" for n in range(10_000))
    yield document("10,000 aliases", {LONG}, f"{{ {aliases} }}")
    roots = " ".join(f'a{n}: agency(id: "agency:x{n}") {{ id }}' for n in range(400))
    yield document("400 root fields", {LONG, WIDE}, f"{{ {roots} }}")
    yield document("200 levels of relationships", {DEEP, LONG}, nested(100))
    yield document("200 levels of fields", {DEEP, LONG}, fields(200))
    yield document("10,000 levels of fields", {DEEP, LONG}, fields(10_000))
    yield document("5,000 tokens", {LONG}, f"{{ {'__typename ' * 5_000} }}")
    yield document("100,000 tokens", {LONG}, f"{{ {'__typename ' * 80_000} }}")
    yield document("a field again and again", {LONG}, f"{{ {'__typename ' * 1_000} }}")
    yield document("2,000 directives", {LONG}, f"{{ __typename {'@skip(if: false) ' * 600} }}")
    yield document("a fragment in itself", {INVALID}, "{ ...F } fragment F on Query { ...F }")
    cycle = " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 50} }}" for n in range(50))
    yield document("a cycle of 50 fragments", {INVALID, DEEP}, f"{{ ...F0 }} {cycle}")
    yield document("a bomb of fragments", {LONG, DEEP, WIDE}, fragment_bomb(40))
    yield document("introspection in itself", {INVALID, DEEP}, introspection(12))
    many = " ".join(f"query Q{n} {{ __typename }}" for n in range(900))
    yield document("900 operations", {LONG, INVALID, "BAD_ARGUMENT"}, many)
    ids = ", ".join(f'"agency:x{n}"' for n in range(10_000))
    yield document("10,000 ids", {LONG, COSTLY}, f"{{ nodes(ids: [{ids}]) {{ id }} }}")
    lists = "[" * 1_000 + "]" * 1_000
    yield document(
        "a literal 1,000 lists deep", {LONG, DEEP, INVALID}, f"{{ nodes(ids: {lists}) {{ id }} }}"
    )
    ors = "{or: [" * 300 + "{}" + "]}" * 300
    yield document(
        "300 conditions in each other",
        {LONG, DEEP, WIDE},
        f"{{ agencies(where: {ors}) {{ totalCount }} }}",
    )
    wide = ", ".join('{name: {contains: "x"}}' for _ in range(500))
    yield document(
        "500 conditions", {LONG, WIDE}, f"{{ agencies(where: {{or: [{wide}]}}) {{ totalCount }} }}"
    )
    pages = "agencies(first: 1000) { nodes { networks(first: 1000) { nodes { id name } } } }"
    yield document("a million records", {COSTLY}, f"{{ {pages} }}")
    yield document("no operation", {INVALID}, "fragment F on Query { __typename }")
    yield document("nothing", {INVALID, "BAD_ARGUMENT"}, "")
    yield document(
        "a huge number", {INVALID, LONG}, f"{{ agencies(first: {'9' * 5_000}) {{ totalCount }} }}"
    )
    yield document("a name of 100,000 letters", {INVALID, LONG}, f"{{ {'a' * 100_000} }}")


def signs() -> Iterator[Attack]:
    """Signs that are no text."""
    for name, sign in (
        ("NUL", "\0"),
        ("a lone surrogate", "\ud800"),
        ("a byte order mark", "\ufffe"),
    ):
        yield document(f"{name} in the document", {INVALID, "BAD_TEXT"}, f"{{ {sign} __typename }}")
        yield document(
            f"{name} in a variable",
            {"BAD_ID", "BAD_TEXT"},
            "query($v: ID!) { agency(id: $v) { id } }",
            variables={"v": f"agency:{sign}"},
        )
        yield document(
            f"{name} in the operation's name",
            {INVALID, "BAD_ARGUMENT", "BAD_TEXT"},
            NOTHING,
            operationName=sign,
        )
    yield Attack(
        "no UTF-8",
        frozenset({INVALID, "BAD_ARGUMENT", "BAD_TEXT"}),
        b'{"query": "{\xff\xfe __typename}"}',
    )


def bodies() -> Iterator[Attack]:
    """Bodies that are no request."""
    wrong = frozenset({INVALID, "BAD_ARGUMENT"})
    for name, body in {
        "no JSON": b"{",
        "nothing": b"",
        "a text": b'"{__typename}"',
        "a number": b"1",
        "null": b"null",
        "no number": b'{"query": NaN}',
        "a number as a query": b'{"query": 1}',
        "a list as a query": b'{"query": ["{__typename}"]}',
        "a list as variables": b'{"query": "{__typename}", "variables": []}',
        "a text as variables": b'{"query": "{__typename}", "variables": "{}"}',
        "an object as a name": b'{"query": "{__typename}", "operationName": {}}',
        "a text as extensions": b'{"query": "{__typename}", "extensions": "x"}',
    }.items():
        yield Attack(name, wrong, body)
    one = json.dumps({"query": NOTHING})
    yield Attack(
        "a batch of 1,000", frozenset({"BATCH_TOO_LARGE"}), f"[{','.join([one] * 1_000)}]".encode()
    )
    yield Attack("a batch of nothing", wrong, b"[]")
    yield Attack(
        "10 MB", frozenset({"BODY_TOO_LARGE"}), json.dumps({"query": "#" * 10_000_000}).encode()
    )
    yield document(
        "variables of 500 kB",
        {"VARIABLES_TOO_LARGE"},
        "query($v: ID!) { agency(id: $v) { id } }",
        variables={"v": "x" * 500_000},
    )
    for levels in (500, 10_000, 100_000):
        yield deep_variables(levels)
    form = b"query=%7B__typename%7D"
    for kind in (
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data; boundary=x",
    ):
        yield Attack(
            f"a form as {kind}", frozenset({INVALID, "BAD_ARGUMENT"}), form, {"content-type": kind}
        )
    yield Attack("JSON as plain text", wrong, one.encode(), {"content-type": "text/plain"})
    yield Attack("no type", wrong, one.encode(), {})


ATTACKS = [*documents(), *signs(), *bodies()]
