"""Small builders that keep the sample sheets readable as sheets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from marksheets.pages.shape import Box, Bullet, Cell, Document, Event, Outcome, Row, SheetPage, Signed

AUTHENTICITY = "Learner named below confirms authenticity of submission."
USE = (
    "ILM uses learners’ submissions – on an anonymous basis – for assessment standardisation. By "
    "submitting, I agree that ILM may use this script on condition that all information which may "
    "identify me is removed."
)
REFUSAL = "However, if you are unwilling to allow ILM use your script, please refuse by ticking the box:"
RULE = "Total 50 + overall, AND minimum in each section"
DIPLOMA = "ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors"

ADA_SIGNED = Signed(
    "Assessor",
    "Ada Byrne",
    datetime(2026, 11, 18, 16, 5, tzinfo=UTC),
    "5f0c19a2e77b4d3186c1f2ab90de4471c6a3820f51be7d94a0c25e6837bd1f02",
    False,
)
IQBAL_SIGNED = Signed(
    "IQA",
    "Iqbal Rahman",
    datetime(2026, 11, 21, 10, 42, tzinfo=UTC),
    "c81d4e0b93f27a65d04be1c7785fa3926e10bb42d9f6c3517ae8240fd35b9c6e",
    False,
)
EVE_SIGNED = Signed(
    "ILM EV",
    "Eve Marlow",
    datetime(2026, 12, 3, 14, 20, tzinfo=UTC),
    "09b7e6d2415fc8a3e29d70164bcf85da7731e0c94fa2b6583dd1907ec64a2b18",
    False,
)


def cell(mark: int | None, minimum: int) -> Cell:
    """A mark beside its minimum, said as the desk says it."""
    if mark is None:
        return Cell("", "none", "No mark yet")
    if mark < minimum:
        return Cell(str(mark), "ref", f"{minimum - mark} below the minimum of {minimum}")
    over = "At the minimum" if mark == minimum else f"{mark - minimum} above the minimum"
    return Cell(str(mark), "ok", over)


def bullet(code: str, text: str, *criteria: str, met: str = "", note: str = "") -> Bullet:
    """One printed bullet; `met` is "met", "not_met" or ""."""
    return Bullet(code, text, criteria, (note,) if note else (), met)


def section(
    number: int,
    heading: str,
    maximum: int,
    minimum: int,
    bullets: tuple[Bullet, ...],
    marks: tuple[int | None, int | None],
    *,
    short: str = "",
    guidance: str = "",
    strengths: str = "",
    areas: str = "",
    difference: str = "",
) -> Row:
    """A section with marks; `marks` are the assessor's and the IQA's, None for a hand that has not written."""
    assessor, qa = (None if mark is None else cell(mark, minimum) for mark in marks)
    return Row(
        number=number,
        code=f"S{number}",
        kind="section",
        heading=heading,
        short=short or heading,
        guidance=guidance,
        maximum=maximum,
        minimum=minimum,
        options=(),
        bullets=bullets,
        assessor=assessor,
        qa=qa,
        strengths=strengths,
        areas=areas,
        qa_difference=difference,
    )


def box(
    outcome: Outcome,
    total: int | None,
    headline: str,
    *reasons: str,
    referred: tuple[str, ...] = (),
    available: int | None = 100,
    running: int = 0,
    same_marks: bool = False,
) -> Box:
    """A decision box; `total` None while a mark is missing or where the sheet has no marks."""
    word = {"pass": "PASS", "referral": "REFERRAL", "undecided": "Not decided"}[outcome]
    return Box(
        outcome,
        word,
        total,
        total if total is not None else running,
        available,
        headline,
        reasons,
        referred,
        (),
        same_marks,
    )


def page(*, code: str, title: str, sheet_title: str, rows: tuple[Row, ...], **changes: Any) -> SheetPage:
    """A released sheet of Lena Fischer's at Northgate, marked by Ada, checked by Iqbal; `changes` override."""
    facts: dict[str, Any] = {
        "id": "019aa5d4-6f00-7c3e-9b1a-52f0c1d2e301",
        "version": 14,
        "revision": 1,
        "state": "released",
        "state_name": "Released",
        "centre_name": "Northgate Leadership Centre",
        "centre_number": "012345",
        "assessment_code": code,
        "assessment_title": title,
        "sheet_title": sheet_title,
        "award_title": DIPLOMA,
        "authenticity": AUTHENTICITY,
        "use_statement": USE,
        "refusal_line": REFUSAL,
        "rule_text": RULE,
        "wording_official": True,
        "learner_name": "Lena Fischer",
        "registration_number": "LCF0042",
        "attempt": 1,
        "submitted_at": datetime(2026, 11, 9, 19, 31, tzinfo=UTC),
        "due": "",
        "declared": True,
        "refuses_use": False,
        "choices": (),
        "words": 4120,
        "rows": rows,
        "assessor_box": None,
        "qa_box": None,
        "assessor_name": "Ada Byrne",
        "iqa_name": "Iqbal Rahman",
        "signatures": (ADA_SIGNED, IQBAL_SIGNED),
        "checked_on": "21 November 2026",
        "documents": (_work(),),
        "moves": (),
        "history": _history(),
        "marking_as": "",
        "save_url": "",
        "place": "",
        "queue_url": "/c/northgate/mark/",
        "next_url": "",
        "previous_url": "",
        "pdf_url": "/c/northgate/results/019aa5d4-6f00-7c3e-9b1a-52f0c1d2e301/pdf/",
        "pdf_note": "",
    }
    return SheetPage(**(facts | changes))


def _work() -> Document:
    """The learner's file."""
    return Document(
        "019aa5d4-7000-7a10-8c55-0d6b1e2f3a44",
        "coaching-case.pdf",
        "pdf",
        "PDF · 18 pages · 4,120 words",
        "/c/northgate/files/019aa5d4-7000-7a10-8c55-0d6b1e2f3a44/",
        "/c/northgate/files/019aa5d4-7000-7a10-8c55-0d6b1e2f3a44/download/",
    )


def _history() -> tuple[Event, ...]:
    """What a reader sees under the sheet."""
    return (
        Event(datetime(2026, 11, 9, 19, 31, tzinfo=UTC), "Lena Fischer", "submitted attempt 1"),
        Event(datetime(2026, 11, 10, 9, 2, tzinfo=UTC), "Cara Nwosu", "allocated to Ada Byrne"),
        Event(ADA_SIGNED.at, "Ada Byrne", "signed"),
        Event(IQBAL_SIGNED.at, "Iqbal Rahman", "countersigned"),
    )
