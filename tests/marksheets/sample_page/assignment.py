"""D7.01 as the awarding body words it, with feedback as an assessor writes it."""

from __future__ import annotations

from marksheets.pages.shape import Row, SheetPage

from .parts import box, bullet, page, section

CONTRIBUTION = (
    bullet(
        "S1.1",
        "The abilities and performance characteristics of effective leaders are appraised",
        "D7.01 1.1",
        met="met",
    ),
    bullet(
        "S1.2",
        "The purpose and role of leadership mentoring and executive coaching practice are critically reviewed",
        "D7.01 2.1",
        met="met",
    ),
    bullet(
        "S1.3",
        "Alternative strategies for developing leadership performance and the potential contribution of "
        "leadership mentoring and executive coaching to individual and organisational performance are "
        "evaluated",
        "D7.01 1.2",
        met="met",
    ),
)
COMMITMENT = (
    bullet(
        "S2.1",
        "The skills and behaviours required for effective performance in the leadership mentoring and "
        "executive coaching role are critically reviewed",
        "D7.01 2.3",
        met="met",
    ),
    bullet(
        "S2.2",
        "The characteristics of and conditions for effective leadership mentoring and executive coaching"
        " practice are critically reviewed",
        "D7.01 2.2",
        met="not_met",
    ),
)


def d7_01() -> SheetPage:
    """31 + 22 = 53: enough in all, but section 2 asks for 25. Iqbal gives 30 + 22 = 52."""
    return page(
        code="D7.01",
        title="Work-based assignment",
        sheet_title="MARK SHEET: WORK-BASED ASSIGNMENT: D7.01",
        rows=d7_01_rows(),
        choices=(("The case can be either “forward looking” or “backward looking”", "forward looking"),),
        assessor_box=box(
            "referral",
            53,
            "Referral: section 2 has 22, needs 25.",
            "A higher mark in another section cannot make up for it.",
            referred=("Your commitment",),
        ),
        qa_box=box("referral", 52, "Referral: section 2 has 22, needs 25.", referred=("Your commitment",)),
    )


def d7_01_rows() -> tuple[Row, ...]:
    """Two sections of 50, each with a minimum of 25."""
    return (
        section(
            1,
            "The contribution of leadership mentoring and executive coaching in developing leadership performance",
            50,
            25,
            CONTRIBUTION,
            (31, 30),
            short="The contribution",
            guidance=(
                "Briefly outline the organisation, your role and the role of the person/people being "
                "coached/mentored\n\nPresent the case for using leadership mentoring or executive "
                "coaching to develop leadership capability, in the context of the organisation.  Your "
                "case should include a review of alternative approaches in order to identify its "
                "advantages and any drawbacks to individual and organisational performance"
            ),
            strengths=(
                "You set coaching against action learning, secondment and the in-house leadership course,"
                " and you cost each of them; that comparison (pages 4-7) is the best part of the case. "
                "The appraisal of effective leaders draws on three models and says where each one fails "
                "in a hospital trust."
            ),
            areas=(
                "Two of the five sources are older than your organisation's last restructuring. Say what "
                "would have to be true for coaching to be the wrong choice."
            ),
            difference="1 below the assessor",
        ),
        section(
            2,
            "Your commitment to leadership mentoring and/or executive coaching",
            50,
            25,
            COMMITMENT,
            (22, 22),
            short="Your commitment",
            guidance=(
                "What can you offer the organisation, as a leadership mentor or executive coach? You "
                "should explain what is required of an effective leadership mentor or executive coach, "
                "and the characteristics of and conditions for effective leadership mentoring and "
                "executive coaching practice, and explain how well you are able to meet these "
                "requirements"
            ),
            strengths=(
                "The skills audit is honest: you name listening without advising as the hardest habit to "
                "change and give the two occasions on which you noticed it."
            ),
            areas=(
                "The conditions for effective practice are listed, not reviewed: contracting, "
                "confidentiality and supervision get one line each. For resubmission, take each condition"
                " in turn, say what the literature claims for it, and test the claim against your own "
                "organisation. About 900 words on this section alone will be enough."
            ),
            difference="same mark",
        ),
    )
