"""D7.04 as the awarding body words it, with feedback as an assessor writes it."""

from __future__ import annotations

from marksheets.pages.shape import Row, SheetPage

from .parts import ADA_SIGNED, EVE_SIGNED, IQBAL_SIGNED, box, bullet, page, section

PLAN = (
    bullet(
        "S1.1",
        "Demanding but realistic personal learning goals are negotiated, critically reviewed and agreed "
        "with coaching supervisor and their achievement is planned using the extended period leadership "
        "mentoring or executive coaching practice",
        "D7.04 1.1",
        met="met",
    ),
    bullet(
        "S1.2",
        "Professional networks are engaged in actively to support own and others’ development",
        "D7.04 1.2",
        met="met",
    ),
)
LOG = (
    bullet(
        "S2.1",
        "Challenging but realistic goals are agreed with clients to develop their leadership capability "
        "and performance and enhance their innovation and creativity",
        "D7.04 2.1",
        met="met",
    ),
    bullet(
        "S2.2",
        "At least 125 hours leadership mentoring or executive coaching is planned, organised and "
        "undertaken to enhance leadership capability and support organisational development",
        "D7.04 2.2",
        met="met",
    ),
)
DEVELOPMENT = (
    bullet(
        "S3.1",
        "Feedback is sought from clients, supervisor(s) and others on own leadership mentoring or "
        "executive coaching practice",
        "D7.04 3.1",
        met="met",
    ),
    bullet(
        "S3.2",
        "Feedback on own leadership mentoring or executive coaching practice over the extended period of"
        " leadership mentoring or executive coaching practice is analysed and discussed, reflected on "
        "and critically reviewed",
        "D7.04 3.2",
        met="met",
    ),
    bullet("S3.3", "Own continuing professional development is planned", "D7.04 3.3", met="met"),
)


def d7_04() -> SheetPage:
    """20 + 18 + 30 = 68 with every minimum reached: a pass. Iqbal gives 21 + 18 + 29 = 68; Eve has signed."""
    headline = "Pass: 68, and every section reaches its minimum."
    return page(
        code="D7.04",
        title="Continuing Professional Development Plan, Learning Log and Reflective Review",
        sheet_title=("MARK SHEET: CONTINUING PROFESSIONAL DEVELOPMENT PLAN, LEARNING LOG AND REFLECTIVE REVIEW D7.04"),
        rows=d7_04_rows(),
        assessor_box=box("pass", 68, headline),
        qa_box=box("pass", 68, headline),
        refuses_use=True,
        attempt=2,
        words=6480,
        signatures=(ADA_SIGNED, IQBAL_SIGNED, EVE_SIGNED),
        id="019aa5d4-6f02-7f10-93cc-04d2a7e8b003",
    )


def d7_04_rows() -> tuple[Row, ...]:
    """30/15, 30/15 and 40/20."""
    return (
        section(
            1,
            "Development Plan",
            30,
            15,
            PLAN,
            (20, 21),
            difference="1 above the assessor",
            strengths=(
                "Five goals, each agreed in writing with your supervisor and each tied to a named client "
                "assignment. The network of alumni coaches that you founded is still meeting."
            ),
            areas="Goal 4 is a wish (“be more present”). Say what an observer would see.",
        ),
        section(
            2,
            "Learning Log",
            30,
            15,
            LOG,
            (18, 18),
            difference="same mark",
            strengths=(
                "131 h 40 min over 14 months with nine clients, each entry confirmed. Goals were "
                "stretched in session with Clients C and F, and the log says how."
            ),
            areas="Entries from the spring are thinner than the rest; some reflections repeat one sentence.",
        ),
        section(
            3,
            "Reflections on your development as a coach over the length of the supervised coaching period",
            40,
            20,
            DEVELOPMENT,
            (30, 29),
            short="Reflections",
            difference="1 below the assessor",
            strengths=(
                "Feedback from clients, supervisor and sponsors is laid side by side and the "
                "contradictions are discussed rather than averaged. The turning point in session 23 is "
                "analysed with real insight."
            ),
            areas=("The development plan stops at twelve months; add how supervision will go on after the diploma."),
        ),
    )
