"""Filling the demo: every submission goes the way a real one goes, through the same actions."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from assessments import actions as work
from assessments.files.intake import Taken, take_in
from assessments.models import Submission
from centres import policy
from centres.clocks import add_working_days
from centres.models import Appointment, Centre
from centres.scope import tenant, transaction_for
from config.demo import again, cast, confirming, diary
from config.demo.documents import word_file
from marksheets import actions as marking
from marksheets.models import MarkSheet
from marksheets.reading import amounts_of, overridable
from qualifications.specfile import Node

# How far each submission goes. What asks for a lead IQA or an EV stops short in a centre that has none.
STAGES = (
    *("released", "draft", "checked", "sampled", "draft", "assessed", "marking", "draft", "allocated", "submitted"),
    *("attested", "released", "draft", "disputed", "returned", "resolved", "held", "draft", "unsampled"),
    *("reopened", "draft", "void", "asked", "disputed", "recalled", "invited", "again", "passed"),
)
RESUBMITTED = ("invited", "again", "passed")  # referred in its second part, and what became of it
DISPUTES = ("disputed", "resolved")
AFTER_RELEASE = ("released", "reopened", "attested", "void", *RESUBMITTED)
PATTERNS = (
    ("strong", "adequate", "strong"),
    ("adequate", "below", "strong"),
    ("adequate",) * 3,
    ("below", "adequate", "below"),
)
REFERRED = ("adequate", "below", "adequate")
SHARES = {"strong": 0.78, "adequate": 0.58, "below": 0.42}


def seed() -> bool:
    """Make the demo world; False when it is there already."""
    if Centre.objects.exists():
        return False
    with transaction_for(write=True):
        for slug in cast.CENTRES:
            _seed_centre(cast.open_centre(slug), slug)
    return True


def _seed_centre(centre: Centre, slug: str) -> None:
    taken = {essay["key"]: _document(essay, centre) for essay in all_essays()}
    with tenant(centre):
        staff = cast.hire(slug)
        cast.enrol(slug)
        chance = random.Random(slug)  # noqa: S311 - a story that is the same every time
        rows = Submission.objects.select_related("registration__learner__appointment", "assessment").order_by("id")
        current = rows.exclude(registration__specification__code="L3-AWARD-COACHING")
        story = Story(centre, staff, taken, chance)
        for number, submission in enumerate(current.exclude(registration__learner__name="Lena Fischer")):
            story.tell(submission, STAGES[number % len(STAGES)], number)
        diary.write()
        confirming.write()


def _document(essay: dict[str, Any], centre: Centre) -> Taken:
    return take_in(iter([word_file(essay)]), centre.pk, f"{essay['file_name']}.docx")


@cache
def all_essays() -> list[dict[str, Any]]:
    """What the demo's learners hand in, as essays.toml has it."""
    essays: list[dict[str, Any]] = tomllib.loads((cast.HERE / "essays.toml").read_text(encoding="utf-8"))["essays"]
    return essays


@cache
def _feedback() -> dict[str, Any]:
    return tomllib.loads((cast.HERE / "feedback.toml").read_text(encoding="utf-8"))


