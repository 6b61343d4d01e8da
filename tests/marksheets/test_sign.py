"""Signing: everything decided, feedback where the policy asks, sealed for good."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from centres import ledger, policy
from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Unfit
from marksheets import actions
from marksheets.models import Hold, MarkSet, MarkSheet, Signature
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


def test_the_seal_binds_all_that_was_decided(cast: Cast) -> None:
    policy.adopt({"blind_checks": "always", "feedback_in_every_section": False}, by=None)
    sheet = marked(cast, {"mark-S1": "31"})
    given = {"mark-S2": "22", "areas-S2": "Name two sources.", "bullet-S1.2": "not_met"}
    actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    submission = sheet.submission
    (file,) = submission.files.all()
    MarkSet.objects.filter(sheet=sheet).update(same_marks=True, changed_after_reveal=True, seen_before=True)
    MarkSheet.objects.filter(pk=sheet.pk).update(blind=True)
    sheet.refresh_from_db()
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    signature = Signature.objects.get(sheet=sheet)
    assert signature.payload == {
        "sheet": str(sheet.pk),
        "revision": 1,
        "assessment": "D7.01",
        "specification_digest": submission.assessment.digest,
        "learner": "Lena Fischer",
        "registration_number": "N-001",
        "attempt": 1,
        "files": submission.files_digest,
        "file_hashes": {"essay.docx": hashlib.sha256(b"the learner's own words").hexdigest()},
        "role": "assessor",
        "signed_by": "Ada Byrne",
        "user": cast["ada"].user_id,
        "at": signature.at.isoformat(),
        "set": {"hand": "assessor", "revision": 1, "by": cast["ada"].user_id},
        "same_marks": True,
        "blind": True,
        "changed_after_reveal": True,
        "seen_before": True,
        "marks": {
            "S1": {
                "value": "31",
                "strengths": "Clear and specific.",
                "areas_for_improvement": "Name the evidence.",
                "bullets": {"S1.2": "not_met"},
            },
            "S2": {"value": "22", "strengths": "", "areas_for_improvement": "Name two sources.", "bullets": {}},
        },
        "outcome": "referral",
        "total": 53,
        "referred": ["S2"],
        "policy_version": submission.policy_version,
        "signature_before": "",
        "signatures": {},
    }
    assert file.sha256 == signature.payload["file_hashes"]["essay.docx"]
    assert (submission.policy_version, len(submission.files_digest), len(submission.assessment.digest)) == (2, 64, 64)


def test_the_check_is_due_five_working_days_later(cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 12, 24, 12, tzinfo=UTC)):  # then Christmas, a weekend, New Year
        sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    assert (sheet.submission.due_on, sheet.check_due_on) == (date(2027, 1, 12), date(2027, 1, 5))


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
    actions.save(sheet, {"strengths-S2": " \n"}, version=sheet.version, by=cast["ada"])
    with pytest.raises(Unfit, match="Write a strength or an area for improvement for section 2"):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    policy.adopt({"feedback_in_every_section": False}, by=None)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])


@pytest.mark.parametrize("kept", ["strengths-S2", "areas-S2"])
def test_a_strength_or_an_area_for_improvement_either_will_do(cast: Cast, kept: str) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    given = {"strengths-S2": "", "areas-S2": "", kept: "Clear."}
    actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    assert actions.sign(sheet, version=sheet.version, by=cast["ada"]).state == State.ASSESSED


def test_bullets_are_asked_where_the_policy_asks_them(cast: Cast) -> None:
    policy.adopt({"every_bullet_decided": True}, by=None)
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    with pytest.raises(Unfit, match="Decide every bullet of section 1. Decide every bullet of section 2."):
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    one = {"bullet-S1.1": "met", "bullet-S1.2": "not_met", "bullet-S1.3": "met", "bullet-S2.1": "met"}
    actions.save(sheet, one, version=sheet.version, by=cast["ada"])
    with pytest.raises(Unfit, match="^Decide every bullet of section 2.$"):  # one of its two is open
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.save(sheet, {"bullet-S2.2": "met"}, version=sheet.version, by=cast["ada"])
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


def test_the_database_keeps_one_signature_of_a_role_and_revision(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    again = {"sheet": sheet, "role": "assessor", "by_id": cast["ada"].user_id, "payload": {}, "name": "Ada Byrne"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature(**again, revision=1).save(force_insert=True)
    Signature(**again, revision=2).save(force_insert=True)
