"""Made-up mark sheets, put together by the same code as the real ones, from values that nobody stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from config.styleguide import KINDS
from marksheets.pages import annotations, rows
from marksheets.pages.boxes import box_of
from marksheets.pages.cells import Before
from marksheets.pages.shape import (
    Annotation,
    Asked,
    Document,
    Event,
    GivenReason,
    MoveButton,
    OpenHold,
    Recorded,
    Resolution,
    SeenElsewhere,
    SheetPage,
    Signed,
)
from qualifications import specfile

SEEN = SeenElsewhere("3 hours as coach", "Ike Checker", "3 Dec 2026", "A log signed by the line manager.")
AT = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
WORDS = {
    "strengths": "The opening is described step by step, with an example of your own.",
    "areas": "Say what you would do differently.\nName the evidence.",
}
Values = Mapping[str, str]


@dataclass(frozen=True)
class Marks:
    """A set of marks as the pages read one, kept nowhere."""

    values: Values
    feedback: bool = False
    same_marks: bool = False
    named: tuple[str, ...] = ()

    @property
    def node_marks(self) -> Marks:
        """Where its rows are asked for."""
        return self

    def all(self) -> list[Any]:
        """Its rows."""
        said = WORDS if self.feedback else {"strengths": "", "areas": ""}
        return [
            SimpleNamespace(
                node=node, value=value, strengths=said["strengths"], areas_for_improvement=said["areas"], bullets={}
            )
            for node, value in self.values.items()
        ]


@cache
def definition(code: str) -> specfile.Assessment:
    """One of the made-up sheets."""
    return next(sheet for sheet in specfile.read([KINDS]).assessments if sheet.code == code)


def page(
    code: str,
    assessor: Values | None = None,
    qa: Values | None = None,
    third: Values | None = None,
    *,
    hand: str = "",
    way: str = "",
    feedback: bool = False,
    same_marks: bool = False,
    **changes: Any,
) -> SheetPage:
    """A sheet with these values, for the hand that writes; None is a hand that is hidden or has not begun."""
    sheet = definition(code)
    given = {"assessor": assessor, "iqa": qa, "third": third}
    sets: Any = {
        name: Marks(values, feedback and name == "assessor", same_marks and name == "iqa")
        for name, values in given.items()
        if values is not None
    }
    ways = rows.ways_of(sheet, sets, hand, way)
    boxes = {name: box_of(sheet, sets.get(name), "whole_sheet", {}) for name in given}
    facts = {
        "rows": rows.of(sheet, sets, hand, ways),
        "way": ways,
        "marking_as": hand,
        "assessor_box": boxes["assessor"],
        "qa_box": boxes["iqa"],
        "third_box": boxes["third"],
        "form_version": sheet.form_version,
    }
    return SheetPage(**(_facts(sheet) | facts | changes))


def _facts(sheet: specfile.Assessment) -> dict[str, Any]:
    """Everything that is the same on each of them."""
    return {
        "id": "00000000-0000-7000-8000-000000000000",
        "version": 3,
        "revision": 1,
        "state": "released",
        "state_name": "Released",
        "centre_name": "Made-up Centre",
        "centre_number": "000000",
        "assessment_code": sheet.code,
        "assessment_title": sheet.title,
        "sheet_title": sheet.title,
        "award_title": "Fictional: one sheet of each kind",
        "authenticity": "",
        "use_statement": "",
        "refusal_line": "",
        "rule_text": sheet.rule_text,
        "wording_official": False,
        "learner_name": "Nobody Atall",
        "registration_number": "N-000",
        "attempt": 1,
        "submitted_at": AT,
        "due": "Decision due Thu 26 Nov",
        "declared": True,
        "refuses_use": True,
        "choices": (("The case looks", "backward"),),
        "words": 1850,
        "assessor_name": "Ann Assessor",
        "iqa_name": "Ike Checker",
        "signatures": (
            Signed("Assessor", "Ann Assessor", AT, "5f0c19a2" * 8, False),
            Signed("IQA", "Ike Checker", AT, "c81d4e0b" * 8, False),
            Signed("ILM EV", "Evan Visitor", AT, "09b7e6d2" * 8, True),
        ),
        "checked_on": "21 Nov 2026",
        "documents": (
            Document("a", "essay.docx", "docx", "Word · 1,850 words", "?file=a", "#files"),
            Document("b", "diary.pdf", "pdf", "PDF · 12 pages", "?file=b", "#files"),
        ),
        "moves": MOVES,
        "history": (Event(AT, "Ann Assessor", "signed the marks"), Event(AT, "", "The printed form was stored")),
        "save_url": "#sheet",
        "place": "3 of 11 in your queue",
        "queue_url": "#queue",
        "next_url": "#next",
        "previous_url": "#previous",
        "pdf_url": "#pdf",
        "pdf_note": "",
        "resolution": Resolution(
            "Lea Resolver", "3 Dec 2026", "the IQA’s", "30, 26 = 56", "Session nine shows the evidence."
        ),
        "reasons": (GivenReason("return", "Ike Checker", AT, "Name the evidence in section 2."),),
    }


MOVES = (
    MoveButton("sign", "Sign and next", "#sign", True),
    MoveButton("recall", "Take it back", "#recall", False),
    MoveButton(
        "resolve",
        "Resolve the dispute",
        "#resolve",
        True,
        (
            Asked(
                "standing", "Which marks stand", "", "choice", (("assessor", "The assessor’s"), ("iqa", "The IQA’s"))
            ),
            Asked("reason", "Why", "It stands on the printed sheet.", "text"),
        ),
    ),
    MoveButton(
        "hold",
        "Place a hold",
        "#hold",
        False,
        (
            Asked("kind", "About", "", "choice", (("integrity", "Integrity"), ("appeal", "Appeal"))),
            Asked("sentence", "Public sentence", "Left empty, the usual one stands.", "line", required=False),
        ),
    ),
    MoveButton("void", "Void this sheet", "#void", False, (Asked("reason", "Why", "", "text"),)),
)


def strips() -> list[tuple[str, SheetPage]]:
    """A few parts, many small ones."""
    many = {f"1.{at}": "met" for at in range(1, 5)} | {"2.1": "not_met"}
    return [
        ("few", page("PARTS", {"S1": "14", "S2": "9", "P1": "not_met"}, hand="assessor")),
        ("many", page("DECISIONS", many, hand="assessor")),
    ]


def footers() -> list[tuple[str, SheetPage]]:
    """The decision as it is made: by each hand, open, passed, referred, and in both ways at once."""
    whole = {"S1": "31", "S2": "24"}
    return [
        ("nothing yet", page("SECTIONS", {"S1": "", "S2": ""}, hand="assessor")),
        ("one mark", page("SECTIONS", {"S1": "31"}, hand="assessor")),
        ("referral", page("SECTIONS", whole, hand="assessor")),
        ("pass", page("SECTIONS", {"S1": "31", "S2": "40"}, hand="assessor")),
        ("a warning", page("PARTS", {"S1": "20", "P1": "met"}, hand="assessor")),
        ("both ways", page("MARKS", {"1.1": "8", "1.2": "met", "1.3": "20"}, hand="assessor")),
        ("a check", page("SECTIONS", whole, whole, hand="iqa", same_marks=True)),
        ("a third set", page("SECTIONS", whole, {"S1": "31", "S2": "26"}, {"S1": "30"}, hand="third")),
    ]


def noted() -> SheetPage:
    """A sheet that everything is to be said about first."""
    return page(
        "SECTIONS",
        {"S1": "31", "S2": "24"},
        {"S1": "30", "S2": "26"},
        standing="iqa",
        under_review="3 December 2026",
        check="Ike Checker is at work on this check.",
        returned=GivenReason("return", "Ike Checker", AT, "Name the evidence in section 2."),
        holds=(OpenHold("Appeal", "An appeal is open.", "Lodged on Monday.", AT),),
        pdf_note="The PDF is being made; it is here in a moment. Reload this page.",
        recorded=(
            Recorded("a", "Hours", "Hours: 9 of 12, not enough", "ref", "7 entries counted", (), can_override=True),
            Recorded("b", "Hours", "Hours: 12 of 12", "ok", "7 entries counted", (SEEN,), can_override=False),
            Recorded("c", "Sessions", "Sessions: not recorded", "none", "", (), can_override=False),
        ),
    )


def remarked() -> SheetPage:
    """A sheet on the assessor's desk with comments on the work, each a kind of its own."""
    line = ((1200, 2400, 6800, 170),)
    found = (
        Annotation(
            "1", "assessor", "a", "essay.pdf", 1, "p 1", "S1", "the learner’s own", "Well put.", True, line, own=True
        ),
        Annotation(
            "2", "assessor", "a", "essay.pdf", 1, "p 1", "", "", "Whose letterhead is this?", False, line, own=True
        ),
        Annotation("3", "iqa", "a", "essay.pdf", 2, "p 2", "S2", "own words", "", False, ()),
    )
    plain = page("SECTIONS", {"S1": "31", "S2": "24"}, hand="assessor")
    was = Before("22", areas=(("same", "Name the"), ("gone", "evidence."), ("new", "source.")), points=1)
    rows_with = tuple(
        replace(row, before=was if row.code == "S2" else Before()) for row in annotations.beside(plain.rows, found)
    )
    files = (Document("a", "essay.pdf", "pdf", "PDF · 2 pages", "?file=a", "#files"),)
    return replace(plain, rows=rows_with, margin=annotations.about(found, ""), documents=files)
