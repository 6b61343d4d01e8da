"""Specifications as stored documents: nothing is lost, and a digest changes exactly when the text does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qualifications import specfile
from qualifications.specfile import Kind, TotalAtLeast
from tests.qualifications.made_up import MADE_UP, sheet

CATALOGUE = specfile.read([specfile.SHIPPED])


def through_json(document: specfile.Document) -> specfile.Document:
    stored: specfile.Document = json.loads(json.dumps(document))
    return stored


def test_the_shipped_catalogue_has_no_mistakes() -> None:
    assert CATALOGUE.mistakes == ()


def test_everything_shipped_comes_back_from_its_document() -> None:
    for award in CATALOGUE.awards:
        assert specfile.award_from_document(through_json(specfile.to_document(award))) == award
    for unit in CATALOGUE.units:
        assert specfile.unit_from_document(through_json(specfile.to_document(unit))) == unit
    for assessment in CATALOGUE.assessments:
        document = through_json(specfile.to_document(assessment))
        assert specfile.assessment_from_document(document) == assessment


@pytest.mark.parametrize("code", ["MIXED", "HOURS", "PARTS", "EITHER", "CRITERIA", "THREE"])
def test_every_kind_of_node_and_rule_comes_back(code: str) -> None:
    assert specfile.assessment_from_document(through_json(specfile.to_document(sheet(code)))) == sheet(code)


def test_what_the_default_says_already_is_not_written() -> None:
    assert specfile.to_document(sheet("OVERALL")) == {
        "code": "OVERALL",
        "version": "1",
        "title": "An older optional unit: the overall 50 alone, compensation allowed",
        "wording": "centre_own",
        "rule": {"total_at_least": 50},
        "nodes": [
            {"code": "S1", "kind": "section", "number": "1", "heading": "First", "maximum": 50},
            {"code": "S2", "kind": "section", "number": "2", "heading": "Second", "maximum": 50},
        ],
    }


def test_one_changed_letter_changes_the_digest_and_not_the_structure() -> None:
    before = sheet("D7.01")
    after = replace(before, task=before.task + ".")

    assert specfile.digest(before) != specfile.digest(after)
    assert specfile.structure_hash(before) == specfile.structure_hash(after)


def test_another_version_of_the_same_structure_may_carry_marks_forward() -> None:
    before = sheet("D7.01")

    assert specfile.structure_hash(before) == specfile.structure_hash(replace(before, version="2099", title="New"))


def test_maximum_minimum_mapping_and_rule_are_structure() -> None:
    before = sheet("D7.01")
    first, *rest = before.nodes
    bullet = replace(first.bullets[0], evidences=())
    changed = [
        replace(before, rule=TotalAtLeast(50)),
        replace(before, nodes=(replace(first, minimum=24), *rest)),
        replace(before, nodes=(replace(first, maximum=51), *rest)),
        replace(before, nodes=(replace(first, bullets=(bullet, *first.bullets[1:])), *rest)),
    ]

    assert specfile.structure_hash(before) not in {specfile.structure_hash(each) for each in changed}


def test_a_document_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="“title” is missing"):
        specfile.unit_from_document({"code": "U1", "version": "1", "level": 3, "credits": 4, "wording": "official"})


def test_nodes_are_called_by_the_number_that_people_see() -> None:
    names = {node.code: node.name for node in sheet("MIXED").walk()}

    assert names == {"C1": "criterion 1.1", "B1": "criterion 1.2", "T1": "test 1"}
    assert [node.name for node in sheet("THREE").scored] == ["section 1", "section 2", "section 3"]


def test_a_section_counts_through_groups_in_printed_order() -> None:
    assert [(node.name, node.kind) for node in sheet("PARTS").walk()] == [
        ("part 1", Kind.GROUP),
        ("section 1", Kind.SECTION),
        ("section 2", Kind.SECTION),
        ("section 3", Kind.SECTION),
    ]


def test_the_made_up_sheets_have_no_mistakes() -> None:
    assert specfile.read([MADE_UP]).mistakes == ()
