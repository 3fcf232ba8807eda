"""Operations that take every form that the planner's statements have."""

from __future__ import annotations

from tests.planner.test_branches import NESTED
from tests.planner.test_emit import TEXTS

_SCOPED = 'asOf: "2020-01-01", datasets: ["dataset:a"], includeSynthetic: false'

OPERATIONS = {
    **{name: document for name, (document, _, _) in TEXTS.items()},
    "nested": NESTED,
    "scopes": f"""{{ mechanisms({_SCOPED}, first: 2) {{ totalCount nodes {{ id issues {{ nodes {{ id }} }} }} }}
      commitment(id: "commitment:a", {_SCOPED}) {{ towards(last: 2) {{ nodes {{ __typename }} }} }} }}""",
    "values": """{ agencies(where: {website: {eq: "x", startsWith: "x", contains: "x", in: ["x"]},
      aliases: {has: "x", hasAny: ["x"]}, createdAt: {gte: "2020-01-01T00:00:00Z"}, id: {in: ["agency:a"]},
      nameEn: {isNull: true}, nameTh: {matches: "x"}}) { totalCount } }""",
    "names": """{ agencies(where: {or: [{name: {contains: "ก"}}, {name: {startsWith: "ก"}}, {name: {eq: "ก"}}]}) { nodes { id } } }""",
    "likeness": """{ agencies(where: {name: {resembles: "กขค"}}, first: 2) { nodes { id } edges { cursor } } }""",
    "relationships": """{ agencies(where: {networks: {some: {id: {eq: "network:a"}}}, not: {problems: {none: {name: {contains: "ก"}}}},
      basedIn: {some: {id: {inside: "area:a"}}}, goals: {single: {id: {eq: "goal:a"}}}}) { totalCount } }""",
    "counted relationships": """{ agencies(where: {problems: {count: {gt: 1}}, networks: {count: {in: [2, 3]}}}) { totalCount } }""",
    "alternatives": """{ agencies(where: {or: [{networks: {some: {id: {eq: "network:a"}}}}, {id: {eq: "agency:a"}},
      {basedIn: {some: {id: {inside: "area:a"}}}}]}, first: 2) { totalCount nodes { id } } }""",
    "any kind": """{ nodes(ids: ["agency:a", "area:a"]) { __typename id ... on Agency { kind { id } evidence { id } } } }""",
    "orders": """{ agencies(orderBy: [{networksCount: DESC}, {createdAt: ASC}], first: 2) { nodes { id } edges { cursor } }
      areas(last: 2, orderBy: [{name: DESC}]) { nodes { id } pageInfo { hasPreviousPage } } }""",
    "conditions that anchor nothing": """{ areas(where: {not: {id: {inside: "area:a"}, code: {eq: "x"}},
      or: [{id: {inside: "area:b"}}, {isoCode: {isNull: true}}]}) { totalCount } }""",
    "missing values in order": """{ goals(orderBy: [{due: ASC}], first: 2) { nodes { id name(lang: null) } }
      late: goals(orderBy: [{due: DESC}], first: 2) { nodes { id } } }""",
    "measures": """{ goals(first: 1) { totalCount nodes { id } aggregate { count sum { horizonYears } max { due } } }
      indicator(id: "indicator:a") { readings { aggregate { count avg { value } } } } }""",
    "groups": """{ agencies { groupBy(by: [KIND, DATASETS, CREATED_AT_YEAR], first: 3) {
      keys { by value node { __typename nameEn } } aggregate { count } } }
      network(id: "network:a") { agencies { groupBy(by: [BASED_IN]) { keys { value } } } } }""",
}
"""Documents by what their statements do."""
