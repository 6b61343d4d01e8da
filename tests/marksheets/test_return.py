"""Taking back, returning, giving to another assessor: a new revision begins, and what was signed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.actions import may_assess
from assessments.models import Submission
from centres import policy
from centres.actions import appoint
from centres.models import Appointment, LedgerEntry, Notice
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets import actions
from marksheets.actions.annotating import Place
from marksheets.candidates import assessors_for
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]
WHY = "Please say in section 2 which evidence is missing."


def returned(cast: Cast) -> MarkSheet:
    """Iqbal gave 31 and 24 and returned the sheet."""
    sheet = story.called_in(cast)
    actions.save(sheet, {"mark-S1": "31", "mark-S2": "24"}, version=sheet.version, by=cast["iqbal"])
    return actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason=WHY)


def test_a_signed_sheet_is_taken_back_until_it_is_called_in(cast: Cast) -> None:
    sheet = story.signed(cast)
    actions.recall(sheet, version=sheet.version, by=cast["ada"])
    assert (sheet.state, sheet.revision, sheet.learner_name_of_state) == (State.MARKING, 2, "Being marked")
    assert not sheet.holds.filter(lifted_at=None).exists()
    actions.save(sheet, {"mark-S2": "25"}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    first, second = Signature.objects.order_by("at")
    assert (first.payload["outcome"], second.payload["outcome"]) == ("referral", "pass")
    assert second.payload["signature_before"] == first.digest
    assert [signed.superseded for signed in sheet_page(sheet, cast["ada"]).signatures] == [True, False]
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    with pytest.raises(Refused, match="can be taken back until an IQA calls it in; this one is “called in”"):
        actions.recall(sheet, version=sheet.version, by=cast["ada"])


def test_a_return_says_why_and_the_assessor_goes_on_where_they_were(cast: Cast) -> None:
    sheet = returned(cast)
    assert (sheet.state, sheet.revision, sheet.learner_name_of_state) == (State.MARKING, 2, "Being checked")
    page = sheet_page(sheet, cast["ada"])
    assert page.returned is not None
    assert (page.returned.who, page.returned.text) == ("Iqbal Rahman", WHY)
    assert [row.assessor.raw for row in page.scored_rows if row.assessor] == ["31", "22"]
    assert page.qa_box is None  # the IQA's marks stay the IQA's
    assert Notice.objects.get(to=cast["ada"], sentence__startswith="D7.01: an IQA").path.endswith(f"/mark/{sheet.pk}/")
    assert Signature.objects.get().revision == 1


def test_signed_again_it_goes_back_to_its_iqa_by_itself(cast: Cast) -> None:
    sheet = returned(cast)
    actions.save(sheet, {"mark-S2": "25"}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    assert (sheet.state, sheet.iqa_user_id) == (State.SAMPLED, cast["iqbal"].user_id)
    assert not sheet.holds.filter(lifted_at=None).exists()
    kinds = LedgerEntry.objects.filter(subject_id=str(sheet.pk)).values_list("kind", "actor_role")
    assert list(kinds)[-2:] == [("sheet.sign", "assessor"), ("sheet.call_in", "system")]
    again = MarkSet.objects.get(sheet=sheet, hand="iqa", revision=2)
    assert again.seen_before is True  # RULINGS 13
    assert sorted(again.node_marks.values_list("node", "value")) == [("S1", "31"), ("S2", "24")]
    actions.save(sheet, {"mark-S2": "25"}, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.state, sheet.check_owed) == (State.CHECKED, False)
    values = MarkSet.objects.filter(sheet=sheet, hand="iqa").order_by("revision")
    assert [marks.node_marks.get(node="S2").value for marks in values] == ["24", "25"]


def test_a_return_is_the_checkers_and_has_words(cast: Cast) -> None:
    sheet = story.called_in(cast)
    with pytest.raises(NotYours, match="Another IQA has called this sheet in; take the check over first."):
        actions.send_back(sheet, version=sheet.version, by=cast["leo"], reason=WHY)
    with pytest.raises(Unfit, match="Returning asks for a reason"):
        actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason="\n")
    with pytest.raises(Unfit, match="2,001 characters; 2,000 is the most"):
        actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason="x" * 2001)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.revision) == (State.SAMPLED, 1)


def test_another_assessor_starts_blank_and_the_old_set_stays(cast: Cast) -> None:
    sheet = returned(cast)
    may_assess(cast["sunil"], "D7.01", sheet.opened_at.date(), by=None)
    with pytest.raises(NotYours, match="Reassigning is for a lead IQA or the centre admin"):
        actions.reassign(sheet, version=sheet.version, by=cast["iqbal"], assessor=cast["sunil"], reason="Ada left.")
    actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=cast["sunil"], reason="Ada left.")
    assert (sheet.assessor_user_id, sheet.check_owed) == (cast["sunil"].user_id, True)
    assert Submission.objects.get(pk=sheet.submission_id).assessor_id == cast["sunil"].pk
    page = sheet_page(sheet, cast["sunil"])
    assert (page.marking_as, [row.assessor.raw for row in page.scored_rows if row.assessor]) == ("assessor", ["", ""])
    kept = MarkSet.objects.filter(sheet=sheet, hand="assessor", by=cast["ada"].user_id)
    assert [marks.node_marks.get(node="S1").value for marks in kept] == ["31", "31"]
    with pytest.raises(Refused, match="cannot take this sheet"):
        actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=cast["iqbal"], reason="No.")


def test_the_one_who_checks_is_never_made_the_assessor(cast: Cast) -> None:
    sheet = returned(cast)
    second = appoint("iqbal@northgate.example", "Iqbal Rahman", Role.ASSESSOR, by=cast["cara"])
    may_assess(second, "D7.01", sheet.opened_at.date(), by=None)
    with pytest.raises(Refused, match="with a hand on it"):
        actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=second, reason="Ada left.")


def test_a_clock_that_was_set_back_signs_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = returned(cast)
    an_hour_before = Signature.objects.get().at - timedelta(hours=1)
    monkeypatch.setattr("centres.ledger.database_now", lambda: an_hour_before)
    with pytest.raises(Refused, match="before the last signature on this sheet. Nothing was signed"):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    sheet.refresh_from_db()
    assert (sheet.state, Signature.objects.count()) == (State.MARKING, 1)


def test_it_may_be_given_back_to_the_first_who_finds_what_was_marked(cast: Cast) -> None:
    sheet = story.marked(cast, story.MARKS)
    may_assess(cast["sunil"], "D7.01", sheet.opened_at.date(), by=None)
    for name in ("sunil", "ada"):
        reason = f"{cast[name].name} has time."
        actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=cast[name], reason=reason)
    sets = MarkSet.objects.filter(sheet=sheet).order_by("pk")
    assert {(marks.by_id, marks.node_marks.get(node="S1").value) for marks in sets} == {
        (cast["ada"].user_id, "31"),
        (cast["sunil"].user_id, ""),
    }
    given, taken = "D7.01: a sheet was given to you to mark.", "D7.01: a sheet of yours was given to another assessor."
    for name in ("sunil", "ada"):
        told = Notice.objects.filter(to=cast[name], sentence__in=[given, taken]).values_list("sentence", flat=True)
        assert sorted(told) == sorted([given, taken])
    entries = LedgerEntry.objects.filter(kind="submission.reassigned", subject_id=str(sheet.submission_id))
    assert [entry.body.body["name"] for entry in entries.order_by("seq")] == ["Sunil Rao", "Ada Byrne"]


def test_who_resolved_or_re_opened_it_is_never_made_the_assessor(cast: Cast) -> None:
    sheet = story.marked(cast, story.MARKS)
    second = appoint("leo@northgate.example", "Leo Quill", Role.ASSESSOR, by=cast["cara"])
    may_assess(second, "D7.01", sheet.opened_at.date(), by=None)
    assert second in assessors_for(sheet)
    for hand in ("resolver_user", "reopener_user"):
        MarkSheet.objects.filter(pk=sheet.pk).update(resolver_user=None, reopener_user=None)
        MarkSheet.objects.filter(pk=sheet.pk).update(**{hand: second.user_id})
        sheet.refresh_from_db()
        assert second not in assessors_for(sheet)
        with pytest.raises(Refused, match="with a hand on it"):
            actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=second, reason="No.")


def test_who_has_it_is_not_given_it_again(cast: Cast) -> None:
    sheet = story.marked(cast, story.MARKS)
    with pytest.raises(Refused, match="Ada Byrne cannot take this sheet"):
        actions.reassign(sheet, version=sheet.version, by=cast["cara"], assessor=cast["ada"], reason="Again.")


def test_the_iqa_is_told_when_it_is_signed_again(cast: Cast) -> None:
    sheet = returned(cast)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    told = Notice.objects.get(to=cast["iqbal"], sentence="D7.01: a sheet you returned was signed again.")
    assert told.path.endswith(f"/check/{sheet.pk}/")


def test_the_next_seal_names_the_latest_signature_of_each_role(cast: Cast) -> None:
    sheet = returned(cast)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    first, again, iqa = Signature.objects.order_by("at")
    assert [one.payload["signatures"] for one in (first, again, iqa)] == [
        {},
        {"assessor": first.digest},
        {"assessor": again.digest},
    ]
    assert (again.payload["signature_before"], iqa.payload["signature_before"]) == (first.digest, again.digest)


def test_two_signatures_in_one_moment_are_no_clock_set_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = returned(cast)
    at = Signature.objects.get().at
    monkeypatch.setattr("centres.ledger.database_now", lambda: at)
    assert actions.sign(sheet, version=sheet.version, by=cast["ada"]).state == State.SAMPLED


def changed(sheet: MarkSheet, reader: Appointment) -> tuple[tuple[str, str], ...]:
    found = sheet_page(sheet, reader).for_staff
    assert found is not None
    return found.changed


def test_what_changed_since_the_revision_before_line_by_line(cast: Cast) -> None:
    sheet = returned(cast)
    given = {
        "mark-S2": "26",
        "areas-S2": "The evidence of the fourth session is missing.",
        "strengths-S1": "",
        "bullet-S2.1": "met",
    }
    assert actions.save(sheet, given, version=sheet.version, by=cast["ada"]) == {}
    assert changed(sheet, cast["ada"]) == ()
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    told = (
        ("Assessor", "Section 1: strengths taken out."),
        ("Assessor", "Section 2: 22 became 26."),
        ("Assessor", "Section 2: areas for improvement written anew."),
        ("Assessor", "Section 2: 1 printed point decided anew."),
    )
    assert changed(sheet, cast["iqbal"]) == told


def test_a_blind_check_is_not_told_what_changed(cast: Cast) -> None:
    sheet = story.signed(cast)
    actions.recall(sheet, version=sheet.version, by=cast["ada"])
    actions.save(sheet, {"mark-S2": "25"}, version=sheet.version, by=cast["ada"])
    policy.adopt({"blind_checks": "always"}, by=None)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    for who in ("iqbal", "leo", "cara"):
        assert changed(sheet, cast[who]) == ()


def test_the_assessor_reads_beside_their_words_what_they_had_signed(cast: Cast) -> None:
    sheet = returned(cast)
    (first, second) = sheet_page(sheet, cast["ada"]).scored_rows
    assert first.before is not None and first.before.is_same and second.before is not None and second.before.is_same
    given = {"mark-S2": "26", "areas-S2": "Name all the evidence there is.", "bullet-S2.1": "met"}
    actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    first, second = sheet_page(sheet, cast["ada"], slim=True).scored_rows
    assert first.before is not None and first.before.is_same
    assert second.before is not None
    assert (second.before.figure, second.before.points, second.before.strengths) == ("22", 1, ())
    assert second.before.areas == (
        ("same", "Name"),
        ("new", "all"),
        ("same", "the"),
        ("gone", "evidence."),
        ("new", "evidence there is."),
    )


def test_nothing_is_compared_before_a_first_signature(cast: Cast) -> None:
    sheet = story.marked(cast, story.MARKS)
    assert [row.before for row in sheet_page(sheet, cast["ada"]).scored_rows] == [None, None]


def test_what_the_iqa_pointed_to_is_the_assessors_once_it_is_returned(cast: Cast) -> None:
    sheet = story.called_in(cast)
    file = sheet.submission.files.get()
    place = Place(str(file.pk), about="S2", text="Where is the source?")
    actions.annotate(sheet, place, version=sheet.version, by=cast["iqbal"])
    assert sheet_page(sheet, cast["ada"]).annotations == ()
    actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason=WHY)
    page = sheet_page(sheet, cast["ada"])
    assert [(one.hand, one.text, one.own) for one in page.annotations] == [("iqa", "Where is the source?", False)]
    assert page.qa_box is None
    assert sheet_page(sheet, cast["lena"]).annotations == ()
