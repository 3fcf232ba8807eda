"""Writes schemathesis.toml: what arguments are filled with, so that most requests find something.

python prepare.py URL FOLDER. The ids are asked from the service itself: some of each kind.
"""

import json
import sys
import urllib.request
from pathlib import Path

SCHEMA = """{ __schema { queryType { fields {
  name args { name type { kind ofType { name } } } type { name ofType { name fields { name } } }
} } } }"""
OTHERS = {
    "a": ("agencies", "networks"),
    "b": ("agencies", "networks"),
    "from": ("agencies", "networks"),
    "to": ("agencies", "networks"),
    "center": ("agencies", "areas"),
    "need": ("problems", "issues"),
    "inside": ("areas",),
}
"""Arguments that are not called as a kind is, by the lists their ids are from."""


def ask(url: str, document: str) -> dict:
    """The data of an answer."""
    body = json.dumps({"query": document}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return json.load(response)["data"]


def ids_by_list(url: str, fields: list[dict]) -> dict[str, list[str]]:
    """Some ids of each root field that lists records."""
    found = {}
    for field in fields:
        if any(arg["name"] == "where" for arg in field["args"]):
            data = ask(url, f"{{ {field['name']}(first: 5) {{ nodes {{ id }} }} }}")
            found[field["name"]] = [node["id"] for node in data[field["name"]]["nodes"]]
    return found


def singular(fields: list[dict], ids: dict[str, list[str]]) -> dict[str, str]:
    """The list that each root field by id is one of: the two lead to the same kind."""
    lists = {
        f["type"]["ofType"]["name"].removesuffix("Connection"): f["name"]
        for f in fields
        if f["name"] in ids
    }
    return {
        field["name"]: lists[field["type"]["name"]]
        for field in fields
        if [arg["name"] for arg in field["args"]][:1] == ["id"] and field["type"]["name"] in lists
    }


def settings(url: str) -> str:
    """The file's text."""
    fields = ask(url, SCHEMA)["__schema"]["queryType"]["fields"]
    ids = ids_by_list(url, fields)
    one = singular(fields, ids)
    bound = {
        "*.*.first": "few",
        "*.*.last": "few",
        "*.*.contains": "words",
        "Query.search.text": "words",
    }
    bound |= {f"Query.{name}.id": of for name, of in one.items()}
    for name, of in one.items():
        bound |= {f"*.*.{name}": of, f"*.*.{of}[*]": of}
    mixed = {
        "-".join(lists): [ident for name in lists for ident in ids[name]]
        for lists in OTHERS.values()
    }
    bound |= {f"*.*.{name}": "-".join(lists) for name, lists in OTHERS.items()}
    values = ids | mixed | {"few": [1, 2, 3], "words": ["ธรรม", "โรงเรียน", "school", "udon", "ก"]}
    lines = [
        f"[dictionaries.{name}]\nvalues = {json.dumps(given)}\n"
        for name, given in values.items()
        if given
    ]
    lines.append("[parameters]")
    lines += [
        f'"{place}" = {{ dictionary = "{name}", probability = 0.85 }}'
        for place, name in bound.items()
        if values[name]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (Path(sys.argv[2]) / "schemathesis.toml").write_text(settings(sys.argv[1]), encoding="utf-8")
