"""Too few hours in the diary: a reason on the sheet, a point that cannot be met, and what opens it (RULINGS 6)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Unfit
from marksheets import actions
from marksheets.models import MarkSheet, NodeMark, Outside, Signature
from marksheets.pages.assemble import sheet_page
from marksheets.reading import decision_of, set_of
from tests import story

Cast = dict[str, Appointment]
MARKS = {"mark-S1": "24", "mark-S2": "20", "mark-S3": "25"}
WORDS = {f"areas-{section}": "Name the evidence." for section in ("S1", "S2", "S3")}
SHORT = "The diary shows 9 hours as coach or mentor, at least 12 are needed."
NOT_MET = (
    "Bullet S2.5 cannot be met: the diary shows 9 hours as coach or mentor, at least 12 are needed. "
    "Where you saw more elsewhere, the assessor first records what is evidenced outside the diary."
)


def recorded(sheet: MarkSheet, cast: Cast, amount: str = "3", reason: str = "Signed log of 2025.") -> MarkSheet:
    return actions.override(
        sheet, version=sheet.version, by=cast["ada"], quantity="hours", amount=amount, reason=reason
    )


def said(sheet: MarkSheet, who: Appointment | None) -> list[str]:
    return [line.sentence for line in sheet_page(sheet, who).recorded]


def test_short_hours_change_no_outcome_and_say_so(cast: Cast) -> None:
    sheet = story.short(cast)
    actions.save(sheet, {**MARKS, **WORDS}, version=sheet.version, by=cast["ada"])
    decision = decision_of(sheet, set_of(sheet, "assessor"))
    assert (decision.outcome.value, decision.total, decision.referred) == ("pass", 69, ())
    assert decision.warnings == (SHORT,)
    reasons = [reason.sentence for reason in decision.reasons if reason.code == "quantity_short"]
    assert reasons == [f"{SHORT.removesuffix('.')}; on this sheet the marks alone decide."]
    page = sheet_page(sheet, cast["ada"])
    assert page.assessor_box is not None
    assert page.assessor_box.warnings == (SHORT,)  # what stands beside the button that signs
    signed = actions.sign(sheet, version=sheet.version, by=cast["ada"])
    assert signed.state == "assessed"


def test_its_point_cannot_be_met_and_may_be_left_open_or_not_met(cast: Cast) -> None:
    sheet = story.short(cast)
    problems = actions.save(sheet, {"bullet-S2.5": "met", "bullet-S2.4": "met"}, version=sheet.version, by=cast["ada"])
    assert problems == {"bullet-S2.5": NOT_MET}
    row = NodeMark.objects.get(mark_set__sheet=sheet, node="S2")
    assert row.bullets == {"S2.4": "met"}
    assert actions.save(sheet, {"bullet-S2.5": "not_met"}, version=sheet.version, by=cast["ada"]) == {}


@pytest.mark.parametrize("minutes", [None, 720])
def test_it_is_free_without_a_record_and_with_hours_enough(cast: Cast, minutes: int | None) -> None:
    sheet = story.opened(cast, "D7.02-03", minutes=minutes)
    assert actions.save(sheet, {"bullet-S2.5": "met"}, version=sheet.version, by=cast["ada"]) == {}
    assert said(sheet, cast["ada"]) == ["Hours: not recorded" if minutes is None else "Hours: 12 of 12"]


def test_a_minute_short_is_short(cast: Cast) -> None:
    sheet = story.short(cast, 719)
    assert said(sheet, cast["ada"]) == ["Hours: 11.98 of 12, not enough"]
    assert list(actions.save(sheet, {"bullet-S2.5": "met"}, version=sheet.version, by=cast["ada"])) == ["bullet-S2.5"]


def test_an_override_says_who_when_and_why_and_opens_the_point(cast: Cast) -> None:
    sheet = recorded(story.short(cast), cast)
    row = Outside.objects.get(sheet=sheet)
    assert (str(row.amount), row.name, row.reason) == ("3.00", "Ada Byrne", "Signed log of 2025.")
    entry = LedgerEntry.objects.select_related("body").get(kind="sheet.override", subject_id=str(sheet.pk))
    facts = {name: entry.body.body[name] for name in ("quantity", "amount", "because")}
    assert facts == {"quantity": "hours", "amount": "3", "because": "Signed log of 2025."}
    assert actions.save(sheet, {"bullet-S2.5": "met"}, version=sheet.version, by=cast["ada"]) == {}
    on = f"{row.at.day} {row.at:%b %Y}"
    sentence = f"Hours: 12 of 12 (9 in the diary, 3 evidenced outside it: Ada Byrne, {on})"
    assert said(sheet, cast["ada"]) == said(sheet, None) == [sentence]
    staff, paper = sheet_page(sheet, cast["ada"]).recorded, sheet_page(sheet, None).recorded
    assert [seen.because for seen in staff[0].outside] == ["Signed log of 2025."]
    assert [seen.because for seen in paper[0].outside] == [""]  # the form goes to the learner; staff notes never do


def test_it_is_sealed_with_the_signature(cast: Cast) -> None:
    sheet = recorded(story.short(cast), cast)
    actions.save(sheet, {**MARKS, **WORDS}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    payload = Signature.objects.get(sheet=sheet).payload
    assert payload["quantities"] == {"hours": "12"}
    assert payload["outside"] == [
        {"quantity": "hours", "amount": "3", "because": "Signed log of 2025.", "by": "Ada Byrne"}
    ]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "Say how many hours you saw evidenced outside the diary."),
        ("three", "Hours as coach or mentor take a number such as 12 or 11.5; “three” is not one."),
        ("-3", "Hours as coach or mentor take a number such as 12 or 11.5; “-3” is not one."),
        ("0", "Give a number above 0, such as 3 or 2.5, with two places after the point at most."),
        ("3.001", "Give a number above 0, such as 3 or 2.5, with two places after the point at most."),
        ("100000", "Give a number above 0, such as 3 or 2.5, with two places after the point at most."),
        ("2.99", "9 in the diary and 2.99 outside it make 11.99; at least 12 hours as coach or mentor are needed."),
    ],
)
def test_a_number_that_does_not_do_is_refused_in_a_sentence(cast: Cast, amount: str, sentence: str) -> None:
    sheet = story.short(cast)
    with pytest.raises(Unfit) as refused:
        recorded(sheet, cast, amount)
    assert (refused.value.sentence, refused.value.code) == (sentence, "amount")
    assert Outside.objects.count() == 0


def test_it_is_recorded_once(cast: Cast) -> None:
    sheet = recorded(story.short(cast), cast)
    with pytest.raises(
        Refused, match="Hours as coach or mentor evidenced outside the diary are recorded on this sheet"
    ):
        recorded(sheet, cast, "4")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outside(sheet=sheet, quantity="hours", amount=1, reason="x", by=cast["ada"].user, name="x").save()
    assert [(row.quantity, str(row.amount)) for row in Outside.objects.all()] == [("hours", "3.00")]


@pytest.mark.parametrize("minutes", [None, 720])
def test_where_nothing_is_short_there_is_nothing_to_record(cast: Cast, minutes: int | None) -> None:
    sheet = story.opened(cast, "D7.02-03", minutes=minutes)
    with pytest.raises(Unfit, match="Nothing on this sheet asks for it"):
        recorded(sheet, cast)
    assert "override" not in [move.verb for move in sheet_page(sheet, cast["ada"]).moves]


def test_only_the_assessor_records_it_and_only_while_marking(cast: Cast) -> None:
    sheet = story.short(cast)
    with pytest.raises(NotYours):
        actions.override(
            sheet, version=sheet.version, by=cast["iqbal"], quantity="hours", amount="3", reason="I saw it."
        )
    actions.save(sheet, {**MARKS, **WORDS}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    with pytest.raises(Refused, match="It is recorded while the sheet is being marked; this one is “signed"):
        recorded(sheet, cast)


def test_an_iqa_meets_the_same_rule(cast: Cast) -> None:
    sheet = story.short(cast)
    actions.save(sheet, {**MARKS, **WORDS}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    problems = actions.save(sheet, {"bullet-S2.5": "met"}, version=sheet.version, by=cast["iqbal"])
    assert problems == {"bullet-S2.5": NOT_MET}


def test_a_blind_check_does_not_show_what_the_assessor_recorded(cast: Cast) -> None:
    sheet = recorded(story.short(cast), cast)
    actions.save(sheet, {**MARKS, **WORDS}, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    MarkSheet.objects.filter(pk=sheet.pk).update(blind=True)
    sheet.refresh_from_db()
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    page = sheet_page(sheet, cast["iqbal"])
    assert page.hidden
    assert [(line.sentence, line.outside) for line in page.recorded] == [("Hours: 9 of 12, not enough", ())]


def test_on_a_sheet_of_criteria_short_hours_refer(cast: Cast) -> None:
    sheet = story.opened(cast, "DEMO-301", "mara", minutes=300)
    definition = sheet.submission.assessment.definition
    met = {f"mark-{node.code}": "met" for node in definition.scored}
    assert actions.save(sheet, met, version=sheet.version, by=cast["ada"]) == {}
    decision = decision_of(sheet, set_of(sheet, "assessor"))
    assert (decision.outcome.value, decision.referred) == ("referral", ("2.2",))
    with pytest.raises(Unfit, match="Nothing on this sheet asks for it"):
        recorded(sheet, cast)


def test_the_diary_that_grows_after_the_work_was_handed_in_changes_nothing(cast: Cast) -> None:
    sheet = story.short(cast)
    before = sheet.submission.counted
    story.coached(sheet.submission, 720)
    sheet.submission.refresh_from_db()
    assert sheet.submission.counted == before
    assert said(sheet, cast["ada"]) == ["Hours: 9 of 12, not enough"]
