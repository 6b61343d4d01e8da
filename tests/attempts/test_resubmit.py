"""Resubmitting what was referred: what is open, what is carried, how it is decided.

Marks, totals and minimums by hand from 002: D7.01 has two sections of 50, at least 25 each; D7.02 & D7.03 has sections
of 34, 30 and 36, at least 17, 15 and 18; a pass needs 50.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from django.test import Client

from assessments import actions as work
from assessments.models import Submission
from centres import policy
from centres.models import Appointment, Centre, LedgerEntry, Notice
from centres.refusals import NotYours, Refused
from marksheets import actions as marking
from marksheets.models import MarkSheet, NodeMark
from marksheets.models.marks import Hand
from marksheets.pages.assemble import sheet_page
from marksheets.reading import decision_of, set_of
from marksheets.workflow import State
from qualifications import specfile
from qualifications.models import Assessment, awards
from qualifications.models.published import Stored
from tests.story import MARKS, decided, next_draft, on_the_desk, opened, referred, released, resubmitted

Cast = dict[str, Appointment]
SHARED = "D7.02-03"


def units_of(sheet: MarkSheet) -> dict[str, str]:
    return dict(decision_of(sheet, set_of(sheet, Hand.ASSESSOR)).units)


def test_d7_01_referred_in_section_2_passes_on_31_carried_and_30_new(cast: Cast) -> None:
    first = released(cast)  # 31/50 and 22/50: 53, a referral of section 2
    draft = next_draft(first, cast)
    assert (draft.attempt, draft.scope, sorted(draft.carried)) == (2, "referred", ["S1"])
    second = decided(on_the_desk(resubmitted(draft, cast), cast), cast, {"mark-S2": "30"}, {"mark-S2": "29"})
    theirs, mine = (decision_of(second, set_of(second, hand)) for hand in (Hand.ASSESSOR, Hand.IQA))
    assert (theirs.total, theirs.outcome.value, theirs.referred) == (61, "pass", ())  # 31 + 30
    assert (mine.total, mine.outcome.value) == (60, "pass")  # the QA mark of attempt 1, 31, + 29
    assert (second.state, second.standing_set.hand) == (State.RELEASED, "assessor")


def test_the_page_shows_both_attempts_and_from_whom_the_carried_mark_comes(cast: Cast) -> None:
    first = released(cast)
    second = decided(on_the_desk(resubmitted(next_draft(first, cast), cast), cast), cast, {"mark-S2": "30"})
    page = sheet_page(second, cast["iqbal"])
    (before,) = page.earlier
    assert (before.attempt, before.word, before.total, before.available) == (1, "REFERRAL", 53, 100)
    assert [figure for _, figure in before.figures] == ["31/50", "22/50"]
    assert (before.assessor, before.iqa) == ("Ada Byrne", "Iqbal Rahman")
    assert page.scope == "Only section 2 is resubmitted; section 1 is carried forward."
    one, two = page.rows
    assert (one.assessor.raw, one.assessor.carried, one.qa.raw, one.qa.carried) == ("31", "c/f", "31", "c/f")
    assert one.carried.startswith("Carried forward from attempt 1: marked by Ada Byrne on ")
    assert ", countersigned by Iqbal Rahman on " in one.carried
    assert (one.strengths, two.carried) == ("Clear and specific.", "")


def test_a_carried_mark_cannot_be_changed_and_says_the_way_out(cast: Cast) -> None:
    sheet = on_the_desk(resubmitted(next_draft(released(cast), cast), cast), cast)
    problems = marking.save(sheet, {"mark-S1": "40", "mark-S2": "30"}, version=sheet.version, by=cast["ada"])
    assert problems == {
        "mark-S1": "Section 1 is carried forward from attempt 1 and is not marked again; to challenge it, ask for "
        "that attempt to be re-opened."
    }
    values = dict(NodeMark.objects.filter(mark_set__sheet=sheet).values_list("node", "value"))
    assert values == {"S1": "31", "S2": "30"}
    assert marking.save(sheet, {"mark-S1": "31"}, version=sheet.version, by=cast["ada"]) == {}


def test_an_unsampled_first_attempt_is_carried_as_not_re_marked(cast: Cast) -> None:
    from tests.story import signed

    first = signed(cast)
    marking.lift(first, version=first.version, by=cast["iqbal"], hold=first.holds.get(), reason="Not in the sample.")
    marking.release(first, version=first.version, by=cast["iqbal"])
    second = decided(on_the_desk(resubmitted(next_draft(first, cast), cast), cast), cast, {"mark-S2": "30"})
    row = sheet_page(second, cast["iqbal"]).rows[0]
    assert (row.qa.raw, row.qa.carried) == ("31", "c/f, not re-marked")
    assert row.carried.endswith(", not countersigned.")


def test_where_a_resolution_let_the_assessor_stand_the_qa_column_carries_the_standing_mark(cast: Cast) -> None:
    """Ada gives 31 and 22, Iqbal 24 and 22: disputed, and Ada's set stands. 24 would refer section 1 for ever."""
    from tests.story import countersigned

    first = countersigned(cast, {"mark-S1": "24", "mark-S2": "22"})
    assert first.state == State.DISPUTED
    why = "The second page meets the criterion."
    marking.resolve(first, version=first.version, by=cast["leo"], standing="assessor", reason=why)
    marking.release(first, version=first.version, by=cast["iqbal"])
    draft = next_draft(first, cast)
    assert (draft.carried["S1"]["value"], draft.carried["S1"]["qa"]) == ("31", "")
    second = decided(on_the_desk(resubmitted(draft, cast), cast), cast, {"mark-S2": "30"})
    assert decision_of(second, set_of(second, Hand.IQA)).total == 61


