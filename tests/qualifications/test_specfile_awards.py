"""What the file of an award can get wrong: groups, barred units, competences, and a rule nobody could meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifications import specfile
from qualifications.specfile import Barred, EachOf, Group, Indicator, OneOf
from tests.qualifications.whole_file import mistakes

AWARD = """format = 1
[[units]]
code = "U1"
version = "1"
title = "A unit"
level = 3
credits = 4
wording = "centre_own"
[[units]]
code = "U2"
version = "1"
title = "A larger unit"
level = 4
credits = 7
wording = "centre_own"
predecessor = "U0"
replaces = ["U1"]
[[competences]]
code = "C1"
version = "1"
title = "What tutors must bring"
roles = ["tutor"]
  [[competences.rows]]
  number = "1"
  text = "Knowledge"
  window_years = 5
    [[competences.rows.indicators.any_of]]
    text = "A qualification"
    window_years = 3
    [[competences.rows.indicators.any_of]]
    text = "A membership"
    strength = "desirable"
  [[competences.rows]]
  number = "2"
  text = "A plan"
  strength = "desirable"
  indicators = { all_of = [ { code = "P", text = "A plan", strength = "desirable" } ] }
[[awards]]
code = "Q1"
version = "1"
title = "An award"
kind = "regulated"
level = 3
credits = 7
credits_above_level = 7
competences = ["C1"]
predecessors = ["Q0"]
professional_titles = ["Coach (Q)"]
  [[awards.groups]]
  code = "1"
  title = "Group 1"
  minimum_credits = 7
  maximum_units = 1
  [[awards.units]]
  code = "U1"
  version = "1"
  mandatory = false
  group = "1"
  [[awards.units]]
  code = "U2"
  version = "1"
  mandatory = false
  group = "1"
  [[awards.barred]]
  units = ["U1", "U2"]
  because = "The larger holds the smaller."
  [[awards.quantities]]
  code = "hours"
  measure = "hours"
  minimum = 20
  unit = "U2"
