"""What becomes of a referral in the demo: a draft with comments, a resubmission on the desk, one that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessments import actions as work
from assessments.models import Submission
from marksheets import actions as marking
from marksheets.models import MarkSheet
from qualifications.outcome import Outcome

if TYPE_CHECKING:
    from config.demo.seed import Story

COMMENTS = (
    "You now name three sources and say why you chose them, which the assessor had missed.\n\n"
    "Still thin is what you would do differently next time: take one session and follow it through. Keep your client "
    "as “Client B” throughout; on page two a first name slipped in."
)


def tell(story: Story, sheet: MarkSheet, stage: str) -> None:
    """Invite the learner, and go on as far as the stage says. A pass is left as it is."""
    from marksheets.chain import standing_decision

    decision = standing_decision(sheet)
    if decision is None or decision.outcome is not Outcome.REFERRAL:
        return
    marking.invite_resubmission(sheet, version=sheet.version, by=story.iqa)
    rows = Submission.objects.select_related("registration__learner__appointment", "assessment")
    draft = rows.get(follows=sheet.submission_id)
    if stage == "invited":
        _commented(story, draft)
    else:
        _on_the_desk(story, draft, passed=stage == "passed")


def _commented(story: Story, draft: Submission) -> None:
    work.attach(draft, story.of(draft), by=draft.registration.learner.appointment)
    if story.tutor is None:
        return
    reading = work.ask_for_comments(draft, by=draft.registration.learner.appointment)
    if draft.assessment.code == "D7.01":
        work.comment(reading, COMMENTS, by=story.tutor)


def _on_the_desk(story: Story, draft: Submission, *, passed: bool) -> None:
    story.hand_in(draft, story.essay(draft), 1)
    assessor = story.assessors[0]
    work.allocate(draft, assessor=assessor, by=story.admin)
    sheet = marking.open_sheet(draft, by=assessor)
    if not passed:
        return
    open_ = [node.code for node in draft.assessment.definition.scored if node.code not in draft.carried]
    given = {
        name: words
        for name, words in story.marks(draft, ("strong",) * 3).items()
        if name.partition("-")[2].split(".")[0] in open_ or name.partition("-")[2] in open_
    }
    marking.save(sheet, given, version=sheet.version, by=assessor)
    marking.sign(sheet, version=sheet.version, by=assessor)
    marking.call_in(sheet, version=sheet.version, by=story.iqa)
    second = {name: value for name, value in given.items() if name.startswith("mark-")}
    marking.save(sheet, second, version=sheet.version, by=story.iqa)
    if sheet.blind:
        marking.lock(sheet, version=sheet.version, by=story.iqa)
    marking.countersign(sheet, version=sheet.version, by=story.iqa)
    marking.release(sheet, version=sheet.version, by=story.iqa)
