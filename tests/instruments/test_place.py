"""A place in an award is for those registered from then on; and what waits for approval is not opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from assessments import actions as work
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.refusals import NotYours, Refused
from centres.scope import tenant
from instruments import actions
from instruments.models import Instrument, State
from instruments.reading import awards_for, sheets_for
from learners.actions import add_learner, register
from marksheets import actions as marking
from qualifications.models import Assessment, Specification
from tests.instruments.conftest import APPROVAL
from tests.story import handed_in

SignIn = Callable[[str], Client]


def codes(award: Specification) -> list[str]:
    """The sheets of an award here, in order."""
    return [sheet.code for sheet in sheets_for(award)]


def printed(code: str = "D7.01") -> Assessment:
    """A sheet of the catalogue."""
    return Assessment.objects.get(code=code)


def test_it_is_added_or_takes_the_place_of_another(
    approved: Instrument, leo: Appointment, diploma: Specification
) -> None:
    assert codes(diploma) == ["D7.01", "D7.02-03", "D7.04"]
    actions.place(approved, diploma, printed(), version=approved.version, by=leo)
    assert codes(diploma) == ["NG-01", "D7.02-03", "D7.04"]
    actions.withdraw(approved, version=approved.version, by=leo)
    assert (codes(diploma), approved.state) == (["D7.01", "D7.02-03", "D7.04"], State.WITHDRAWN)


def test_added_it_comes_last(approved: Instrument, leo: Appointment, diploma: Specification) -> None:
    actions.place(approved, diploma, None, version=approved.version, by=leo)
    assert codes(diploma) == ["D7.01", "D7.02-03", "D7.04", "NG-01"]


def test_its_next_version_takes_its_place_and_its_claim(
    approved: Instrument, leo: Appointment, diploma: Specification, text: str
) -> None:
    actions.place(approved, diploma, printed(), version=approved.version, by=leo)
    following = actions.again(approved, by=leo)
    actions.save(following, text.replace("2026-1", "2026-2"), version=1, by=leo)
    actions.approve(following, version=2, **APPROVAL, by=leo)
    following.refresh_from_db()
    actions.place(following, diploma, approved.assessment, version=following.version, by=leo)
    assert next((s.code, s.version) for s in sheets_for(diploma)) == ("NG-01", "2026-2")
    assert codes(diploma) == ["NG-01", "D7.02-03", "D7.04"]
    actions.withdraw(following, version=following.version, by=leo)
    assert codes(diploma) == ["D7.01", "D7.02-03", "D7.04"]


def test_another_centre_goes_on_with_the_printed_sheets(
    arranged: Callable[[], Instrument],
    staff: dict[str, Appointment],
    diploma: Specification,
    northgate: Centre,
    southbank: Centre,
) -> None:
    own = arranged()
    with tenant(northgate):
        actions.place(own, diploma, printed(), version=own.version, by=staff["leo"])
        assert codes(diploma) == ["NG-01", "D7.02-03", "D7.04"]
    with tenant(southbank):
        assert codes(diploma) == ["D7.01", "D7.02-03", "D7.04"]


def test_who_is_registered_keeps_the_sheets_they_have(
    approved: Instrument, cast: dict[str, Appointment], diploma: Specification
) -> None:
    lenas = Submission.objects.filter(registration__learner__name="Lena Fischer").order_by("assessment__code")
    before = list(lenas.values_list("assessment__code", flat=True))
    actions.place(approved, diploma, printed(), version=approved.version, by=cast["cara"])
    pia = add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)
    drafts = work.prepare(register(pia, diploma, by=None, registered_on=date(2026, 11, 2)), by=None)
    assert [draft.assessment.code for draft in drafts] == ["NG-01", "D7.02-03", "D7.04"]
    assert list(lenas.values_list("assessment__code", flat=True)) == before == ["D7.01", "D7.02-03", "D7.04"]


def test_not_into_an_award_without_its_unit(approved: Instrument, leo: Appointment) -> None:
    demo = Specification.objects.get(code="DEMO-L3-AWARD-COACHING")
    with pytest.raises(Refused, match="NG-01 is for unit D7.01, which .* does not have"):
        actions.place(approved, demo, None, version=approved.version, by=leo)


def test_not_where_a_unit_would_be_left_unassessed(
    approved: Instrument, leo: Appointment, diploma: Specification
) -> None:
    with pytest.raises(Refused, match="D7.02-03 also assesses D7.02, D7.03, which NG-01 does not"):
        actions.place(approved, diploma, printed("D7.02-03"), version=approved.version, by=leo)
    with pytest.raises(Refused, match="8577-300 is not a sheet of"):
        actions.place(approved, diploma, printed("8577-300"), version=approved.version, by=leo)


def test_not_twice_and_not_by_an_assessor(
    approved: Instrument, cast: dict[str, Appointment], diploma: Specification
) -> None:
    with pytest.raises(NotYours):
        actions.place(approved, diploma, None, version=approved.version, by=cast["ada"])
    actions.place(approved, diploma, None, version=approved.version, by=cast["leo"])
    with pytest.raises(Refused, match="has its place in .* already"):
        actions.place(approved, diploma, None, version=approved.version, by=cast["leo"])


def test_a_draft_has_no_place_in_a_real_award(draft: Instrument, leo: Appointment, diploma: Specification) -> None:
    with pytest.raises(Refused, match="it is placed once the awarding body’s approval is recorded"):
        actions.place(draft, diploma, None, version=1, by=leo)


def test_what_is_openly_fictional_needs_no_approval(here: Centre, leo: Appointment, text: str) -> None:
    demo = Specification.objects.get(code="DEMO-L3-AWARD-COACHING")
    ours = re.sub(r"evidences = .*", "", text.replace('units = ["D7.01"]', 'units = ["DEMO-300"]'))
    draft = actions.start(ours, demo, by=leo)
    actions.place(draft, demo, None, version=1, by=leo)
    assert codes(demo)[-1] == "NG-01"


class TestShippedInACentresWording:
    """The sheets of 2012 were never printed: our wording waits for the awarding body's word (RULINGS 25)."""

    @pytest.fixture
    def work_of_2014(self, cast: dict[str, Appointment]) -> Submission:
        """Lena's 8577-300 of an old registration, handed in and with Ada."""
        award = Specification.objects.get(code="L3-AWARD-COACHING")
        pia = add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)
        work.prepare(register(pia, award, by=None, registered_on=date(2014, 10, 6)), by=None)
        found = handed_in({**cast, "pia": pia.appointment}, "8577-300", "pia")
        return work.allocate(found, assessor=cast["ada"], by=cast["cara"])

    def test_it_is_handed_in_and_not_opened(self, work_of_2014: Submission, ada: Appointment) -> None:
        with pytest.raises(Refused, match="no approval of the awarding body is recorded for it"):
            marking.open_sheet(work_of_2014, by=ada)
        work_of_2014.refresh_from_db()
        assert work_of_2014.opened_at is None

    def test_with_the_approval_it_is_opened(
        self, work_of_2014: Submission, ada: Appointment, cara: Appointment
    ) -> None:
        actions.approve_shipped(work_of_2014.assessment, **APPROVAL, by=cara)
        assert marking.open_sheet(work_of_2014, by=ada).state == "marking"

    def test_the_awarding_bodys_own_text_needs_none(self, cara: Appointment) -> None:
        with pytest.raises(Refused, match="needs no approval"):
            actions.approve_shipped(printed(), **APPROVAL, by=cara)