def test_the_shared_sheet_referred_in_section_1_holds_d7_03(cast: Cast) -> None:
    marks = {"mark-S1": "16", "mark-S2": "20", "mark-S3": "25"}  # 61, section 1 one below its 17
    first = referred(cast, marks, SHARED)
    assert units_of(first) == {"D7.02": "referred", "D7.03": "held"}
    page = sheet_page(first, cast["iqbal"])
    assert page.assessor_box.units == (("D7.02", "referred"), ("D7.03", "held"))
    draft = next_draft(first, cast)
    assert sorted(draft.carried) == ["S2", "S3"]
    second = decided(on_the_desk(resubmitted(draft, cast), cast), cast, {"mark-S1": "17"})
    assert decision_of(second, set_of(second, Hand.ASSESSOR)).total == 62  # 17 + 20 + 25
    assert units_of(second) == {"D7.02": "met", "D7.03": "met"}


def test_by_mapped_nodes_d7_03_is_met_at_once(cast: Cast) -> None:
    policy.adopt({"unit_outcomes": "mapped_nodes", "blind_checks": "never"}, by=None)
    first = referred(cast, {"mark-S1": "16", "mark-S2": "20", "mark-S3": "25"}, SHARED)
    assert units_of(first) == {"D7.02": "referred", "D7.03": "met"}


def test_a_whole_resubmission_stands_alone_and_a_passed_section_may_fall(cast: Cast) -> None:
    policy.adopt({"resubmission_scope": "whole", "blind_checks": "never"}, by=None)
    draft = next_draft(released(cast), cast)
    assert (draft.scope, draft.carried) == ("whole", {})
    second = decided(
        on_the_desk(resubmitted(draft, cast), cast), cast, {"mark-S1": "24", "mark-S2": "40"}
    )  # 64, and section 1, which had 31, is one below its 25
    decision = decision_of(second, set_of(second, Hand.ASSESSOR))
    assert (decision.total, decision.outcome.value, decision.referred) == (64, "referral", ("S1",))
    page = sheet_page(second, cast["iqbal"])
    assert (
        page.scope == "The whole sheet is resubmitted and stands alone: a part that passed before may be referred now."
    )


def test_what_the_policy_said_when_it_was_handed_in_holds(cast: Cast) -> None:
    first = released(cast)
    policy.adopt({"resubmission_scope": "whole", "attempts_allowed": 1}, by=None)
    assert next_draft(first, cast).scope == "referred"


def test_two_referrals_in_a_row_keep_what_each_attempt_earned(cast: Cast) -> None:
    policy.adopt({"attempts_allowed": 3, "blind_checks": "never"}, by=None)
    first = referred(cast, {"mark-S1": "16", "mark-S2": "14", "mark-S3": "25"}, SHARED)  # 55, sections 1 and 2
    second_draft = next_draft(first, cast)
    assert sorted(second_draft.carried) == ["S3"]
    second = decided(
        on_the_desk(resubmitted(second_draft, cast), cast, "sunil"), cast, {"mark-S1": "20", "mark-S2": "14"}
    )  # 20 + 14 + 25 = 59, section 2 one below its 15
    assert decision_of(second, set_of(second, Hand.ASSESSOR)).referred == ("S2",)
    third_draft = next_draft(second, cast)
    facts = {code: (fact["attempt"], fact["value"], fact["assessor"]) for code, fact in third_draft.carried.items()}
    assert facts == {"S1": (2, "20", "Sunil Rao"), "S3": (1, "25", "Ada Byrne")}
    third = decided(on_the_desk(resubmitted(third_draft, cast), cast), cast, {"mark-S2": "15"})
    assert decision_of(third, set_of(third, Hand.ASSESSOR)).total == 60  # 20 + 15 + 25
    assert [one.attempt for one in sheet_page(third, cast["iqbal"]).earlier] == [1, 2]
    assert [row.assessor.carried for row in sheet_page(third, cast["iqbal"]).rows] == ["c/f", "", "c/f"]


