"""A dispute: a lead IQA who did neither says which set stands and why; re-opening; no set is overwritten."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from centres.actions import appoint
from centres.models import Appointment, LedgerEntry, Notice
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.pages.assemble import sheet_page
from marksheets.pages.released import released_page
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]
WHY = "Section 2 names the evidence in its last two pages."


def resolve(sheet: MarkSheet, by: Appointment, standing: str = "iqa", reason: str = WHY) -> MarkSheet:
    return actions.resolve(sheet, version=sheet.version, by=by, standing=standing, reason=reason)


def test_the_lead_iqa_says_which_marks_stand(cast: Cast) -> None:
    sheet = story.disputed(cast)
    assert Notice.objects.get(to=cast["leo"]).sentence == "D7.01: assessor and IQA differ; a decision is yours."
    resolve(sheet, cast["leo"])
    assert (sheet.state, sheet.resolver_user_id) == (State.CHECKED, cast["leo"].user_id)
    assert sheet.standing_set is not None and sheet.standing_set.hand == "iqa"
    first, second, third = Signature.objects.order_by("at")
    assert (third.role, third.payload["outcome"], third.payload["signature_before"]) == (
        "lead_iqa",
        "pass",
        second.digest,
    )
    assert third.payload["signatures"] == {"assessor": first.digest, "iqa": second.digest}
    assert third.payload["resolution"] == {"standing": "iqa", "because": WHY}
    page = sheet_page(sheet, cast["iqbal"])
    assert page.result_box is not None and page.result_box.outcome == "pass"
    assert page.resolution is not None
    assert (page.resolution.by, page.resolution.standing, page.resolution.marks, page.resolution.because) == (
        "Leo Quill",
        "the IQA’s",
        "31, 26 = 57",
        WHY,
    )


def test_neither_assessor_nor_countersigner_decides_not_even_as_lead_iqa(cast: Cast) -> None:
    sheet = story.disputed(cast)
    sentence = "Somebody who marked or countersigned this sheet cannot decide about it again"
    for email, name in (("ada@northgate.example", "Ada Byrne"), ("iqbal@northgate.example", "Iqbal Rahman")):
        lead = appoint(email, name, Role.LEAD_IQA, by=cast["cara"])
        with pytest.raises(NotYours, match=sentence):
            resolve(sheet, lead)
    with pytest.raises(NotYours, match="Resolving is for a lead IQA"):
        resolve(sheet, cast["iqbal"])
    sheet.refresh_from_db()
    assert (sheet.state, Signature.objects.count()) == (State.DISPUTED, 2)


@pytest.mark.parametrize("who", ["ada", "iqbal"])
@pytest.mark.parametrize("field", ["resolver_user", "reopener_user"])
def test_the_database_says_so_too(cast: Cast, field: str, who: str) -> None:
    sheet = story.disputed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkSheet.objects.filter(pk=sheet.pk).update(**{field: cast[who].user_id})
    MarkSheet.objects.filter(pk=sheet.pk).update(**{field: cast["leo"].user_id})


def test_it_takes_a_reason_and_a_whole_set(cast: Cast) -> None:
    sheet = story.disputed(cast)
    with pytest.raises(Unfit, match="Resolving asks for a reason"):
        resolve(sheet, cast["leo"], reason="  ")
    with pytest.raises(Unfit, match="Choose which marks stand"):
        resolve(sheet, cast["leo"], standing="mine")
    with pytest.raises(Unfit, match="This set is not complete"):
        resolve(sheet, cast["leo"], standing="third")
    actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["leo"])
    with pytest.raises(Unfit, match="This set is not complete"):
        resolve(sheet, cast["leo"], standing="third")
    assert sheet.reasons.count() == 0


def test_a_third_set_stands_beside_the_two(cast: Cast) -> None:
    sheet = story.disputed(cast)
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "25"}, version=sheet.version, by=cast["leo"])
    resolve(sheet, cast["leo"], standing="third", reason="Agreed between the two.")
    values = {
        marks.hand: sorted(marks.node_marks.values_list("node", "value"))
        for marks in MarkSet.objects.filter(sheet=sheet)
    }
    assert values == {
        "assessor": [("S1", "31"), ("S2", "22")],
        "iqa": [("S1", "31"), ("S2", "26")],
        "third": [("S1", "30"), ("S2", "25")],
    }
    assert sheet.standing_set is not None and sheet.standing_set.by_id == cast["leo"].user_id


def test_a_disputed_sheet_is_resolved_and_released(cast: Cast) -> None:
    sheet = resolve(story.disputed(cast), cast["leo"])
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.state == State.RELEASED
    assert sheet.standing_set is not None and sheet.standing_set.hand == "iqa"


def test_reopening_a_released_sheet_keeps_the_old_result_in_the_learners_hands(cast: Cast) -> None:
    sheet = story.released(cast)
    stood = sheet.standing_set_id
    with pytest.raises(NotYours, match="cannot decide about it again"):
        lead = appoint("iqbal@northgate.example", "Iqbal Rahman", Role.LEAD_IQA, by=cast["cara"])
        actions.reopen(sheet, version=sheet.version, by=lead, reason="An appeal.")
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="An appeal.")
    assert (sheet.state, sheet.revision, sheet.standing_set_id) == (State.DISPUTED, 2, stood)
    assert sheet.learner_name_of_state == "Under review"
    told = Notice.objects.filter(to=cast["lena"]).values_list("sentence", flat=True)
    assert "Your result for D7.01 is under review; it stands until you are told otherwise." in told
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "25"}, version=sheet.version, by=cast["leo"])
    resolve(sheet, cast["leo"], standing="third", reason="Re-marked on appeal.")
    assert sheet.learner_name_of_state == "Under review"
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.learner_name_of_state, sheet.under_review_since) == ("Result ready", None)
    superseded = {s.role: s.superseded for s in sheet_page(sheet, cast["iqbal"]).signatures}
    assert superseded == {"Assessor": False, "IQA": False, "Lead IQA": False}  # the original signatures stay


def test_the_learner_reads_what_was_released_until_another_is(cast: Cast) -> None:
    sheet = story.released(cast)
    before = released_page(sheet, cast["lena"])
    assert before.result_box is not None and before.result_box.headline == "Referral: section 2 has 22, needs 25."
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="An appeal.")
    actions.save(sheet, {"mark-S1": "40", "mark-S2": "25"}, version=sheet.version, by=cast["leo"])
    resolve(sheet, cast["leo"], standing="third", reason="Re-marked on appeal.")
    under = released_page(sheet, cast["lena"])
    assert (under.result_box, under.rows, under.resolution) == (before.result_box, before.rows, None)
    assert (under.state_name, under.reasons, under.moves, under.history) == ("Under review", (), (), ())
    assert under.under_review and len(under.signatures) == 2
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    after = released_page(sheet, cast["lena"])
    assert after.result_box is not None and after.result_box.outcome == "pass"
    assert (after.state_name, after.under_review) == ("Result ready", "")
    assert after.resolution is not None and after.resolution.because == "Re-marked on appeal."
    actions.void(sheet, version=sheet.version, by=cast["leo"], reason="The wrong learner.")
    gone = released_page(sheet, cast["lena"])
    assert (gone.result_box, gone.signatures, gone.state_name) == (None, (), "Withdrawn by the centre")
    assert all(row.assessor is None and not row.strengths for row in gone.rows)


def test_a_countersigned_sheet_that_is_not_out_yet_is_reopened_without_the_learner_noticing(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The wrong guidance was used.")
    assert (sheet.state, sheet.learner_name_of_state) == (State.DISPUTED, "Being checked")
    assert not Notice.objects.filter(to=cast["lena"]).exists()


def test_an_unsampled_sheet_is_reopened_to_a_check_by_somebody_else(cast: Cast) -> None:
    sheet = story.signed(cast)
    hold = sheet.holds.get()
    actions.lift(sheet, version=sheet.version, by=cast["iqbal"], hold=hold, reason="Outside this month's sample.")
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.standing_set is not None and sheet.standing_set.hand == "assessor"
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The EV asked for a check.")
    assert (sheet.state, sheet.check_owed, sheet.iqa) == (State.SAMPLED, True, None)
    with pytest.raises(Refused, match="You re-opened this sheet; another IQA has to check it."):
        actions.take_over(sheet, version=sheet.version, by=cast["leo"])
    actions.take_over(sheet, version=sheet.version, by=cast["iqbal"])
    actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.state, sheet.check_owed) == (State.CHECKED, False)


def test_all_of_it_is_in_the_ledger(cast: Cast) -> None:
    sheet = resolve(story.disputed(cast), cast["leo"])
    entry = LedgerEntry.objects.select_related("body").get(kind="sheet.resolve", subject_id=str(sheet.pk))
    assert (entry.body.body["standing"], entry.body.body["because"]) == ("iqa", WHY)
    assert entry.actor_id == cast["leo"].user_id


def second_lead(cast: Cast) -> Appointment:
    return appoint("nadia@northgate.example", "Nadia Wren", Role.LEAD_IQA, by=cast["cara"])


def test_of_two_third_sets_each_lead_lets_their_own_stand_and_neither_writes_on_the_others(cast: Cast) -> None:
    sheet, nadia = story.disputed(cast), second_lead(cast)
    actions.save(sheet, {"mark-S1": "40", "mark-S2": "40"}, version=sheet.version, by=nadia)
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "25"}, version=sheet.version, by=cast["leo"])
    actions.save(sheet, {"mark-S1": "41"}, version=sheet.version, by=nadia)
    values = {(one.by_id, one.node_marks.get(node="S1").value) for one in MarkSet.objects.filter(hand="third")}
    assert values == {(nadia.user_id, "41"), (cast["leo"].user_id, "30")}
    resolve(sheet, cast["leo"], standing="third")
    assert sheet.standing_set is not None and sheet.standing_set.by_id == cast["leo"].user_id


def test_only_leads_who_may_decide_are_told(cast: Cast) -> None:
    iqbal_as_lead = appoint("iqbal@northgate.example", "Iqbal Rahman", Role.LEAD_IQA, by=cast["cara"])
    ada_as_lead = appoint("ada@northgate.example", "Ada Byrne", Role.LEAD_IQA, by=cast["cara"])
    story.disputed(cast)
    told = Notice.objects.filter(sentence__contains="a decision is yours").values_list("to", flat=True)
    assert list(told) == [cast["leo"].pk]
    assert {iqbal_as_lead.pk, ada_as_lead.pk}.isdisjoint(told)


def test_assessor_and_iqa_hear_how_it_ended(cast: Cast) -> None:
    sheet = resolve(story.disputed(cast), cast["leo"])
    told = Notice.objects.filter(sentence="D7.01: the dispute about a sheet of yours is resolved.")
    assert {(one.to_id, one.path.endswith(f"/sheets/{sheet.pk}/")) for one in told} == {
        (cast["ada"].pk, True),
        (cast["iqbal"].pk, True),
    }


def test_a_third_set_is_its_writers_and_the_leads_until_it_stands(cast: Cast) -> None:
    sheet = story.disputed(cast)
    writer = appoint("nadia@northgate.example", "Nadia Wren", Role.IQA, by=cast["cara"])
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "25"}, version=sheet.version, by=writer)

    def third(reader: Appointment) -> list[str]:
        return [row.third.raw for row in sheet_page(sheet, reader).scored_rows if row.third]

    assert third(writer) == third(cast["leo"]) == ["30", "25"]
    assert third(cast["ada"]) == third(cast["iqbal"]) == third(cast["cara"]) == []
    sheet.refresh_from_db()
    resolve(sheet, cast["leo"], standing="third")
    assert third(cast["ada"]) == third(cast["iqbal"]) == third(cast["cara"]) == ["30", "25"]


def test_a_third_set_of_an_earlier_dispute_does_not_count_in_the_next(cast: Cast) -> None:
    sheet = story.disputed(cast)
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "25"}, version=sheet.version, by=cast["leo"])
    resolve(sheet, cast["leo"], standing="third")
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The wrong guidance was used.")
    with pytest.raises(Unfit, match="This set is not complete"):
        resolve(sheet, cast["leo"], standing="third")
    resolve(sheet, cast["leo"], standing="assessor")


def test_a_result_that_is_re_opened_twice_stays_under_review(cast: Cast) -> None:
    sheet = story.released(cast)
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="An appeal.")
    since = sheet.under_review_since
    resolve(sheet, cast["leo"])
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="A page was missing.")
    assert (sheet.under_review_since, sheet.learner_name_of_state) == (since, "Under review")
    told = Notice.objects.filter(to=cast["lena"], sentence__contains="is under review")
    assert told.count() == 1


def test_what_the_first_landing_released_is_frozen_before_it_is_taken_up_again(cast: Cast) -> None:
    sheet = story.released(cast)
    sheet.pdfs.all().delete()
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="An appeal.")
    assert [(one.edition, one.revision, one.page["state"]) for one in sheet.pdfs.all()] == [(1, 1, "released")]


def test_a_check_that_differs_leaves_what_stood_standing(cast: Cast) -> None:
    """The learner has the assessor's marks in hand; they stand until the dispute is resolved."""
    sheet = story.signed(cast)
    actions.lift(sheet, version=sheet.version, by=cast["iqbal"], hold=sheet.holds.get(), reason="Not in the sample.")
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The EV asked for a check.")
    actions.take_over(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "31", "mark-S2": "26"}, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.state, sheet.learner_name_of_state) == (State.DISPUTED, "Under review")
    assert sheet.standing_set is not None and sheet.standing_set.hand == "assessor"
