"""A draft handed in for comments: how many, by whom, and never a mark."""

from __future__ import annotations

import pytest

from assessments import actions as work
from assessments.access import visible_submissions
from assessments.pages import assignment_page
from centres import policy
from centres.actions import end_appointment
from centres.models import Appointment, Notice
from centres.refusals import NotYours, Refused, Unfit
from tests.story import draft, taken

Cast = dict[str, Appointment]


def with_a_file(cast: Cast) -> object:
    submission = draft(cast)
    work.attach(submission, taken(cast), by=cast["lena"])
    return submission


def test_a_tutor_comments_and_the_learner_reads(cast: Cast) -> None:
    submission = with_a_file(cast)
    reading = work.ask_for_comments(submission, by=cast["lena"])
    assert [notice.sentence for notice in Notice.objects.filter(to=cast["tom"], asks="comment")] == [
        "D7.01: a draft waits for your comments."
    ]
    work.comment(reading, "Name your sources.", by=cast["tom"])
    (row,) = assignment_page(submission).attempt.readings
    assert (row.number, row.comments, row.by, row.files) == (1, "Name your sources.", "Tom Adeyemi", ("essay.docx",))
    assert submission.is_draft
    assert Notice.objects.filter(to=cast["lena"], sentence="D7.01: comments on your draft are there.").exists()


def test_two_drafts_are_read_and_the_third_is_refused(cast: Cast) -> None:
    submission = with_a_file(cast)
    for _ in range(2):  # the default
        work.comment(work.ask_for_comments(submission, by=cast["lena"]), "Go on.", by=cast["tom"])
    with pytest.raises(Refused, match="You have handed in 2 of 2 drafts of this attempt for comments"):
        work.ask_for_comments(submission, by=cast["lena"])


def test_one_at_a_time(cast: Cast) -> None:
    submission = with_a_file(cast)
    work.ask_for_comments(submission, by=cast["lena"])
    with pytest.raises(Refused, match="Your draft is being read"):
        work.ask_for_comments(submission, by=cast["lena"])


def test_a_centre_may_read_none(cast: Cast) -> None:
    policy.adopt({"drafts_allowed": 0}, by=None)
    with pytest.raises(Refused, match="Your centre reads no drafts"):
        work.ask_for_comments(with_a_file(cast), by=cast["lena"])


def test_without_a_file_or_a_tutor_it_is_refused(cast: Cast) -> None:
    with pytest.raises(Unfit, match="Add the file with your draft first"):
        work.ask_for_comments(draft(cast), by=cast["lena"])
    end_appointment(cast["tom"], on=cast["tom"].starts_on, by=cast["cara"])
    with pytest.raises(Refused, match="Nobody is appointed here as a tutor today"):
        work.ask_for_comments(with_a_file(cast), by=cast["lena"])


def test_only_a_tutor_comments_and_only_once(cast: Cast) -> None:
    reading = work.ask_for_comments(with_a_file(cast), by=cast["lena"])
    for name in ("ada", "iqbal", "cara", "lena"):
        with pytest.raises(NotYours, match="by a tutor"):
            work.comment(reading, "Good.", by=cast[name])
    with pytest.raises(Unfit, match="Write your comments before you send them"):
        work.comment(reading, "  ", by=cast["tom"])
    work.comment(reading, "Good.", by=cast["tom"])
    with pytest.raises(Refused, match="what they wrote stands"):
        work.comment(reading, "Better.", by=cast["tom"])


def test_a_tutor_sees_the_drafts_that_were_handed_in_for_comments_and_nothing_else(cast: Cast) -> None:
    submission = with_a_file(cast)
    assert not visible_submissions(cast["tom"]).exists()
    work.ask_for_comments(submission, by=cast["lena"])
    assert list(visible_submissions(cast["tom"])) == [submission]
    assert not visible_submissions(cast["ada"]).exists()