def test_exhaustion_refuses_an_invitation_and_a_grant_needs_a_reason(cast: Cast) -> None:
    policy.adopt({"attempts_allowed": 2, "blind_checks": "never"}, by=None)
    second = decided(
        on_the_desk(resubmitted(next_draft(released(cast), cast), cast), cast), cast, {"mark-S2": "24"}
    )  # 55, still one below
    with pytest.raises(Refused) as refused:
        marking.invite_resubmission(second, version=second.version, by=cast["iqbal"])
    assert refused.value.sentence == (
        "Attempt 2 of 2 was the last that the policy allows; another is granted with a reason."
    )
    with pytest.raises(Refused, match="Granting an attempt asks for a reason"):
        marking.grant_attempt(second, version=second.version, by=cast["iqbal"], reason="  ")
    third = next_draft(second, cast, granted="The learner was ill in the week before.")
    assert (third.attempt, third.granted_because) == (3, "The learner was ill in the week before.")


def test_nobody_grants_what_the_policy_still_allows(cast: Cast) -> None:
    first = released(cast)
    with pytest.raises(Refused, match="Attempt 1 of 2 is used, so the policy allows another"):
        marking.grant_attempt(first, version=first.version, by=cast["iqbal"], reason="To be kind.")


def test_an_attempt_is_invited_once_by_an_iqa_and_never_after_a_pass(cast: Cast) -> None:
    first = released(cast)
    for name in ("ada", "cara", "eve"):
        with pytest.raises(NotYours):
            marking.invite_resubmission(first, version=first.version, by=cast[name])
    next_draft(first, cast)
    with pytest.raises(Refused, match="Attempt 2 is open already"):
        marking.invite_resubmission(first, version=first.version, by=cast["iqbal"])
    passed = referred(cast, {"mark-S1": "17", "mark-S2": "15", "mark-S3": "18"}, SHARED)  # 50 passes
    with pytest.raises(Refused, match="This result is a pass; there is nothing to resubmit"):
        marking.invite_resubmission(passed, version=passed.version, by=cast["iqbal"])


def test_the_learner_is_told_without_a_mark_or_a_name(cast: Cast) -> None:
    draft = next_draft(released(cast), cast)
    sentence = Notice.objects.get(to=cast["lena"], about=draft.pk).sentence
    assert sentence == f"You can hand in D7.01 again, until {draft.hand_in_by.day} {draft.hand_in_by:%B %Y}."
    kinds = LedgerEntry.objects.filter(subject_id=str(draft.pk)).values_list("kind", flat=True)
    assert list(kinds) == ["submission.invited"]


def test_what_it_follows_and_carries_is_under_the_seal(cast: Cast) -> None:
    draft = next_draft(released(cast), cast)
    second = decided(on_the_desk(resubmitted(draft, cast), cast), cast, {"mark-S2": "30"})
    sealed = second.signatures.get(role="assessor").payload
    assert (sealed["attempt"], sealed["scope"], sealed["follows"]) == (2, "referred", str(draft.follows_id))
    assert (sealed["carried"]["S1"]["value"], sealed["marks"]["S1"]["carried_from"]) == ("31", 1)
    assert "carried_from" not in sealed["marks"]["S2"]


def test_one_refusal_binds_the_chain_and_can_be_added_later(cast: Cast) -> None:
    first = released(cast)
    work.refuse_use(first.submission, by=cast["lena"])
    draft = next_draft(first, cast)
    assert draft.refuses_ilm_use
    work.answer(draft, choices={}, declared=True, refuses=False, by=cast["lena"])
    assert draft.refuses_ilm_use
    with pytest.raises(Refused, match="You have refused this already; it binds every attempt"):
        work.refuse_use(first.submission, by=cast["lena"])


