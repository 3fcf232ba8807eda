"""tmp"""
from tests.planner.asking import Asker
import pytest
DOCS = {
 "anchor by another test": '{ agencies(where: {problems: {some: {name: {contains: "ก"}, aliases: {has: "y"}}}}) { totalCount nodes { id } } }',
 "anchor loose": '{ agencies(where: {problems: {some: {name: {contains: "ก"}, issues: {some: {}}}}}) { totalCount nodes { id } } }',
 "inside of another kind": '{ areas(where: {inside: "agency:demo-wat-a"}) { totalCount nodes { id } } }',
 "same field other relationship": '{ fulfilled: successConditions { nodes { fulfilledBy { nodes { __typename ... on Mechanism { issues { totalCount nodes { id }} } ... on Agency { issues { totalCount nodes { id } } } } } } } }',
 "virtues": '{ nodes(ids: ["agency:udon-culture-office"]) { __typename ... on Record { id }} }',
}
@pytest.mark.parametrize("name", DOCS)
async def test_doc(asker: Asker, small_asker, name):
    await small_asker.check(DOCS[name])
    await asker.check(DOCS[name])