"""


def test_a_whole_award_has_no_mistakes(tmp_path: Path) -> None:
    assert mistakes(tmp_path, AWARD) == []


def test_it_is_read_key_by_key(tmp_path: Path) -> None:
    file = tmp_path / "award.toml"
    file.write_text(AWARD)
    catalogue = specfile.read([file])
    (award,), (table,) = catalogue.awards, catalogue.competences

    assert award.groups == (Group(code="1", title="Group 1", minimum_credits=7, maximum_units=1),)
    assert award.barred == (Barred(units=("U1", "U2"), because="The larger holds the smaller."),)
    assert [(unit.code, unit.mandatory, unit.group) for unit in award.units] == [("U1", False, "1"), ("U2", False, "1")]
    assert (award.credits_above_level, award.predecessors, award.professional_titles) == (7, ("Q0",), ("Coach (Q)",))
    assert [(quantity.code, quantity.minimum) for quantity in award.quantities] == [("hours", 20)]
    assert (catalogue.units[1].predecessor, catalogue.units[1].replaces) == ("U0", ("U1",))
    assert table.row("1").indicators == OneOf(
        (
            Indicator(code="1.a", text="A qualification", window_years=3),
            Indicator(code="1.b", text="A membership", strength="desirable"),
        )
    )
    assert table.row("2").indicators == EachOf((Indicator(code="P", text="A plan", strength="desirable"),))
    assert [table.row("1").window_of(i) for i in specfile.indicators(table.row("1").indicators)] == [3, 5]


def test_it_comes_back_from_its_documents(tmp_path: Path) -> None:
    file = tmp_path / "award.toml"
    file.write_text(AWARD)
    catalogue = specfile.read([file])

    for award in catalogue.awards:
        assert specfile.award_from_document(specfile.to_document(award)) == award
    for unit in catalogue.units:
        assert specfile.unit_from_document(specfile.to_document(unit)) == unit
    for table in catalogue.competences:
        assert specfile.competences_from_document(specfile.to_document(table)) == table


def test_a_table_of_competences_is_stored_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "award.toml"
    file.write_text(AWARD)
    [table] = specfile.read([file]).competences

    assert specfile.to_document(table)["rows"][0] == {
        "number": "1",
        "text": "Knowledge",
        "window_years": 5,
        "indicators": {
            "any_of": [
                {"code": "1.a", "text": "A qualification", "window_years": 3},
                {"code": "1.b", "text": "A membership", "strength": "desirable"},
            ]
        },
    }


@pytest.mark.parametrize(
    ("right", "wrong", "line", "place", "sentence"),
    [
        (
            "credits = 7\ncredits_above",
            "credits = 12\ncredits_above",
            44,
            "award Q1",
            "The credits do not add up: the award says 12, its units come to 11 (0 of them mandatory). "
            "Write credits = 11 or less, or name the units that are missing.",
        ),
        (
            "credits = 7\ncredits_above",
            "credits = 8\ncredits_above",
            54,
            "award Q1",
            "No choice of its units meets the rule of combination. "
            "With all of them: The award needs 8 credits; 1 is missing.",
        ),
        (
            "credits_above_level = 7",
            "credits_above_level = 6",
            54,
            "award Q1",
            "No choice of its units meets the rule of combination. With all of them: "
            "Group 1 needs 7 credits; 3 are missing. The award needs 7 credits; 3 are missing.",
        ),
        (
            'version = "1"\n  mandatory = false\n  group = "1"\n  [[awards.units]]',
            'version = "1"\n  group = "1"\n  [[awards.units]]',
            54,
            "award Q1",
            "No choice of its units meets the rule of combination. With all of them: "
            "Group 1 needs 7 credits; 3 are missing. The award needs 7 credits; 3 are missing.",
        ),
        (
            "maximum_units = 1",
            "maximum_credits = 6",
            49,
            "award Q1, group 1",
            "The minimum of 7 credits is above the maximum of 6.",
        ),
        (
            'code = "1"\n  title = "Group 1"',
            'code = "2"\n  title = "Group 2"',
            49,
            "award Q1, group 2",
            "No unit is in this group; say group = \"2\" at the units that are.",
        ),
        (
            'group = "1"\n  [[awards.barred]]',
            'group = "3"\n  [[awards.barred]]',
            63,
            "award Q1",
            "Unit U2 is in group 3; the groups of this award are: 1.",
        ),
        (
            'units = ["U1", "U2"]',
            'units = ["U1", "U9"]',
            65,
            "award Q1",
            "Unit U9 is barred, but the award does not have it.",
        ),
        (
            'units = ["U1", "U2"]',
            'units = ["U1", "U1"]',
            65,
            "award Q1, barred units 1",
            "Name at least two different units that never count together.",
        ),
        (
            "level = 3\ncredits = 7",
            "credits = 7",
            44,
            "award Q1",
            "“credits_above_level” needs the award’s own “level”.",
        ),
        (
            'unit = "U2"',
            'unit = "U9"',
            71,
            "award Q1, quantity hours",
            "U9 is not a unit of this award; it has U1, U2.",
        ),
        (
            'competences = ["C1"]',
            'competences = ["C2"]',
            46,
            "award Q1",
            "No file holds a table of competence requirements C2.",
        ),
        (
            'predecessors = ["Q0"]',
            'predecessors = ["Q 0"]',
            47,
            "award Q1",
            "“Q 0” is not a code: letters, digits and . _ / - only, no blanks.",
        ),
        (
            'roles = ["tutor"]',
            'roles = ["teacher"]',
            22,
            "competences C1",
            "“teacher” is not one of tutor, assessor, iqa.",
        ),
        (
            'roles = ["tutor"]\n',
            "",
            18,
            "competences C1",
            "“roles” must name one of tutor, assessor, iqa, or several.",
        ),
        (
            'text = "A plan"\n  strength = "desirable"',
            'text = "A plan"',
            33,
            "competences C1, row 2",
            "Every indicator is desirable, and a desirable alone never satisfies: nothing could meet this row. "
            'Give the row strength = "desirable".',
        ),
        (
            "{ all_of = [ {",
            "{ one_of = [ {",
            37,
            "competences C1, row 2",
            "Indicators are one list, “all_of” or “any_of”, at most 4 deep.",
        ),
        (
            'number = "2"',
            'number = "1"',
            23,
            "competences C1",
            "Row 1 stands twice.",
        ),
        (
            'code = "P"',
            'code = "1.b"',
            23,
            "competences C1",
            "Indicator 1.b stands twice.",
        ),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_and_its_sentence(
    tmp_path: Path, right: str, wrong: str, line: int, place: str, sentence: str
) -> None:
    assert right in AWARD
    assert (line, place, sentence) in mistakes(tmp_path, AWARD.replace(right, wrong, 1))
