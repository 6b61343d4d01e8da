"""The centre's own route, the Endorsed one, and what a centre asks beyond an award (seed 004_db7a57efd8c6cd8e.txt)."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments.diary import actions as diary
from assessments.diary.wanted import wanted_of
from assessments.hours.counted import asked_of, frozen_for
from assessments.models import Permission, Submission
from assessments.planning import actions as planning
from assessments.requirements.frozen import amounts
from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Unfit
from instruments import actions as instruments
from instruments.models import Adoption
from instruments.reading import sheets_for, waits_for_approval
from learners import actions as people
from learners.courses import course_said
from learners.models import Learner, Registration
from marksheets import actions as marking
from qualifications.models import Overlay, Specification
from tests.story import taken

Cast = dict[str, Appointment]
TODAY = timezone.localdate
PERMISSION = {"who": "Client B", "given_on": date(2026, 3, 4), "how": "writing"}


def learner(cast: Cast) -> Learner:
    return Learner.objects.select_related("appointment").get(appointment=cast["lena"])


def registered(cast: Cast, code: str = "CENTRE-COACH") -> Registration:
    """Lena on one more award, with its sheets laid out."""
    award = Specification.objects.newest().get(code=code)
    registration = people.register(learner(cast), award, by=cast["cara"])
    work.prepare(registration, by=cast["cara"])
    return registration


def checklist(registration: Registration, code: str = "COACH-REQUIREMENTS") -> Submission:
    rows = Submission.objects.select_related("registration__learner__appointment", "registration__specification")
    return rows.get(registration=registration, assessment__code=code)


def log(cast: Cast, kind: str, minutes: int, role: str, shares: dict[str, int], number: int = 0) -> None:
    """A final entry of today, at an hour of its own."""
    said = {"role": role, "client": "Client B"} if kind == "session" else {"supervisor": "S. Hill"}
    given = diary.Given(TODAY(), time(8 + number), minutes, said, shares)
    diary.log(learner(cast), kind, given, by=cast["lena"], final=True)


def use(cast: Cast, code: str) -> Overlay:
    overlay = Overlay.objects.current().get(code=code)
    instruments.adopt(overlay, by=cast["leo"])
    return overlay


# -- the centre's own certificate: a course, then a to e


def test_no_awarding_body_has_a_word_in_the_centres_own_certificate(cast: Cast) -> None:
    draft = checklist(registered(cast))
    assert not waits_for_approval(draft.assessment, draft.registration.specification)
    endorsed = Specification.objects.get(code="ENDORSED-COACH")
    assert waits_for_approval(draft.assessment, endorsed)


def test_the_course_is_recorded_by_the_office(cast: Cast) -> None:
    registration = registered(cast)
    both = "Culture at Work Coach Training Course or Performance Coach Training Open course"
    assert course_said(registration) == f"{both}: not recorded as completed"
    done = {"course_code": "PERFORMANCE-COACH", "completed_on": date(2026, 3, 3), "note": ""}
    with pytest.raises(NotYours):
        work.record_course(registration, **done, by=cast["lena"])
    with pytest.raises(Unfit, match="the day lies ahead"):
        work.record_course(registration, **{**done, "completed_on": TODAY() + timedelta(days=1)}, by=cast["cara"])
    with pytest.raises(Unfit, match="names no such course"):
        work.record_course(registration, **{**done, "course_code": "OTHER"}, by=cast["cara"])
    work.record_course(registration, **done, by=cast["cara"])
    assert course_said(registration) == "Performance Coach Training Open course, completed 3 March 2026"
    with pytest.raises(Refused, match="recorded for this learner already"):
        work.record_course(registration, **done, by=cast["cara"])
    assert LedgerEntry.objects.filter(kind="course.completed").count() == 1


def test_a_course_that_does_not_lead_there_is_not_enough_for_the_endorsed_one(cast: Cast) -> None:
    """004: the page of the ILM Endorsed Certificate asks for the Culture at Work course alone."""
    people.record_approval("ENDORSED-COACH", starts_on=date(2026, 1, 1), by=None)
    registration = registered(cast, "ENDORSED-COACH")
    with pytest.raises(Unfit, match="names no such course"):
        given = {"course_code": "PERFORMANCE-COACH", "completed_on": date(2026, 3, 3), "note": ""}
        work.record_course(registration, **given, by=cast["cara"])
    assert course_said(registration).startswith("Culture at Work Coach Training Course: not recorded")


def test_an_award_without_a_course_asks_for_none(cast: Cast) -> None:
    assert course_said(Registration.objects.get(learner=learner(cast))) == ""


# -- permission, once for each person involved


def test_a_case_history_waits_for_permission(cast: Cast) -> None:
    draft, by = checklist(registered(cast)), cast["lena"]
    asked = "Requirement c: say who of those involved allowed it, or that nobody else is involved."
    assert asked in work.missing(draft)
    work.permit(draft, "C", **PERMISSION, by=by)
    assert asked not in work.missing(draft)
    with pytest.raises(Refused, match="is recorded already"):
        work.permit(draft, "C", **{**PERMISSION, "who": "client b"}, by=by)
    with pytest.raises(Refused, match="take them out first"):
        work.nobody_else(draft, "C", by=by)
    work.take_out(Permission.objects.get(), by=by)
    assert asked in work.missing(draft)
    work.nobody_else(draft, "C", by=by)
    assert asked not in work.missing(draft)
    work.permit(draft, "C", **PERMISSION, by=by)
    assert [row.who for row in draft.permissions.all()] == ["Client B"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"who": "  "}, "Say who allowed it"),
        ({"who": "Margaret Hillfield"}, "looks like a name"),
        ({"given_on": date(2100, 1, 1)}, "The day lies ahead"),
    ],
)
def test_a_permission_that_cannot_be_meant(cast: Cast, change: dict[str, object], sentence: str) -> None:
    draft = checklist(registered(cast))
    with pytest.raises(Unfit, match=sentence):
        work.permit(draft, "C", **{**PERMISSION, **change}, by=cast["lena"])


def test_only_the_learner_and_only_where_it_is_asked(cast: Cast) -> None:
    draft = checklist(registered(cast))
    with pytest.raises(NotYours):
        work.permit(draft, "C", **PERMISSION, by=cast["tom"])
    with pytest.raises(Unfit, match="nobody’s permission"):
        work.permit(draft, "A", **PERMISSION, by=cast["lena"])
    assert not Permission.objects.exists()


def test_the_checklist_is_marked_and_signed_like_any_sheet(cast: Cast) -> None:
    """Four sessions as coachee are logged, one confirmed by nobody: e cannot be confirmed, so it is referred."""
    registration = registered(cast)
    draft = checklist(registration)
    key = next(one.key for one in wanted_of(learner(cast)) if one.quantity == "as-coachee")
    for number in range(4):
        log(cast, "session", 20, "coachee", {key: 20}, number)
    work.permit(draft, "C", **PERMISSION, by=cast["lena"])
    work.attach(draft, taken(cast), by=cast["lena"])
    work.answer(draft, choices={}, declared=True, refuses=False, by=cast["lena"])
    work.submit(draft, by=cast["lena"])
    assert amounts(draft.counted) == {"as-coachee": Decimal(0)}
    work.allocate(draft, assessor=cast["ada"], by=cast["cara"])
    sheet = marking.open_sheet(draft, by=cast["ada"])
    given = {f"mark-{code}": "met" for code in "ABCDE"}
    words = {f"{kind}-{code}": "Seen." for code in "ABCDE" for kind in ("strengths", "areas")}
    assert marking.save(sheet, given | words, version=sheet.version, by=cast["ada"]) == {}
    signed = marking.sign(sheet, version=sheet.version, by=cast["ada"])
    payload = signed.signatures.get().payload
    assert (payload["outcome"], payload["referred"]) == ("referral", ["E"])


# -- what a centre asks beyond an award


def test_an_overlay_in_use_is_one_more_checklist_for_those_registered_from_then_on(cast: Cast) -> None:
    award = Specification.objects.newest().get(code="L7-DIP")
    before = [sheet.code for sheet in sheets_for(award)]
    overlay = use(cast, "COACH-ROUTE-L7-DIP")
    assert [sheet.code for sheet in sheets_for(award)] == [*before, "COACH-ROUTE-L7-DIP"]
    assert not waits_for_approval(overlay.sheet, award)
    theirs = Submission.objects.filter(registration__learner=learner(cast)).values_list("assessment__code", flat=True)
    assert "COACH-ROUTE-L7-DIP" not in set(theirs)
    with pytest.raises(Refused, match="in use here already"):
        instruments.adopt(overlay, by=cast["leo"])
    instruments.leave_off(overlay, by=cast["cara"])
    assert [sheet.code for sheet in sheets_for(award)] == before
    with pytest.raises(Refused, match="not in use here"):
        instruments.leave_off(overlay, by=cast["cara"])


def test_of_two_versions_one_is_in_use(cast: Cast) -> None:
    """A centre that used version 1 before its heir came, as an older house left it."""
    older = Overlay.objects.get(code="COACH-ROUTE-L7-DIP", version="1")
    Adoption(overlay=older, adopted_by=cast["leo"]).save()
    use(cast, "COACH-ROUTE-L7-DIP")
    award = Specification.objects.newest().get(code="L7-DIP")
    sheets = [(sheet.code, sheet.version) for sheet in sheets_for(award) if sheet.code.startswith("COACH")]
    assert sheets == [("COACH-ROUTE-L7-DIP", "2")]


def test_a_draft_with_a_permission_is_not_taken_away(cast: Cast) -> None:
    draft = checklist(registered(cast))
    work.permit(draft, "C", **PERMISSION, by=cast["lena"])
    with pytest.raises(Refused, match="holds work"):
        work.drop_draft(draft, by=cast["cara"])
    fresh = work.void(draft, by=cast["cara"], with_files=True)
    assert [row.who for row in fresh.permissions.all()] == ["Client B"]


def test_an_overlay_that_has_an_heir_is_not_taken_into_use(cast: Cast) -> None:
    with pytest.raises(Refused, match="has a newer version, 2"):
        instruments.adopt(Overlay.objects.get(code="COACH-ROUTE-L7-DIP", version="1"), by=cast["leo"])


@pytest.mark.parametrize("who", ["ada", "iqbal", "tom", "lena", "eve"])
def test_who_may_not(cast: Cast, who: str) -> None:
    with pytest.raises(NotYours):
        instruments.adopt(Overlay.objects.current().get(code="COACH-ROUTE-L7-DIP"), by=cast[who])


def another(cast: Cast, code: str = "L7-DIP") -> Registration:
    """A new learner, registered with what is in use."""
    new = people.add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)
    registration = people.register(new, Specification.objects.newest().get(code=code), by=cast["cara"])
    work.prepare(registration, by=cast["cara"])
    return registration


def test_hours_for_the_award_are_hours_for_the_centres_log_and_nobody_notes_them_twice(cast: Cast) -> None:
    use(cast, "COACH-ROUTE-L7-DIP")
    registration = another(cast)
    pia = registration.learner
    logs = {one.key: one for one in asked_of(pia) if one.assessment == "COACH-ROUTE-L7-DIP"}
    log_ = next(one for key, one in logs.items() if key.quantity == "log")
    assert [(key.assessment, key.quantity) for key in log_.takes_over] == [("D7.04", "hours")]
    wanted = {one.key: one for one in wanted_of(pia)}
    award = next(key for key, one in wanted.items() if one.assessment == "D7.04" and one.measure == "hours")
    said = {"role": "coach", "client": "Client B"}
    diary.log(pia, "session", diary.Given(TODAY(), time(8), 90, said, {award: 90}), by=pia.appointment, final=True)
    draft = checklist(registration, "COACH-ROUTE-L7-DIP")

    assert amounts(frozen_for(draft))["log"] == Decimal("1.5")
    assert amounts(frozen_for(checklist(registration, "D7.04")))["hours"] == Decimal("1.5")


def test_a_plan_is_counted_as_planned_and_frozen_with_the_work(cast: Cast) -> None:

    use(cast, "COACH-ROUTE-L7-DIP")
    registration = another(cast)
    pia, draft = registration.learner, checklist(registration, "COACH-ROUTE-L7-DIP")
    assert "cpd-live" not in amounts(frozen_for(draft))
    live = {"title": "A workshop", "on": TODAY() + timedelta(days=30), "form": "live", "flow": "output"}
    planning.plan(pia, **live, minutes=12 * 60, by=pia.appointment)
    book = {"title": "Three books", "on": TODAY() + timedelta(days=60), "form": "reading", "flow": "input"}
    kept = planning.plan(pia, **book, minutes=11 * 60, by=pia.appointment)
    found = amounts(frozen_for(draft))
    assert (found["cpd-live"], found["cpd-reading"], found["cpd-inputs"]) == (12, 11, Decimal("47.82"))
    planning.plan(pia, activity=kept, version=1, **book, minutes=12 * 60, by=pia.appointment)
    frozen = frozen_for(draft)
    assert amounts(frozen)["cpd-inputs"] == 50
    assert [row["title"] for row in frozen["plan"]["activities"]] == ["A workshop", "Three books"]
