"""A new sheet is a data file: these tests touch that file and nothing else. Outcomes are worked out by hand."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from qualifications import outcome
from qualifications.models import Assessment, Specification

THREE_SECTIONS = Path(settings.BASE_DIR) / "docs" / "examples" / "three-sections.toml"
CRITERION_DECISIONS = Path(settings.BASE_DIR) / "docs" / "examples" / "criterion-decisions.toml"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def decided(file: Path, code: str, marks: str, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(said("outcome", code, f"--marks={marks}", f"--file={file}", *more))
    return told


def test_adding_the_20_30_50_sheet_touches_one_data_file() -> None:
    assert said("publish_specs", "--check", str(THREE_SECTIONS)) == (
        "1 award, 1 unit and 1 assessment in 1 file: no mistakes.\n"
    )


@pytest.mark.parametrize(
    ("marks", "expected", "total", "referred"),
    [
        ("8,12,40", "pass", 60, []),
        ("20,30,20", "pass", 70, []),
        ("8,12,39", "referral", 59, []),  # every minimum is reached: the total alone refers
        ("20,30,19", "referral", 69, ["S3"]),
        ("7,30,50", "referral", 87, ["S1"]),
        ("20,,50", "undecided", None, []),
    ],
)
def test_it_decides_at_once(marks: str, expected: str, total: int | None, referred: list[str]) -> None:
    told = decided(THREE_SECTIONS, "EX-401", marks)

    assert (told["outcome"], told["total"], told["referred"]) == (expected, total, referred)


@pytest.mark.django_db
def test_it_is_published_with_its_award_and_its_unit() -> None:
    assert said("publish_specs", str(THREE_SECTIONS)).splitlines() == [
        "Published EX-401 2026",
        "Published EX-401 2026-01",
        "Published EX-AWARD-MEETINGS 2026-01",
        "3 published, 0 unchanged.",
    ]
    sheet = Assessment.objects.get(code="EX-401").definition
    assert [(node.code, node.is_scored, node.maximum, node.words) for node in sheet.walk()] == [
        ("S0", False, None, 200),
        ("S1", True, 20, 500),
        ("S2", True, 30, 800),
        ("S3", True, 50, 1200),
    ]
    marks = {"S1": outcome.Value(mark=8), "S2": outcome.Value(mark=12), "S3": outcome.Value(mark=40)}
    assert outcome.decide(sheet, marks).headline == (
        "Pass: the total is 60 or more and every section is at or above its minimum."
    )
    assert Specification.objects.get(code="EX-AWARD-MEETINGS").fictional


@pytest.mark.parametrize(
    ("marks", "hours", "expected", "referred"),
    [
        ("met,met,met", "6", "pass", []),
        ("met,met,met", "5.5", "referral", ["1.2"]),
        ("met,met,not met", "7", "referral", ["1.3"]),
        ("met,,met", "6", "undecided", []),
    ],
)
def test_the_criterion_sheet_needs_every_criterion_and_its_hours(
    marks: str, hours: str, expected: str, referred: list[str]
) -> None:
    told = decided(CRITERION_DECISIONS, "EX-302", marks, f"--quantity=hours={hours}")

    assert (told["outcome"], told["total"], told["referred"]) == (expected, None, referred)


@pytest.mark.django_db
def test_the_criterion_sheet_is_published() -> None:
    assert said("publish_specs", str(CRITERION_DECISIONS)).splitlines()[-1] == "2 published, 0 unchanged."
    sheet = Assessment.objects.get(code="EX-302").definition

    assert [node.name for node in sheet.scored] == ["criterion 1.1", "criterion 1.2", "criterion 1.3"]
