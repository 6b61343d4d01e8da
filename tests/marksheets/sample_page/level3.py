"""A criterion-decision sheet of the openly fictional Level 3 award: met or not met, no marks."""

from __future__ import annotations

from marksheets.pages.shape import Cell, Row, SheetPage

from .parts import box, page

MET = Cell("met", "ok", "Met")
NOT_MET = Cell("not_met", "ref", "Not met")
OPTIONS = (("met", "Met"), ("not_met", "Not met"))


def criterion(
    number: int, criterion_number: str, text: str, decision: Cell, strengths: str, areas: str = ""
) -> Row:
    """One assessment criterion that both hands decided alike."""
    return Row(
        number=number,
        code=f"C{criterion_number}",
        kind="criterion",
        heading=f"{criterion_number} {text}",
        short=criterion_number,
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


def criteria() -> SheetPage:
    """Five criteria met, 2.2 not met: a referral of that criterion."""
    headline = "Referral: criterion 2.2 is not met."
    return page(
        code="8577-300",
        title="Understanding good practice in workplace coaching",
        sheet_title="MARK SHEET: UNDERSTANDING GOOD PRACTICE IN WORKPLACE COACHING: 8577-300",
        award_title="Demonstration Level 3 Award in Coaching (fictional)",
        wording_official=False,
        rule_text="Every criterion met",
        rows=_rows(),
        registration_number="",
        words=1850,
        assessor_box=box("referral", None, headline, referred=("2.2",), available=None),
        qa_box=box("referral", None, headline, referred=("2.2",), available=None),
        id="019aa5d4-6f03-7b77-a4e2-6b90d1f4c004",
    )


def _rows() -> tuple[Row, ...]:
    """Six criteria under two outcomes, and a part that is not assessed."""
    context = Row(
        0,
        "X",
        "context",
        "Your workplace",
        "Your workplace",
        "Not assessed: sets the scene.",
        None,
        None,
        (),
        (),
        None,
        None,
        "",
        "",
        "",
    )
    return (
        context,
        criterion(
            1,
            "1.1",
            "Describe what coaching is and what it is for in a workplace",
            MET,
            "Clear, in your own words, with an example from the call centre.",
        ),
        criterion(
            2,
            "1.2",
            "Explain how coaching differs from training and from line management",
            MET,
            "The table on page 2 makes the difference plain.",
            "Mentoring could have its own column.",
        ),
        criterion(
            3,
            "1.3",
            "Describe the stages of a coaching conversation",
            MET,
            "All four stages of GROW, each with a question you used.",
        ),
        criterion(
            4,
            "2.1",
            "Describe the abilities and qualities of an effective coach",
            MET,
            "You put listening first and say why.",
        ),
        criterion(
            5,
            "2.2",
            "Explain why a coach needs ethics, confidentiality and record keeping",
            NOT_MET,
            "Confidentiality is explained well.",
            "Nothing is said about records: what is kept, where, for how long and who may read it. Add a"
            " paragraph on each.",
        ),
        criterion(
            6,
            "2.3",
            "Explain how an organisation can support coaching",
            MET,
            "Time, room and a sponsor: three supports and what each costs.",
        ),
    )
