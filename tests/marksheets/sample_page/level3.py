"""A criterion-decision sheet of the openly fictional Level 3 award: met or not met, no marks."""

from __future__ import annotations

from marksheets.pages.shape import Cell, Row, SheetPage

from .parts import box, page

MET = Cell("met", "ok", "Met")
NOT_MET = Cell("not_met", "ref", "Not met")
OPTIONS = (("met", "Met"), ("not_met", "Not met"))


def criterion(code: str, number: int, text: str, decision: Cell, strengths: str, areas: str = "") -> Row:
    """One assessment criterion that both hands decided alike."""
    return Row(
        number=number,
        code=code,
        kind="criterion",
        heading=text,
        short=f"criterion {code}",
        guidance="",
        maximum=None,
        minimum=None,
        options=OPTIONS,
        bullets=(),
        assessor=decision,
        qa=decision,
        strengths=strengths,
        areas=areas,
        qa_difference="same decision",
    )


def unscored(code: str, kind: str, heading: str, short: str) -> Row:
    """A row without a decision: an outcome that groups its criteria, or a part that only sets the scene."""
    return Row(0, code, kind, heading, short, "", None, None, (), (), None, None, "", "", "")


def criteria() -> SheetPage:
    """Four criteria met, 2.2 not met: a referral of that criterion."""
    headline = "Referral: criterion 2.2 is not met."
    decision = box("referral", None, headline, referred=("criterion 2.2",), available=None)
    return page(
        code="DEMO-300",
        title="Assignment: Good Practice in Workplace Coaching (demonstration)",
        sheet_title="Assignment: Good Practice in Workplace Coaching (demonstration)",
        award_title="Demonstration Level 3 Award in Coaching (fictional)",
        wording_official=False,
        authenticity="The learner has confirmed that this work is their own.",
        use_statement=(
            "This work may be used to help assessors mark to one standard, once everything that could "
            "identify me has been removed."
        ),
        refusal_line="I refuse this use of my work:",
        rule_text="Every criterion met",
        rows=_rows(),
        registration_number="",
        words=1850,
        assessor_box=decision,
        qa_box=decision,
        id="019aa5d4-6f03-7b77-a4e2-6b90d1f4c004",
    )


def _rows() -> tuple[Row, ...]:
    """Five criteria under two outcomes, and a part that is not assessed."""
    return (
        unscored("X", "context", "Your workplace", "Your workplace"),
        unscored("O1", "group", "Understand what workplace coaching is for", "Purpose"),
        criterion(
            "1.1",
            1,
            "Explain what coaching contributes to the performance of a person, a team and an organisation",
            MET,
            "Clear, in your own words, with an example from the call centre.",
        ),
        criterion(
            "1.2",
            2,
            "Distinguish coaching from mentoring, counselling and instructing, and say when each is the better choice",
            MET,
            "The table on page 2 makes the difference plain.",
            "Counselling could have an example of its own.",
        ),
        unscored("O2", "group", "Understand how a coaching conversation is led", "Conversation"),
        criterion(
            "2.1",
            3,
            "Describe the stages of one recognised coaching model, with an example from own workplace",
            MET,
            "All four stages of GROW, each with a question you used.",
        ),
        criterion(
            "2.2",
            4,
            "Explain what a coaching agreement covers and why it is made before the first session",
            NOT_MET,
            "Confidentiality is explained well.",
            "Nothing is said about records: what is kept, where, for how long and who may read it. Add a "
            "paragraph on each, and say what happens when the agreement is broken.",
        ),
        criterion(
            "2.3",
            5,
            "Explain how feedback is given so that the person coached can use it",
            MET,
            "Two versions of one sentence of feedback, and why the second one works.",
        ),
    )
