"""The tables of competence against values read by hand off 002 and 003: rows, what is needed, what is ideal."""

from __future__ import annotations

from qualifications import specfile
from qualifications.specfile import EachOf, OneOf, indicators

CATALOGUE = specfile.read([specfile.SHIPPED])
TABLES = {table.code: table for table in CATALOGUE.competences}


def shape(code: str) -> list[tuple[str, str]]:
    """Of each row: how its indicators stand together, and of each indicator R(equired) or D(esirable) and its years."""
    found = []
    for row in TABLES[code].rows:
        letters = [
            f"{'R' if each.is_required else 'D'}{row.window_of(each) or ''}" for each in indicators(row.indicators)
        ]
        joint = {EachOf: "and", OneOf: "or"}[type(row.indicators)]
        found.append((joint if len(letters) > 1 else "", " ".join(letters)))
    return found


def test_002_has_3_rows_for_tutors_and_4_for_assessors_and_iqas() -> None:
    assert shape("ILM-L7-TUTORS") == [("and", "R D R R"), ("", "R"), ("", "D")]
    assert shape("ILM-L7-ASSESSORS") == [("and", "R R"), ("", "R"), ("", "D"), ("and", "R R")]


def test_a_row_of_002_that_is_only_ideal_gates_nobody() -> None:
    gating = {
        code: [row.number for row in TABLES[code].rows if row.is_required]
        for code in ("ILM-L7-TUTORS", "ILM-L7-ASSESSORS")
    }
    assert gating == {"ILM-L7-TUTORS": ["1", "2"], "ILM-L7-ASSESSORS": ["1", "2", "4"]}


def test_003_has_8_rows_for_each_with_or_and_three_years_where_it_prints_them() -> None:
    rows = [
        ("", "R3"),
        ("", "R"),
        ("and", "R3 D"),
        ("", "R3"),
        ("or", "R R3 D"),
        ("or", "R R3"),
        ("or", "R R R"),
        ("", "R3"),
    ]
    assert shape("ILM-L3-CM-TUTORS") == rows
    assert shape("ILM-L3-CM-ASSESSORS") == rows
    assert all(row.is_required for code in ("ILM-L3-CM-TUTORS", "ILM-L3-CM-ASSESSORS") for row in TABLES[code].rows)


def test_each_table_is_for_its_roles_and_copied() -> None:
    assert {code: (table.roles, table.wording, table.source[:3]) for code, table in TABLES.items()} == {
        "ILM-L3-CM-TUTORS": (("tutor",), "official", "003"),
        "ILM-L3-CM-ASSESSORS": (("assessor", "iqa"), "official", "003"),
        "ILM-L7-TUTORS": (("tutor",), "official", "002"),
        "ILM-L7-ASSESSORS": (("assessor", "iqa"), "official", "002"),
    }


def test_which_award_asks_for_which_tables() -> None:
    asked = {award.code: award.competences for award in CATALOGUE.awards if award.competences}
    level_3 = ("ILM-L3-CM-TUTORS", "ILM-L3-CM-ASSESSORS")
    level_7 = ("ILM-L7-TUTORS", "ILM-L7-ASSESSORS")
    assert asked == {
        "L3-AWARD-COACHING": level_3,
        "L3-CERT-COACHING": level_3,
        "L3-AWARD-MENTORING": level_3,
        "L3-CERT-MENTORING": level_3,
        "L3-CERT-COACHING-MENTORING": level_3,
        "L7-CERT": level_7,
        "L7-DIP": level_7,
    }
