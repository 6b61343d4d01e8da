"""Reading a chain of attempts: what an attempt would open next, and what keeps the next one from being invited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from assessments.actions import Follow, promised
from assessments.models import Scope, Submission
from centres.policy import Choices
from marksheets.models import MarkSet, MarkSheet, NodeMark
from marksheets.models.marks import Hand
from marksheets.reading import current_sets, decision_of, values_of
from qualifications import outcome
from qualifications.outcome import Decision, Outcome
from qualifications.specfile import Node

PASSED = "This result is a pass; there is nothing to resubmit."
NOTHING_STANDS = "Nothing stands on this sheet yet, so there is nothing to resubmit."
WITHDRAWN = "The learner is withdrawn from this registration; nothing more is handed in under it."
LEFT = "Attempt {used} of {allowed} is used, so the policy allows another: invite the learner to resubmit."
USED_UP = "Attempt {used} of {allowed} was the last that the policy allows; another is granted with a reason."


def standing_decision(sheet: MarkSheet) -> Decision | None:
    """What the set that stands decides; None while none does."""
    return decision_of(sheet, sheet.standing_set) if sheet.standing_set else None


def next_attempt(submission: Submission) -> Submission | None:
    """The attempt that follows this one and counts."""
    later = Submission.objects.chain_of(submission).filter(attempt__gt=submission.attempt, voided_at=None)
    return later.select_related("registration__learner__appointment__centre", "assessment").first()


def refusal(sheet: MarkSheet, *, granting: bool) -> str:
    """Why no attempt can be invited (or granted, beyond the policy's number), as a sentence; "" when one can."""
    decision = standing_decision(sheet)
    if decision is None or decision.outcome is not Outcome.REFERRAL:
        return NOTHING_STANDS if decision is None else PASSED
    if sheet.submission.registration.withdrawn_on is not None:
        return WITHDRAWN
    if later := next_attempt(sheet.submission):
        return f"Attempt {later.attempt} is open already."
    used, allowed = sheet.submission.attempt, promised(sheet.submission).attempts_allowed
    if granting:
        return LEFT.format(used=used, allowed=allowed) if used < allowed else ""
    return USED_UP.format(used=used, allowed=allowed) if used >= allowed else ""


def follow_of(sheet: MarkSheet, choices: Choices) -> Follow:
    """What the next attempt opens and what it carries, from the set that stands on this one."""
    marks, definition = sheet.standing_set, sheet.submission.assessment.definition
    assert marks is not None  # asked only where something stands
    referred, whole = decision_of(sheet, marks).referred, choices.resubmission_scope == Scope.WHOLE
    opened = outcome.reopened(definition, referred, named=marks.named, whole=whole)
    kept = outcome.carried(definition, definition, values_of(definition, marks.node_marks.all()), opened)
    sets = current_sets(sheet)
    facts = {code: _fact(sheet, definition.node(code), marks, sets) for code in kept}
    return Follow(Scope.REFERRED if facts else Scope.WHOLE, facts)


def _fact(sheet: MarkSheet, node: Node, marks: MarkSet, sets: Mapping[str, MarkSet]) -> dict[str, Any]:
    """What is known of one part that passed. One carried before keeps what it was first earned under."""
    stands = _row(marks, node)
    if stands.carried_from is not None:
        fact: dict[str, Any] = sheet.submission.carried[node.code]
        return fact
    words = _row(sets[Hand.ASSESSOR], node)
    return {
        "attempt": sheet.submission.attempt,
        "value": stands.value,
        "qa": _qa_value(node, sets.get(Hand.IQA)) if sheet.checked_at else "",
        "strengths": words.strengths,
        "areas": words.areas_for_improvement,
        "bullets": words.bullets,
        "assessor": sheet.assessor.name,
        "assessed_on": _day(sheet.assessed_at),
        "iqa": sheet.iqa.name if sheet.iqa and sheet.checked_at else "",
        "checked_on": _day(sheet.checked_at),
        "sheet": str(sheet.pk),
    }


def _qa_value(node: Node, qa: MarkSet | None) -> str:
    """The QA mark of a part; "" where it referred the part, for then a resolution let the standing mark count."""
    value = _row(qa, node).value if qa else ""
    return value if outcome.node_standing(node, outcome.read_value(node, value)).word == "ok" else ""


def _row(marks: MarkSet, node: Node) -> NodeMark:
    return next(row for row in marks.node_marks.all() if row.node == node.code)


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