def test_both_read_why_on_their_pages(northgate: Centre, staff: dict[str, Appointment], signed_in: SignIn) -> None:
    with tenant(northgate):
        award = Specification.objects.get(code="L3-AWARD-COACHING")
        lena = Submission.objects.filter(registration__learner__name="Lena Fischer").first()
        assert lena is not None
        work.prepare(register(lena.registration.learner, award, by=None, registered_on=date(2014, 10, 6)), by=None)
        found = work.allocate(handed_in(staff, "8577-300"), assessor=staff["ada"], by=staff["cara"])
    receipt = signed_in("lena@northgate.example").get(f"/c/northgate/submitted/{found.pk}/").content.decode()
    assert "Your centre waits for the awarding body’s approval of this assignment." in receipt
    refused = signed_in("ada@northgate.example").post(f"/c/northgate/mark/open/{found.pk}/")
    assert refused.status_code == 409
    assert "8577-300 is worded by the centre" in refused.content.decode()
    page = signed_in("cara@northgate.example")
    sheet = f"/c/northgate/instruments/shipped/{found.assessment_id}/"
    assert "marked once the awarding body’s approval is recorded" in page.get(sheet).content.decode()
    assert page.post(sheet, {"reference": "AB/3", "granted_on": "2012-09-03", "holder": "Office"}).status_code == 302
    assert signed_in("ada@northgate.example").post(f"/c/northgate/mark/open/{found.pk}/").status_code == 302


def test_the_awards_that_have_its_units_are_offered(
    arranged: Callable[[], Instrument], northgate: Centre, signed_in: SignIn
) -> None:
    own = arranged()
    page = signed_in("leo@northgate.example").get(f"/c/northgate/instruments/{own.pk}/").content.decode()
    offered = page.split('id="id_specification"')[1].split("</select>")[0]
    with tenant(northgate):
        titles = [f"{award.title}, {award.version}" for award in awards_for(own)]
    assert [award.split(",")[0] for award in titles] == [
        "ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors",
        "ILM Level 7 Certificate in Executive Coaching and Leadership Mentoring",
    ]
    assert all(title in offered for title in titles)
    assert "Endorsed" not in offered
