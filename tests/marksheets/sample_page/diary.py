"""D7.02 & D7.03, one sheet for two units, with feedback as an assessor writes it."""

from __future__ import annotations

from marksheets.pages.shape import Row, SheetPage

from .parts import box, bullet, page, section

SELF = (
    bullet(
        "S1.1",
        "Own ethical and moral values, beliefs, attitudes and personal integrity are critically reviewed"
        " and their effect on own and others’ behaviour in the leadership mentoring or executive "
        "coaching relationship is assessed",
        "D7.02 1.1",
    ),
    bullet(
        "S1.2",
        "Own communication skills, emotional intelligence and ability to build effective leadership "
        "mentoring or executive coaching relationships in a diverse social and cultural environment are "
        "critically reviewed",
        "D7.02 1.2",
    ),
    bullet(
        "S1.3",
        "Own ability to support the growth of leadership capability and develop leadership performance "
        "in others are critically reviewed",
        "D7.02 1.3",
        note="printed so",
    ),
    bullet(
        "S1.4",
        "The way that clients’ personalities, characters, value systems, knowledge, skills, experience, "
        "role and organisational context affect leadership mentoring or executive coaching practice is "
        "explained",
        "D7.02 2.1",
    ),
    bullet(
        "S1.5",
        "Own characteristics and ability to build relationships and influence people and situations to "
        "achieve desired outcomes through leadership mentoring or executive coaching contracts are "
        "evaluated",
        "D7.02 2.2",
    ),
)
SESSIONS = (
    bullet(
        "S2.1",
        "An effective leadership mentoring or executive coaching relationship is initiated with clients",
        "D7.03 1.1",
    ),
    bullet("S2.2", "Clients’ development and support needs and goals are discussed and evaluated", "D7.03 1.2"),
    bullet(
        "S2.3",
        "A contract for leadership mentoring or executive coaching in the context of these needs and goals is agreed",
        "D7.03 1.3",
    ),
    bullet(
        "S2.4",
        "Individual leadership mentoring or executive coaching sessions are negotiated and appropriately prepared for",
        "D7.03 2.1",
    ),
    bullet(
        "S2.5",
        "At least 12 hours leadership mentoring or executive coaching is undertaken and recorded appropriately",
        "D7.03 2.2",
    ),
    bullet(
        "S2.6",
        "Clients’ development and support needs and progress towards achieving their goals are reviewed",
        "D7.03 2.3",
    ),
)
REFLECTIONS = (
    bullet(
        "S3.1",
        "Peer mentoring and personal and professional networks are actively engaged in, in order to seek"
        " feedback and advice on own performance as a leadership mentor or executive coach",
        "D7.02 3.1",
    ),
    bullet(
        "S3.2",
        "Feedback from clients and others on own leadership mentoring or executive coaching practice is sought",
        "D7.03 3.1",
    ),
    bullet(
        "S3.3",
        "Feedback own performance is critically reviewed and reflected on to aid development as a "
        "leadership mentor or executive coach, using appropriate techniques",
        "D7.02 3.2",
        "D7.03 3.2",
        note="printed so",
    ),
    bullet(
        "S3.4",
        "Own development needs are identified and action is planned and taken to improve own leadership "
        "mentoring or executive coaching practice",
        "D7.02 3.3",
        "D7.03 3.3",
    ),
)


DIARY_TITLE = "MARK SHEET:  REFLECTIVE REVIEW AND COACHING/MENTORING DIARY:  D7.02 & D7.03"


def d7_02_03() -> SheetPage:
    """24 + 13 + 25 = 62, and yet a referral: section 2 asks for 15. One sheet for two units."""
    referral = box(
        "referral",
        62,
        "Referral: section 2 has 13, needs 15.",
        "A higher mark in another section cannot make up for it.",
        referred=("Sessions",),
    )
    checked = box("referral", 62, "Referral: section 2 has 13, needs 15.", referred=("Sessions",), same_marks=True)
    return page(
        code="D7.02-03",
        title="Reflective Review and Coaching/Mentoring Diary",
        sheet_title=DIARY_TITLE,
        rows=diary_rows((24, 24), (13, 13), (25, 25)),
        assessor_box=referral,
        qa_box=checked,
        id="019aa5d4-6f01-7d42-8a07-9e31c6b5f002",
    )


def diary_rows(*marks: tuple[int | None, int | None], written: bool = True) -> tuple[Row, ...]:
    """34/17, 30/15 and 36/18; `marks` holds the assessor's and the IQA's per section."""
    same = "same mark" if written else ""
    return (
        section(
            1,
            "Self-assessment",
            34,
            17,
            SELF,
            marks[0],
            difference=same,
            strengths=(
                "A candid account of how your own belief in “toughening up” shaped the first two "
                "sessions, with the supervisor's comment that made you see it. Emotional intelligence is "
                "reviewed against two inventories and you say why you trust one of them less."
            )
            if written
            else "",
            areas=(
                "The effect on clients from other cultures is asserted once (page 3) and not shown. One "
                "worked example would carry more than the general paragraph."
            )
            if written
            else "",
        ),
        section(
            2,
            "Planning and undertaking mentoring or coaching sessions",
            30,
            15,
            SESSIONS,
            marks[1],
            short="Sessions",
            difference=same,
            strengths=(
                "Contracts with Client A and Client B are complete, signed and refer to the goals that were discussed."
            )
            if written
            else "",
            areas=(
                "The diary shows 11 h 20 min; the remaining session is mentioned but has no record. "
                "Progress of Client B is described only at the end: there is no review between sessions 2"
                " and 6. Please add the missing record and a review of needs and progress for each "
                "client."
            )
            if written
            else "",
        ),
        section(
            3,
            "Reflections on your performance as a coach or mentor",
            36,
            18,
            REFLECTIONS,
            marks[2],
            short="Reflections",
            difference=same,
            strengths=(
                "Feedback was sought from clients, the supervisor and two peers, with the form you used. "
                "Gibbs's cycle is used with care and not as a template."
            )
            if written
            else "",
            areas=(
                "The development plan has actions but no dates. Choose the two that matter most and say "
                "how you will know that they worked."
            )
            if written
            else "",
        ),
    )