def test_a_refusal_in_attempt_2_binds_attempt_1_as_well(cast: Cast) -> None:
    first = released(cast)
    second = resubmitted(next_draft(first, cast), cast)
    work.refuse_use(second, by=cast["lena"])
    assert work.use_refused(Submission.objects.get(pk=first.submission_id))


def test_the_same_marks_button_leaves_carried_marks_alone(cast: Cast) -> None:
    sheet = on_the_desk(resubmitted(next_draft(released(cast, {"mark-S1": "30", "mark-S2": "22"}), cast), cast), cast)
    words = {"strengths-S2": "Clear.", "areas-S2": "Name the evidence."}
    marking.save(sheet, {"mark-S2": "30", **words}, version=sheet.version, by=cast["ada"])
    marking.sign(sheet, version=sheet.version, by=cast["ada"])
    marking.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    marking.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    rows = set_of(sheet, Hand.IQA).node_marks.order_by("node")
    assert [(row.value, row.carried_from) for row in rows] == [("30", 1), ("30", None)]  # the QA mark of attempt 1


def test_marks_of_the_story_are_a_referral_of_section_2() -> None:
    assert MARKS == {"mark-S1": "31", "mark-S2": "22"}


@pytest.fixture
def uneven(here: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """D7.01 as the made-up sheet of RULINGS 3: 40 with a minimum of 15, 60 with one of 25; both met, 40 in all."""
    read = awards._assessment

    def smaller(stored: Stored) -> specfile.Assessment:
        found = read(stored)
        if found.code != "D7.01":
            return found
        limits = zip(found.nodes, ((40, 15), (60, 25)), strict=True)
        nodes = tuple(dataclasses.replace(node, maximum=most, minimum=least) for node, (most, least) in limits)
        return dataclasses.replace(found, nodes=nodes)

    monkeypatch.setattr(awards, "_assessment", smaller)


def test_a_short_total_with_every_minimum_met_reopens_what_the_assessor_names(uneven: None, cast: Cast) -> None:
    sheet = opened(cast)
    marks = {"mark-S1": "15", "mark-S2": "25"}
    marking.save(sheet, marks, version=sheet.version, by=cast["ada"])
    assert sheet_page(sheet, cast["ada"]).names_parts
    marking.save(sheet, {"refer-S2": "again"}, version=sheet.version, by=cast["ada"])
    first = decided(sheet, cast, marks)
    assert (decision_of(first, first.standing_set).total, decision_of(first, first.standing_set).referred) == (40, ())
    assert first.signatures.get(role="assessor").payload["named"] == ["S2"]
    assert sorted(next_draft(first, cast).carried) == ["S1"]


def test_where_none_is_named_the_whole_sheet_is_resubmitted(uneven: None, cast: Cast) -> None:
    draft = next_draft(referred(cast, {"mark-S1": "15", "mark-S2": "25"}, "D7.01"), cast)
    assert (draft.scope, draft.carried) == ("whole", {})


def test_a_name_can_be_taken_back(uneven: None, cast: Cast) -> None:
    sheet = opened(cast)
    for typed in ("again", ""):
        marking.save(sheet, {"refer-S2": typed}, version=sheet.version, by=cast["ada"])
    assert set_of(sheet, Hand.ASSESSOR).named == []


def test_a_draft_that_moves_to_a_version_of_another_structure_carries_nothing(cast: Cast) -> None:
    draft = next_draft(released(cast), cast)
    other = Assessment.objects.get(code="D7.04")  # any sheet of another structure
    work.turn_draft(draft, other, by=cast["cara"])
    draft.refresh_from_db()
    assert (draft.scope, draft.carried) == ("whole", {})


def test_a_carried_sheet_is_not_turned_from_marks_to_words(cast: Cast) -> None:
    sheet = on_the_desk(resubmitted(next_draft(released(cast), cast), cast), cast)
    with pytest.raises(Refused, match="What is carried forward was decided in one way already"):
        marking.turn(sheet, "words", version=sheet.version, by=cast["ada"])


def test_the_desk_asks_which_parts_only_where_no_minimum_says_it(
    uneven: None, cast: Cast, northgate: Centre, signed_in: Callable[[str], Client]
) -> None:
    sheet = opened(cast)
    client, path = signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/"
    assert "refer-S1" not in client.get(path).content.decode()
    fields = {"version": sheet.version, "mark-S1": "15", "mark-S2": "25"}
    saved = client.post(f"/c/northgate/sheets/{sheet.pk}/save/", fields, headers={"X-Requested-With": "desk"})
    assert 'name="refer-S1"' in saved.content.decode()
    assert 'name="refer-S2"' in client.get(path).content.decode()
