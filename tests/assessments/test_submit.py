"""Handing in: nothing missing, nothing changed afterwards, one receipt."""

from __future__ import annotations

import pytest

from assessments import actions
from assessments.models import Evidence, StoredFile
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from tests.story import draft, handed_in, taken

Cast = dict[str, Appointment]


def test_what_is_missing_is_said_in_sentences(cast: Cast) -> None:
    assert actions.missing(draft(cast)) == [
        "Add the file with your work.",
        "Answer: The case can be either “forward looking” or “backward looking”.",
        "Confirm that this is your own work.",
    ]
    assert actions.missing(draft(cast, "D7.04")) == [
        "Add the file with your work.",
        "Confirm that this is your own work.",
    ]


def test_without_the_declaration_nothing_is_handed_in(cast: Cast) -> None:
    submission = draft(cast)
    actions.attach(submission, taken(cast), by=cast["lena"])
    actions.answer(submission, choices={"looking": "forward"}, declared=False, refuses=True, by=cast["lena"])
    with pytest.raises(Unfit, match="Confirm that this is your own work"):
        actions.submit(submission, by=cast["lena"])
    submission.refresh_from_db()
    assert (submission.submitted_at, submission.refuses_ilm_use) == (None, True)
    assert submission.choices == {"looking": "forward"}


def test_it_freezes_and_gives_a_receipt(cast: Cast) -> None:
    submission = handed_in(cast)
    assert submission.receipt.startswith("CS-") and submission.due_on is not None
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.attach(submission, taken(cast, b"more"), by=cast["lena"])
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.submit(submission, by=cast["lena"])


def test_only_the_learner_changes_it(cast: Cast) -> None:
    with pytest.raises(NotYours, match="Only the learner"):
        actions.attach(draft(cast), taken(cast), by=cast["cara"])


def test_the_same_file_is_not_added_twice_and_is_counted(cast: Cast) -> None:
    submission = draft(cast)
    evidence = actions.attach(submission, taken(cast), by=cast["lena"])
    with pytest.raises(Refused, match="is here already, byte for byte"):
        actions.attach(submission, taken(cast), by=cast["lena"])
    actions.attach(draft(cast, "D7.04"), taken(cast), by=cast["lena"])
    assert StoredFile.objects.get(sha256=evidence.sha256).references == 2
    actions.detach(evidence, by=cast["lena"])
    stored = StoredFile.objects.get(sha256=evidence.sha256)
    assert (stored.references, stored.unused_since, Evidence.objects.count()) == (1, None, 1)


def test_an_answer_the_task_does_not_offer_is_refused(cast: Cast) -> None:
    with pytest.raises(Unfit, match="“sideways” is not one of the answers"):
        actions.answer(draft(cast), choices={"looking": "sideways"}, declared=True, refuses=False, by=cast["lena"])


def test_a_choice_the_task_does_not_have_is_refused(cast: Cast) -> None:
    with pytest.raises(Unfit, match="This task offers no choice called “colour”."):
        actions.answer(draft(cast), choices={"colour": "blue"}, declared=True, refuses=False, by=cast["lena"])


def test_of_two_who_hand_in_at_once_the_second_is_told(cast: Cast) -> None:
    other_tab = draft(cast)
    receipt = handed_in(cast).receipt
    other_tab.choices, other_tab.declared_own_work = {"looking": "forward"}, True  # as the other tab had read it
    with pytest.raises(Refused, match="This was submitted already."):
        actions.submit(other_tab, by=cast["lena"])
    assert draft(cast).receipt == receipt


def test_it_holds_twenty_files(cast: Cast) -> None:
    submission = draft(cast)
    for number in range(20):
        actions.attach(submission, taken(cast, f"file {number}".encode()), by=cast["lena"])
    with pytest.raises(Refused, match="A submission holds 20 files; take one away before adding another."):
        actions.attach(submission, taken(cast, b"one more"), by=cast["lena"])
    assert submission.files.count() == 20
