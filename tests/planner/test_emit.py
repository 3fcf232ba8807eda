"""The text of a few statements, to the letter, and their slots."""

from __future__ import annotations

import pytest

from tests.planner.planning import plan

TEXTS = {
    "a node by id": (
        """{ agency(id: "agency:a") { id name(lang: EN) kind { nameTh } createdAt } }""",
        """
        RETURN [COLLECT {
          UNWIND $p[0] AS i2
          OPTIONAL MATCH (n1:Record)
          WHERE n1.id = i2 AND (n1:Agency)
          RETURN CASE WHEN n1 IS NOT NULL THEN [head([t IN [n1.`created_at`] WHERE t IS NOT NULL |
              left(toString(datetime({epochSeconds: t.epochSeconds, nanosecond: t.nanosecond / 1000 * 1000 + 1})), 26) + 'Z']), n1.`id`, CASE $p[1] WHEN 'en'
              THEN coalesce(n1.name_en, n1.name_th)
              ELSE n1.name_th END, head(COLLECT { MATCH (n3:Record {id: n1.`kind`}) RETURN [n3.`name_th`]
              })] END
        }] AS r
        """,
        "IDS LANG",
    ),
    "a union on a day": (
        """{ commitment(id: "commitment:a", asOf: "2020-01-01") { towards(first: 2) { edges { since node {
        ... on Goal { due } ... on Mechanism { starts } } } } } }""",
        """
        RETURN [COLLECT {
          UNWIND $p[0] AS i2
          OPTIONAL MATCH (n1:Record)
          WHERE n1.id = i2 AND (n1:Commitment)
          RETURN CASE WHEN n1 IS NOT NULL THEN [[COLLECT {
            MATCH (n1)-[r4:TOWARDS]->(n3)
            WHERE (r4.since IS NULL OR r4.since <= $p[1]) AND (r4.until IS NULL OR r4.until >= $p[1])
                AND (n3.starts IS NULL OR n3.starts <= $p[1]) AND (n3.ends IS NULL OR n3.ends >= $p[1])
            WITH n3, r4, n3.sort_th AS k5
            WHERE NOT $p[2] OR ((k5 > $p[3]) OR (k5 = $p[3] AND n3.id > $p[4]) OR (k5 = $p[3]
                AND n3.id = $p[4] AND r4.id > $p[5]))
            WITH n3, r4, k5
            ORDER BY k5, n3.id, r4.id LIMIT $p[6]
            RETURN [[toString(r4.`since`)], [n3.id, CASE WHEN n3:Goal THEN [toString(n3.`due`)]
                WHEN n3:GoodDeed THEN [] WHEN n3:Mechanism THEN [toString(n3.`starts`)] END]]
          }]] END
        }] AS r
        """,
        "IDS DATE HAS_CURSOR CURSOR CURSOR CURSOR LIMIT",
    ),
    "a page of a kind by several keys": (
        """{ areas(first: 2, where: {name: {contains: "ก"}}, orderBy: [{code: DESC}, {containsCount: ASC}]) {
        totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } }""",
        """
        RETURN [[COLLECT {
          MATCH (n1:Area)
          WHERE n1.search_lc CONTAINS $p[1]
          WITH n1, n1.`code` AS k3, COUNT { (n1)<-[r5:WITHIN]-(n6) } AS k4
          WHERE NOT $p[0] OR ((CASE WHEN $p[2] IS NULL THEN k3 IS NOT NULL
              ELSE coalesce(k3 < $p[2], false) END) OR (coalesce(k3 = $p[2], k3 IS NULL AND $p[2] IS NULL)
              AND k4 > $p[3]) OR (coalesce(k3 = $p[2], k3 IS NULL AND $p[2] IS NULL) AND k4 = $p[3]
              AND n1.id < $p[4]))
          WITH n1, k3, k4
          ORDER BY k3 DESC, k4, n1.id DESC LIMIT $p[5]
          RETURN [[n1.`code`, COUNT { (n1)<-[r7:WITHIN]-(n8) }, n1.id]]
        }, CASE WHEN $p[6] THEN EXISTS {
          MATCH (n9:Area)
          WHERE n9.search_lc CONTAINS $p[7]
          WITH n9
          WHERE NOT ((CASE WHEN $p[8] IS NULL THEN n9.`code` IS NOT NULL
              ELSE coalesce(n9.`code` < $p[8], false) END) OR (coalesce(n9.`code` = $p[8], n9.`code` IS NULL
              AND $p[8] IS NULL) AND COUNT { (n9)<-[r11:WITHIN]-(n12) } > $p[9])
              OR (coalesce(n9.`code` = $p[8], n9.`code` IS NULL AND $p[8] IS NULL)
              AND COUNT { (n9)<-[r11:WITHIN]-(n12) } = $p[9] AND n9.id < $p[10]))
          RETURN n9
        } ELSE false END, COUNT { MATCH (n13:Area) WHERE n13.search_lc CONTAINS $p[11] RETURN n13 }]] AS r
        """,
        "HAS_CURSOR PART CURSOR CURSOR CURSOR LIMIT HAS_CURSOR PART CURSOR CURSOR CURSOR PART",
    ),
    "backwards from an anchor, or along the order": (
        """{ agencies(where: {problems: {some: {id: {eq: "problem:a"}}}}) { nodes { id } } }""",
        """
        RETURN [[COLLECT {
          UNWIND CASE WHEN COUNT { MATCH (n3:Record) WHERE n3.id IN $p[2] MATCH (n3)<-[:RAISES]-() } <= 200
              THEN COLLECT {
            MATCH (n4:Record)
            WHERE n4.`id` IN $p[3] AND (n4:Problem)
            WITH DISTINCT n4
            MATCH (n4)<-[r5:RAISES]-(n1:Agency)
            WITH DISTINCT n1
            WITH n1
            WHERE n1.sort_th >= $p[0] AND n1.id IS NOT NULL AND (n1.sort_th > $p[0] OR n1.id > $p[1])
            WITH n1
            ORDER BY n1.sort_th, n1.id LIMIT $p[4]
            RETURN n1
          } ELSE COLLECT {
            MATCH (n6:Agency)
            WHERE n6.sort_th >= $p[5] AND n6.id IS NOT NULL AND (n6.sort_th > $p[5] OR n6.id > $p[6])
                AND EXISTS { MATCH (n6)-[r7:RAISES]->(n8) WHERE n8.`id` IN $p[7] }
            WITH n6
            ORDER BY n6.sort_th, n6.id LIMIT $p[8]
            RETURN n6
          } END AS n1
          RETURN [n1.`id`]
        }]] AS r
        """,
        "CURSOR CURSOR ID_LIST ID_LIST LIMIT CURSOR CURSOR ID_LIST LIMIT",
    ),
    "alternatives, narrowed": (
        """{ issues(where: {or: [{id: {inside: "issue:a"}}, {concerned: {none: {synthetic: {eq: true}}}}]},
        includeSynthetic: false, datasets: ["dataset:a"]) { totalCount } }""",
        """
        RETURN [[COUNT {
          CALL () {
            MATCH (n3:Record)
            WHERE n3.id IN $p[1]
            MATCH (n3)<-[:BROADER]-{0,5}(n1)
            WHERE (n1:Issue)
            WITH DISTINCT n1
            RETURN n1
            UNION
            MATCH (n1:Issue)
            WHERE NOT EXISTS {
              MATCH (n1)<-[r4:CONCERNS]-(n5)
              WHERE any(d IN r4.datasets WHERE d IN $p[0]) AND NOT coalesce(r4.synthetic, false)
                  AND any(d IN n5.datasets WHERE d IN $p[0]) AND NOT coalesce(n5.synthetic, false)
                  AND n5.`synthetic` = $p[2]
            }
            RETURN n1
          }
          WITH DISTINCT n1
          WITH n1
          WHERE any(d IN n1.datasets WHERE d IN $p[0]) AND NOT coalesce(n1.synthetic, false)
          RETURN n1
        }]] AS r
        """,
        "ID_LIST ID_LIST VALUE",
    ),
}


def one_line(text: str) -> str:
    """A statement without its layout, as the planner writes it."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_statement(name: str) -> None:
    """It changes only on purpose: a new text is planned anew by every database."""
    document, text, slots = TEXTS[name]
    made = plan(document)
    assert made.text == one_line(text)
    assert " ".join(slot.kind.name for slot in made.slots) == slots


def test_deep_levels_are_calls() -> None:
    """The innermost five are written with COLLECT, those around them with CALL."""
    inner = "id"
    for _ in range(7):
        inner = f"collaboratesWith {{ nodes {{ {inner} }} }}"
    text = plan(f'{{ agency(id: "agency:a") {{ {inner} }} }}').text or ""
    assert (text.count("CALL ("), text.count("COLLECT {")) == (3, 5)
    assert text.index("COLLECT {") > text.rindex("CALL (")


def test_introspection_needs_no_statement() -> None:
    """Nothing of it is in the database."""
    made = plan("{ __schema { queryType { name } } counts { agencies } __typename }")
    assert (made.text, made.parts, list(made.others)) == (
        None,
        (),
        ["__schema", "counts", "__typename"],
    )
