"""Signing: everything decided, feedback where the policy asks, sealed for good."""

from __future__ import annotations

import pytest

from centres import ledger, policy
from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Unfit
from marksheets import actions
from marksheets.models import Hold, Signature
from marksheets.workflow import State
from tests.story import marked

Cast = dict[str, Appointment]


def test_it_seals_the_marks_and_waits_for_sampling(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    signature = Signature.objects.get(sheet=sheet)
    assert (sheet.state, signature.name, signature.role) == (State.ASSESSED, "Ada Byrne", "assessor")
    payload = signature.payload
    assert (payload["outcome"], payload["total"], payload["referred"]) == ("referral", 53, ["S2"])
    assert (payload["marks"]["S1"]["value"], payload["signature_before"]) == ("31", "")
    assert ledger.digest_of(payload) == signature.digest
    entry = LedgerEntry.objects.select_related("body").get(kind="sheet.sign", subject_id=str(sheet.pk))
    assert entry.body.body["signature"] == signature.digest
    assert Hold.objects.get(sheet=sheet).kind == "sampling undecided"


def test_a_blank_section_keeps_it_unsigned(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31"})
    with pytest.raises(Unfit, match="1 section still to mark"):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    sheet.refresh_from_db()
    assert sheet.state == State.MARKING


def test_feedback_is_asked_where_the_policy_asks_it(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.save(sheet, {"strengths-S2": "", "areas-S2": " "}, version=sheet.version, by=cast["ada"])
    with pytest.raises(Unfit, match="Write a strength or an area for improvement for section 2"):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    policy.adopt({"feedback_in_every_section": False}, by=None)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])


def test_bullets_are_asked_where_the_policy_asks_them(cast: Cast) -> None:
    policy.adopt({"every_bullet_decided": True}, by=None)
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    with pytest.raises(Unfit, match="Decide every bullet of section 1. Decide every bullet of section 2."):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])


def test_only_its_own_assessor_signs(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    with pytest.raises(NotYours, match="with another assessor"):
        actions.sign(sheet, version=sheet.version, by=cast["sunil"])
    with pytest.raises(NotYours, match="for the assessor; you are here in another role"):
        actions.sign(sheet, version=sheet.version, by=cast["leo"])


def test_it_is_signed_once(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    with pytest.raises(Refused, match="signed already; it is “signed by the assessor” now"):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    assert Signature.objects.filter(sheet=sheet).count() == 1
