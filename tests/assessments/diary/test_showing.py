"""What an entry or a file shows, and self-rating before handing in."""

from __future__ import annotations

import pytest

from assessments import actions as work
from assessments.diary import actions
from assessments.diary.matrix import MatrixRow, matrix_of, matrix_rows
from assessments.diary.models import CriterionTag
from centres import policy
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from tests.diaries import learner, session
from tests.story import draft, handed_in, taken

Cast = dict[str, Appointment]


def rows_of(cast: Cast, code: str, by: str = "lena") -> dict[str, MatrixRow]:
    page = matrix_of(draft(cast, code), cast[by])
    return {" · ".join(row.criteria): row for row in page.rows}


def test_a_criterion_is_shown_by_entries_and_files(cast: Cast) -> None:
    entry = session(cast, final=True)
    submission = draft(cast, "D7.02-03")
    file = work.attach(submission, taken(cast), by=cast["lena"])
    actions.tag_entry(entry, ["D7.02 3.2", "D7.03 2.2"], by=cast["lena"])
    actions.tag_file(file, ["D7.02 1.1"], by=cast["lena"])
    rows = rows_of(cast, "D7.02-03")
    # Seed 002: the bullet on critical review evidences D7.02 3.2 and D7.03 3.2.
    assert rows["D7.02 3.2 · D7.03 3.2"].missing == ("D7.03 3.2",)
    assert [one.name for one in rows["D7.03 2.2"].shown] == ["Client B, 4 Mar 2026"]
    assert [one.name for one in rows["D7.02 1.1"].shown] == ["essay.docx"]
    assert rows["D7.02 1.2"].shown == () and rows["D7.02 1.2"].missing == ("D7.02 1.2",)
    sentences = {line.code: line.sentence for line in matrix_rows(learner(cast), cast["lena"])}
    # 17 criteria on the shared sheet (DOMAIN: 15 bullets cover 17), three of them shown.
    assert sentences == {
        "D7.01": "5 of 5 criteria are not shown by anything yet.",
        "D7.02-03": "14 of 17 criteria are not shown by anything yet.",
        "D7.04": "7 of 7 criteria are not shown by anything yet.",
    }


def test_tags_are_replaced_and_unknown_ones_refused(cast: Cast) -> None:
    entry = session(cast)
    actions.tag_entry(entry, ["D7.01 1.1", "D7.01 1.1"], by=cast["lena"])
    actions.tag_entry(entry, ["D7.01 2.1"], by=cast["lena"])
    assert [tag.criterion for tag in CriterionTag.objects.all()] == ["D7.01 2.1"]
    with pytest.raises(Unfit, match="“D9.99 1.1” is no criterion of your assessments."):
        actions.tag_entry(entry, ["D9.99 1.1"], by=cast["lena"])
    with pytest.raises(NotYours):
        actions.tag_entry(entry, [], by=cast["ada"])


def test_a_withdrawn_entry_shows_nothing(cast: Cast) -> None:
    entry = session(cast, final=True)
    actions.tag_entry(entry, ["D7.01 1.1"], by=cast["lena"])
    actions.withdraw(entry, version=1, reason="Cancelled.", by=cast["lena"])
    assert rows_of(cast, "D7.01")["D7.01 1.1"].shown == ()


def test_staff_are_shown_no_drafts(cast: Cast) -> None:
    actions.tag_entry(session(cast), ["D7.01 1.1"], by=cast["lena"])
    handed_in(cast)
    assert rows_of(cast, "D7.01")["D7.01 1.1"].missing == ()
    assert rows_of(cast, "D7.01", "iqbal")["D7.01 1.1"].missing == ("D7.01 1.1",)


def test_a_file_that_is_taken_away_takes_its_tags(cast: Cast) -> None:
    file = work.attach(draft(cast), taken(cast), by=cast["lena"])
    actions.tag_file(file, ["D7.01 1.1"], by=cast["lena"])
    work.detach(file, by=cast["lena"])
    assert CriterionTag.objects.count() == 0


def test_bullets_are_rated_until_it_is_handed_in(cast: Cast) -> None:
    submission = draft(cast)
    (first, second, *_) = matrix_of(submission, cast["lena"]).rows
    actions.rate(submission, {first.code: "met", second.code: "partly"}, by=cast["lena"])
    actions.rate(submission, {second.code: ""}, by=cast["lena"])
    rows = matrix_of(submission, cast["lena"]).rows
    assert [row.rating for row in rows[:2]] == ["met", ""]
    with pytest.raises(Unfit, match="“9” is not a rating"):
        actions.rate(submission, {first.code: "9"}, by=cast["lena"])
    with pytest.raises(Unfit, match="This assessment has no bullet called “nonsense”."):
        actions.rate(submission, {"nonsense": "met"}, by=cast["lena"])
    with pytest.raises(NotYours):
        actions.rate(submission, {first.code: "met"}, by=cast["ada"])
    done = handed_in(cast)
    with pytest.raises(Refused, match="what was said with it stays as it is"):
        actions.rate(done, {first.code: "met"}, by=cast["lena"])


@pytest.mark.parametrize("sees", [True, False])
def test_whether_the_assessor_sees_it_is_policy(cast: Cast, sees: bool) -> None:
    policy.adopt({"assessor_sees_self_rating": sees}, by=None)
    submission = draft(cast)
    first = matrix_of(submission, cast["lena"]).rows[0]
    actions.rate(submission, {first.code: "met"}, by=cast["lena"])
    handed_in(cast)
    page = matrix_of(draft(cast), cast["iqbal"])
    assert (page.rates, page.rows[0].rating) == (sees, "met" if sees else "")
    assert matrix_of(draft(cast), cast["lena"]).rows[0].rating == "met"


def test_a_sheet_of_criteria_is_rated_by_criterion(cast: Cast) -> None:
    page = matrix_of(draft(cast, "DEMO-300", "mara"), cast["mara"])
    assert page.rows[0].criteria == ("DEMO-300 1.1",) and page.rows[0].text