class Story:
    """Takes submissions of one centre as far as their stage."""

    def __init__(
        self, centre: Centre, staff: dict[str, Appointment], taken: dict[str, Taken], chance: random.Random
    ) -> None:
        self.centre, self.staff, self.taken, self.chance = centre, staff, taken, chance
        self.assessors = [person for person in staff.values() if person.role == "assessor"]
        self.iqa = next(person for person in staff.values() if person.role == "iqa")
        self.admin = next(person for person in staff.values() if person.role == "admin")
        self.lead = next((person for person in staff.values() if person.role == "lead_iqa"), None)
        self.ev = next((person for person in staff.values() if person.role == "ev"), None)
        self.tutor = next((person for person in staff.values() if person.role == "tutor"), None)

    def essay(self, submission: Submission) -> dict[str, Any]:
        """An essay that suits what is asked."""
        return next(essay for essay in all_essays() if essay["assessment"] == submission.assessment.code)

    def of(self, submission: Submission) -> Taken:
        """Its file."""
        return self.taken[self.essay(submission)["key"]]

    def tell(self, submission: Submission, stage: str, number: int) -> None:
        """Hand in, allocate, mark, sign, call in, countersign, release: as far as the stage says."""
        essays = [essay for essay in all_essays() if essay["assessment"] == submission.assessment.code]
        if stage == "draft" or not essays:
            return
        self.hand_in(submission, essays[number % len(essays)], number)
        if stage == "submitted":
            return
        assessor = self.assessors[number % len(self.assessors)]
        work.allocate(submission, assessor=assessor, by=self.admin)
        if stage == "allocated":
            return
        sheet = marking.open_sheet(submission, by=assessor)
        pattern = REFERRED if stage in RESUBMITTED else PATTERNS[number % len(PATTERNS)]
        given = self.marks(submission, pattern)
        if stage == "marking":
            given = dict(list(given.items())[: len(given) // 2])
        if refused := marking.save(sheet, given, version=sheet.version, by=assessor):
            self._too_few_hours(sheet, refused, number)
        if stage != "marking":
            marking.sign(sheet, version=sheet.version, by=assessor)
            self._check(sheet, stage, given)

    def _too_few_hours(self, sheet: MarkSheet, refused: Iterable[str], number: int) -> None:
        """The points that the diary falls short of: not met, or the rest was seen elsewhere."""
        for code in overridable(sheet) if number % 2 else ():
            quantity = sheet.submission.assessment.definition.quantity(code)
            lacks = (quantity.minimum or 0) - amounts_of(sheet, ())[code]
            words = "Shown a log of earlier sessions, signed by the line manager of two clients."
            asked = {"quantity": code, "amount": str(lacks), "reason": words}
            marking.override(sheet, version=sheet.version, by=sheet.assessor, **asked)
        met = "met" if number % 2 else "not_met"
        marking.save(sheet, dict.fromkeys(refused, met), version=sheet.version, by=sheet.assessor)

    def hand_in(self, submission: Submission, essay: dict[str, Any], number: int) -> None:
        learner = submission.registration.learner.appointment
        diary.coach(submission, number)
        work.attach(submission, self.taken[essay["key"]], by=learner)
        work.answer(submission, choices=essay.get("choices", {}), declared=True, refuses=number % 7 == 3, by=learner)
        work.submit(submission, by=learner)
        # The story began some weeks ago.
        day = timezone.now() - timedelta(days=3 + (number * 5) % 24, hours=number % 9)
        due = add_working_days(timezone.localdate(day), policy.in_force().marking_working_days, self.centre.nation)
        Submission.objects.filter(pk=submission.pk).update(submitted_at=day, due_on=due)
        submission.refresh_from_db()

    def marks(self, submission: Submission, pattern: tuple[str, ...]) -> dict[str, str]:
        """What an assessor types for a pattern of strong, adequate and below, with feedback to match."""
        given: dict[str, str] = {}
        for place, node in enumerate(submission.assessment.definition.scored):
            level = pattern[place % len(pattern)]
            if node.maximum is None and level == "below" and place > 1:
                level = "adequate"
            given[f"mark-{node.code}"] = self._value(node, level)
            words = self.chance.choice(_feedback()[submission.assessment.code][node.code][level])
            given[f"strengths-{node.code}"] = words["strengths"]
            given[f"areas-{node.code}"] = words["areas_for_improvement"]
            for bullet in node.bullets:
                given[f"bullet-{bullet.code}"] = "met"
            if level == "below" and node.bullets:
                given[f"bullet-{node.bullets[-1].code}"] = "not_met"
        return given

    def _value(self, node: Node, level: str) -> str:
        if node.maximum is None:
            return "not_met" if level == "below" else "met"
        return str(round(node.maximum * SHARES[level]) + self.chance.randint(-1, 1))

    def _check(self, sheet: MarkSheet, stage: str, given: dict[str, str]) -> None:
        if stage == "assessed":
            return
        if stage == "recalled":
            marking.recall(sheet, version=sheet.version, by=sheet.assessor)
            return
        if stage == "unsampled":
            why = "Outside this month’s sample; two of this assessor’s sheets were checked already."
            marking.lift(sheet, version=sheet.version, by=self.iqa, hold=sheet.holds.get(), reason=why)
            return
        marking.call_in(sheet, version=sheet.version, by=self.iqa)
        if stage == "held":
            words = "Two pages are close to another learner’s essay of last year."
            marking.hold(sheet, version=sheet.version, by=self.iqa, kind="integrity", reason=words)
        if stage == "returned":
            words = "Please tell the learner in each area for improvement which evidence would have lifted the mark."
            marking.send_back(sheet, version=sheet.version, by=self.iqa, reason=words)
        if stage not in {"sampled", "held", "returned"}:
            self._countersign(sheet, stage, given)

    def _countersign(self, sheet: MarkSheet, stage: str, given: dict[str, str]) -> None:
        second = {name: value for name, value in given.items() if name.startswith("mark-")}
        if stage in DISPUTES:
            second = _other_side(sheet, second)
        marking.save(sheet, second, version=sheet.version, by=self.iqa)
        if sheet.blind:
            marking.lock(sheet, version=sheet.version, by=self.iqa)
        marking.countersign(sheet, version=sheet.version, by=self.iqa)
        if stage == "resolved" and self.lead:
            words = "The third page names the sources that the criterion asks for; the IQA’s mark is the right one."
            marking.resolve(sheet, version=sheet.version, by=self.lead, standing="iqa", reason=words)
        if stage in {"asked", "attested"} and self.ev:
            marking.ask_ev(sheet, version=sheet.version, by=self.iqa, ev=self.ev)
        if stage == "attested" and self.ev:
            marking.attest(sheet, version=sheet.version, by=self.ev)
        if stage in AFTER_RELEASE:
            marking.release(sheet, version=sheet.version, by=self.iqa)
            self._afterwards(sheet, stage)

    def _afterwards(self, sheet: MarkSheet, stage: str) -> None:
        if stage == "reopened" and self.lead:
            words = "The learner appealed within twenty working days: the feedback form of session four was overlooked."
            marking.reopen(sheet, version=sheet.version, by=self.lead, reason=words)
        if stage == "void" and self.lead:
            words = "The learner had uploaded a draft of another assignment by mistake."
            marking.void(sheet, version=sheet.version, by=self.lead, reason=words)
        if stage in RESUBMITTED:
            again.tell(self, sheet, stage)


def _other_side(sheet: MarkSheet, marks: dict[str, str]) -> dict[str, str]:
    """Move the first node to the other side of its minimum."""
    node = sheet.submission.assessment.definition.scored[0]
    name, mark = f"mark-{node.code}", marks[f"mark-{node.code}"]
    if node.minimum is None:
        return {**marks, name: "met" if mark == "not_met" else "not_met"}
    return {**marks, name: str(node.minimum if int(mark) < node.minimum else node.minimum - 2)}
