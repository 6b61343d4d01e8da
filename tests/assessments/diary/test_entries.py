"""Logging, changing, finishing and withdrawing: what is kept, what it counts for, and who may."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection

from assessments.actions import prepare
from assessments.diary import actions
from assessments.diary.actions import Given
from assessments.diary.models import Allocation, DiaryEntry, EntryVersion
from assessments.diary.reading import logged
from assessments.requirements.entries import Allocated, Logged
from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Stale, Unfit
from learners.actions import register
from learners.models import Registration
from qualifications.models import Specification
from tests.diaries import DAY, given, learner, session

Cast = dict[str, Appointment]


def shares(entry: DiaryEntry) -> list[tuple[str, str, int]]:
    rows = Allocation.objects.filter(entry=entry).order_by("assessment_code", "quantity_code")
    return [(row.assessment_code, row.quantity_code, row.minutes) for row in rows]


def registration(cast: Cast) -> Registration:
    return Registration.objects.filter(learner=learner(cast)).earliest("registered_on")


def key(cast: Cast, assessment: str) -> str:
    return f"{registration(cast).pk}.{assessment}.hours"


def test_four_fields_make_a_draft(cast: Cast) -> None:
    entry = session(cast)
    assert (entry.on, entry.starts, entry.minutes, entry.client) == (DAY, time(10, 0), 60, "Client B")
    assert (entry.role, entry.is_final, entry.version, entry.versions.count()) == ("coach", False, 1, 0)


def test_only_the_learner_writes(cast: Cast) -> None:
    me = learner(cast)
    with pytest.raises(NotYours, match="Only the learner writes in their own diary."):
        actions.log(me, "session", given(), by=cast["ada"])
    entry = session(cast)
    for other in ("ada", "mara", "iqbal"):
        with pytest.raises(NotYours):
            actions.change(entry, given(), version=1, by=cast[other])
        with pytest.raises(NotYours):
            actions.withdraw(entry, version=1, reason="x", by=cast[other])
    assert DiaryEntry.objects.get().version == 1


def test_a_final_entry_needs_to_say_with_whom(cast: Cast) -> None:
    with pytest.raises(Unfit, match="Client is missing; without it the session stays a draft."):
        session(cast, final=True, client=" ")
    assert session(cast, client="").is_final is False


def test_a_role_the_kind_does_not_have_is_refused(cast: Cast) -> None:
    with pytest.raises(Unfit, match="Say in which role you were: coach, mentor, coachee, mentee."):
        session(cast, role="supervisee")


def test_missing_feedback_and_a_day_to_come_stop_nobody(cast: Cast) -> None:
    assert session(cast, final=True, on=date(2031, 1, 1)).is_final


def test_every_final_version_stays_readable(cast: Cast) -> None:
    entry = session(cast, final=True, reflection="First.")
    actions.change(entry, given(reflection="Second.", minutes=45), version=1, by=cast["lena"], final=True)
    kept = list(EntryVersion.objects.order_by("number"))
    assert [(row.number, row.document["reflection"], row.document["minutes"]) for row in kept] == [
        (1, "First.", 60),
        (2, "Second.", 45),
    ]
    assert LedgerEntry.objects.filter(kind="diary.saved").count() == 2


def test_a_kept_version_cannot_be_rewritten(cast: Cast) -> None:
    entry = session(cast, final=True)
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        EntryVersion.objects.filter(entry=entry).update(document={})
    assert connection.needs_rollback is False


def test_drafts_leave_no_history_and_a_final_one_never_goes_back(cast: Cast) -> None:
    entry = session(cast)
    actions.change(entry, given(summary="More."), version=1, by=cast["lena"])
    assert entry.versions.count() == 0
    actions.change(entry, given(summary="All."), version=2, by=cast["lena"], final=True)
    with pytest.raises(Refused, match="A final entry stays final"):
        actions.change(entry, given(), version=3, by=cast["lena"])


def test_of_two_tabs_the_second_is_told_and_changes_nothing(cast: Cast) -> None:
    entry = session(cast)
    actions.change(entry, given(summary="From one tab."), version=1, by=cast["lena"])
    with pytest.raises(Stale, match="You changed this elsewhere meanwhile."):
        actions.change(entry, given(summary="From the other."), version=1, by=cast["lena"])
    assert DiaryEntry.objects.get().summary == "From one tab."


def test_a_draft_can_be_deleted_and_a_final_one_is_kept_with_its_reason(cast: Cast) -> None:
    draft, final = session(cast), session(cast, final=True)
    assert actions.withdraw(draft, version=1, reason="", by=cast["lena"]) is False
    with pytest.raises(Unfit, match="Say why you withdraw it"):
        actions.withdraw(final, version=1, reason=" ", by=cast["lena"])
    assert actions.withdraw(final, version=1, reason="It was cancelled.", by=cast["lena"]) is True
    left = DiaryEntry.objects.get()
    assert (left.pk, left.withdrawn_why, logged(learner(cast))) == (final.pk, "It was cancelled.", ())
    with pytest.raises(Refused, match="was withdrawn"):
        actions.change(left, given(), version=2, by=cast["lena"], final=True)


def test_a_draft_that_was_changed_elsewhere_is_not_deleted(cast: Cast) -> None:
    entry = session(cast)
    actions.change(entry, given(summary="Kept."), version=1, by=cast["lena"])
    with pytest.raises(Stale):
        actions.withdraw(entry, version=1, reason="", by=cast["lena"])
    assert DiaryEntry.objects.count() == 1


def test_a_session_counts_for_the_first_requirement_that_is_not_full(cast: Cast) -> None:
    # D7.03 asks for 12 hours, D7.04 for 125 (seed 002).
    for number in range(12):
        assert shares(session(cast, on=DAY + timedelta(days=number))) == [("D7.02-03", "hours", 60)]
    assert shares(session(cast, on=DAY + timedelta(days=20))) == [("D7.04", "hours", 60)]


def test_a_coachee_and_reading_count_for_nothing_by_themselves(cast: Cast) -> None:
    assert shares(session(cast, role="coachee")) == []
    me, columns = learner(cast), {"title": "A book", "cpd_form": "reading", "cpd_flow": "input"}
    assert shares(actions.log(me, "cpd", Given(DAY, None, 90, columns), by=cast["lena"])) == []


def test_minutes_can_be_split_over_two_requirements(cast: Cast) -> None:
    parts = {key(cast, "D7.02-03"): 40, key(cast, "D7.04"): 20}
    assert shares(session(cast, shares=parts)) == [("D7.02-03", "hours", 40), ("D7.04", "hours", 20)]


@pytest.mark.parametrize(
    ("assessment", "minutes", "role", "sentence"),
    [
        ("D7.04", 61, "coach", "D7.04: 125 hours can be given at most the 60 minutes it lasted."),
        ("D7.04", 60, "coachee", "D7.04: 125 hours does not take the session as coachee."),
        ("D7.99", 60, "coach", "One of the requirements is not of your registrations; choose from those listed."),
    ],
)
def test_minutes_that_cannot_count_are_refused(
    cast: Cast, assessment: str, minutes: int, role: str, sentence: str
) -> None:
    with pytest.raises(Unfit) as refused:
        session(cast, role=role, shares={key(cast, assessment): minutes})
    assert refused.value.sentence == sentence


def test_another_learners_registration_is_none_of_mine(cast: Cast) -> None:
    theirs = Registration.objects.get(learner=learner(cast, "mara"))
    with pytest.raises(Unfit, match="not of your registrations"):
        session(cast, shares={f"{theirs.pk}.DEMO-301.hours": 60})


def test_a_longer_session_goes_on_counting_for_the_whole(cast: Cast) -> None:
    entry = session(cast)
    actions.change(entry, given(minutes=90), version=1, by=cast["lena"])
    assert shares(entry) == [("D7.02-03", "hours", 90)]
    actions.change(entry, given(minutes=90, role="mentee"), version=2, by=cast["lena"])
    assert shares(entry) == []


def test_the_rules_read_every_registration_and_nothing_twice(cast: Cast) -> None:
    me = learner(cast)
    certificate = Specification.objects.get(code="L7-CERT")
    second = register(me, certificate, by=None, registered_on=date(2026, 2, 1))
    prepare(second, by=None)
    parts = {key(cast, "D7.04"): 60, f"{second.pk}.D7.02-03.hours": 60}
    entry = session(cast, final=True, shares=parts)
    first = str(registration(cast).pk)
    (found,) = logged(me)
    assert found == Logged(
        key=str(entry.pk),
        kind="session",
        on=DAY,
        starts=time(10, 0),
        minutes=60,
        role="coach",
        client="Client B",
        is_final=True,
        confirmed=None,
        counts_for=found.counts_for,
    )
    assert set(found.counts_for) == {
        Allocated(first, "D7.04", "hours", 60),
        Allocated(str(second.pk), "D7.02-03", "hours", 60),
    }


@pytest.mark.parametrize("entries", [1, 3])
def test_reading_costs_three_queries(cast: Cast, entries: int, django_assert_num_queries: object) -> None:
    for number in range(entries):
        session(cast, on=DAY + timedelta(days=number))
    me = learner(cast)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(logged(me)) == entries
