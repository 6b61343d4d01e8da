"""Everything the style guide shows, by the name its templates know it by."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from certification.pages import Need, Standing, Step
from config.styleguide import panes, sheets, states
from config.styleguide.forms import EveryField
from marksheets.pages.conflict import Clash
from marksheets.pages.queues import QueueRow
from marksheets.pages.shape import SheetPage
from marksheets.pages.verify import Verified

INKS = (("learner", "Learner"), ("assessor", "Assessor"), ("iqa", "IQA"), ("ev", "EV"), ("admin", "Centre admin"))
OUTCOMES = (("pass", "PASS"), ("referral", "REFERRAL"), ("undecided", "Not decided"))
MESSAGES = (
    ("success", "Signed. It goes to quality assurance."),
    ("error", "Resolving asks for a reason."),
    ("warning", "One file holds no text."),
    ("info", "The centre opens at nine."),
)
STEPS = (Step("Submitted", "6 Oct", "done"), Step("Being marked", "until 20 Oct", "now"), Step("Result ready", "", ""))
ANSWERS = (
    ("valid", "Valid: it stands as it was made."),
    ("under review", "Under review since 3 December 2026."),
    ("superseded", "Superseded: edition 2 stands."),
    ("withdrawn", "Withdrawn on 4 December 2026."),
    ("altered", "Altered: this file is not, byte for byte, what was stored."),
    ("unknown", "Unknown: no form with this code was made here."),
)


def context() -> dict[str, Any]:
    """What every template of the style guide reads."""
    filled = EveryField({"wrong-email": "nobody", "wrong-kind": "c", "wrong-reason": "Because."}, {}, prefix="wrong")
    person = SimpleNamespace(name="Nobody Atall", role_name="Assessor", ink="assessor", pk="0")
    centre = SimpleNamespace(slug="made-up", name="Made-up Centre")
    other = SimpleNamespace(name="Nobody Atall", role_name="IQA", ink="iqa", centre=centre, url="#switch")
    return {
        "inks": INKS,
        "outcomes": [SimpleNamespace(outcome=code, word=word) for code, word in OUTCOMES],
        "told": [_Message(level, text) for level, text in MESSAGES],
        "blank_form": EveryField(prefix="blank"),
        "wrong_form": filled,
        "needs": NEEDS,
        "queue": QUEUE,
        "standing": Standing("D7.01 Work-based assignment", "#standing", "Being marked", "le", STEPS),
        "answers": [_answer(standing, sentence) for standing, sentence in ANSWERS],
        "clashes": CLASHES,
        "someone": SimpleNamespace(appointment=person, centre=centre, user=SimpleNamespace(pk=0)),
        "others": [other],
        "links": LINKS,
        "handed_in": HANDED_IN,
        "desk_rows": states.desk_rows(),
        "check_rows": states.check_rows(),
        "read_rows": states.read_rows(),
        "strips": sheets.strips(),
        "footers": sheets.footers(),
        "noted": sheets.noted(),
        "remarked": sheets.remarked(),
        "results": _results(),
        "long_desk": sheets.page("LIST", {"b": "met"}, hand="assessor"),
        "panes": panes.panes(),
        "long_result": sheets.page("DECISIONS", _twenty()),
    }


class _Message:
    """A message as a page shows it."""

    def __init__(self, level_tag: str, text: str) -> None:
        self.level_tag, self.text = level_tag, text

    def __str__(self) -> str:
        return self.text


def _answer(standing: Any, sentence: str) -> Verified:
    known = {"centre_name": "Made-up Centre", "centre_number": "000000", "assessment_code": "SECTIONS", "edition": 1}
    facts: dict[str, Any] = {} if standing == "unknown" else known
    return Verified(standing, sentence, latest_edition=2, code="K7QD-2M4X-9PRT-VW3H", demo=True, **facts)


LINKS = (
    SimpleNamespace(url="#inks", label="Today", current=True, count=0),
    SimpleNamespace(url="#inks", label="To mark", current=False, count=3),
)
NEEDS = (
    Need("Your result for D7.01", "Released on 21 Nov 2026.", "Read the result", "#need"),
    Need("D7.02-03 of Nobody Atall", "Due yesterday.", "Open and mark", "#need", urgent=True, posts=True),
)
QUEUE = tuple(
    QueueRow(number, who, code, title, 1, "6 Oct", due, urgency, state, "#queue", opens, detail)
    for number, who, code, title, due, urgency, state, opens, detail in (
        ("1", "Nobody Atall", "D7.01", "Assignment", "Due Thu 27 Nov", "", "On your desk", False, ""),
        ("2", "Noone Here", "D7.04", "Log", "Due tomorrow", "soon", "Handed in", True, "attempt 2"),
        ("3", "Nemo Sailor", "D7.01", "Assignment", "2 days late", "late", "Handed in", True, ""),
    )
)
CLASHES = (
    Clash("areas-S2", "Learnt: areas for improvement", "text", "From this tab.", "From the other.", "", ""),
    Clash("mark-b", "Requirement b: mark", "choice", "met", "not_met", "Confirmed", "Not confirmed"),
    Clash("mark-S1", "What: mark", "mark", "31", "", "", ""),
)
HANDED_IN = SimpleNamespace(
    code="D7.01",
    due_on=date(2026, 12, 4),
    files=[SimpleNamespace(name="essay.docx", summary="Word · 1,850 words")],
    answers=[SimpleNamespace(question="The case looks", options=[("b", "backward", True), ("f", "forward", False)])],
    refuses=False,
)


def _twenty() -> dict[str, str]:
    """Twenty criteria, two of them not met."""
    codes = (node.code for node in sheets.definition("DECISIONS").scored)
    return {code: "not_met" if code in {"2.3", "4.1"} else "met" for code in codes}


def _results() -> list[SheetPage]:
    """A referral with marks, a pass of everything on one sheet, and a pass without marks."""
    return [
        sheets.page("MARKS", {"1.1": "8", "1.2": "5", "1.3": "20"}),
        sheets.page("PARTS", {"S1": "20", "S2": "19", "S3": "9", "P1": "met", "P2": "met"}),
        sheets.page("TEST", {"T1": "P"}),
    ]
