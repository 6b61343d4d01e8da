"""The one door: whatever the verb, a page that is out of date changes nothing, and why it is done is kept in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F

from assessments.actions import may_assess
from centres import policy
from centres.models import Appointment, LedgerEntry, LedgerHead
from centres.refusals import Refused, Stale, Unfit
from marksheets import actions
from marksheets.models import MarkSheet, Reason, Signature
from marksheets.workflow import MOVES
from tests import story

Cast = dict[str, Appointment]
WHY = "Because the story asks for it."
WITH_A_REASON = ("override", "return", "resolve", "reopen", "reassign", "hold", "lift", "void", "grant_attempt")


def ready(cast: Cast, verb: str) -> tuple[MarkSheet, dict[str, Any]]:
    """A sheet from which the verb is lawful, with who makes the move and what it asks for."""
    way = {
        "sign": (lambda: story.marked(cast, story.MARKS), "ada"),
        "override": (lambda: story.short(cast), "ada"),
        "recall": (lambda: story.signed(cast), "ada"),
        "call_in": (lambda: story.signed(cast), "iqbal"),
        "take_over": (lambda: story.called_in(cast), "leo"),
        "lock": (lambda: checking(cast, blind=True), "iqbal"),
        "return": (lambda: story.called_in(cast), "iqbal"),
        "countersign": (lambda: checking(cast, blind=False), "iqbal"),
        "resolve": (lambda: story.disputed(cast), "leo"),
        "release": (lambda: story.countersigned(cast), "iqbal"),
        "reopen": (lambda: story.released(cast), "leo"),
        "invite_resubmission": (lambda: story.released(cast), "iqbal"),
        "grant_attempt": (lambda: used_up(cast), "iqbal"),
        "ask_ev": (lambda: story.released(cast), "iqbal"),
        "attest": (lambda: asked(cast), "eve"),
        "reassign": (lambda: story.marked(cast, story.MARKS), "cara"),
        "hold": (lambda: story.released(cast), "leo"),
        "lift": (lambda: story.signed(cast), "leo"),
        "void": (lambda: story.released(cast), "leo"),
    }
    bring, who = way[verb]
    sheet = bring()
    may_assess(cast["sunil"], "D7.01", cast["sunil"].starts_on, by=None)
    things = {
        "reason": WHY,
        "standing": "iqa",
        "ev": cast["eve"],
        "assessor": cast["sunil"],
        "kind": "appeal",
        "quantity": "hours",
        "amount": "3",
        "hold": sheet.holds.first(),
    }
    return sheet, {"by": cast[who], **{name: things[name] for name in MOVES[verb].asks if name in things}}


def checking(cast: Cast, *, blind: bool) -> MarkSheet:
    """Called in by Iqbal, who has given his own marks in full."""
    sheet = story.called_in(cast)
    MarkSheet.objects.filter(pk=sheet.pk).update(blind=blind)
    sheet.refresh_from_db()
    actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
    return sheet


def used_up(cast: Cast) -> MarkSheet:
    """A released referral in a centre that allows one attempt."""
    policy.adopt({"attempts_allowed": 1, "blind_checks": "never"}, by=None)
    return story.released(cast)


def asked(cast: Cast) -> MarkSheet:
    """Released, and Eve was asked to read it."""
    sheet = story.released(cast)
    return actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])


def standing(sheet: MarkSheet) -> tuple[object, ...]:
    """Everything a move would have changed."""
    row = MarkSheet.objects.get(pk=sheet.pk)
    rows = (Reason.objects.count(), Signature.objects.count(), row.mark_sets.count(), row.holds.count())
    return (row.state, row.version, row.revision, LedgerHead.objects.get().digest, *rows)


@pytest.mark.parametrize("verb", actions.VERBS)
def test_it_is_done_once_and_leaves_one_line_in_the_ledger(cast: Cast, verb: str) -> None:
    sheet, asks = ready(cast, verb)
    state, version = sheet.state, sheet.version
    actions.VERBS[verb](sheet, version=version, **asks)
    assert sheet.state in ({to.value for to in MOVES[verb].to} or {state})
    assert sheet.version == version + 1
    entry = LedgerEntry.objects.select_related("body").get(kind=f"sheet.{verb}", subject_id=str(sheet.pk))
    assert (entry.actor_id, entry.actor_role) == (asks["by"].user_id, asks["by"].role)
    assert (entry.body.body["state"], entry.body.body["revision"]) == (sheet.state, sheet.revision)


@pytest.mark.parametrize("verb", actions.VERBS)
def test_from_a_page_that_is_out_of_date_nothing_is_done(cast: Cast, verb: str) -> None:
    sheet, asks = ready(cast, verb)
    before = standing(sheet)
    for other in (sheet.version - 1, sheet.version + 1):
        with pytest.raises(Stale, match="changed in another window or by somebody else since you opened it"):
            actions.VERBS[verb](sheet, version=other, **asks)
    assert standing(sheet) == before


@pytest.mark.parametrize("changed", [{"version": F("version") + 1}, {"state": "void"}], ids=["version", "state"])
@pytest.mark.parametrize("verb", actions.VERBS)
def test_of_two_at_once_the_second_does_nothing(cast: Cast, verb: str, changed: dict[str, Any]) -> None:
    """Both had read the row before either wrote: what is asked is asked again by the update itself."""
    sheet, asks = ready(cast, verb)
    MarkSheet.objects.filter(pk=sheet.pk).update(**changed)
    before = standing(sheet)
    with pytest.raises(Stale):
        actions.VERBS[verb](sheet, version=sheet.version, **asks)
    assert standing(sheet) == before


def test_they_are_all_the_verbs_that_ask_for_a_reason() -> None:
    assert [verb for verb, move in MOVES.items() if "reason" in move.asks] == sorted(
        WITH_A_REASON, key=list(MOVES).index
    )


@pytest.mark.parametrize("verb", WITH_A_REASON)
def test_without_words_it_is_not_done(cast: Cast, verb: str) -> None:
    sheet, asks = ready(cast, verb)
    before = standing(sheet)
    for words in ("", " \r\n\t "):
        with pytest.raises(Unfit, match="asks for a reason; write a sentence that says why.") as refused:
            actions.VERBS[verb](sheet, version=sheet.version, **{**asks, "reason": words})
        assert refused.value.code == "reason"
    assert standing(sheet) == before


@pytest.mark.parametrize("verb", WITH_A_REASON)
def test_why_it_was_done_is_kept_with_who_and_stands_in_the_ledger(cast: Cast, verb: str) -> None:
    sheet, asks = ready(cast, verb)
    revision = sheet.revision
    actions.VERBS[verb](sheet, version=sheet.version, **{**asks, "reason": f"  {WHY}\r\nAnd more.\n"})
    words = f"{WHY}\nAnd more."
    reason = Reason.objects.get(sheet=sheet)
    assert (reason.verb, reason.text, reason.revision) == (verb, words, revision)
    assert (reason.by_id, reason.name) == (asks["by"].user_id, asks["by"].name)
    entry = LedgerEntry.objects.select_related("body").get(kind=f"sheet.{verb}", subject_id=str(sheet.pk))
    assert entry.body.body["because"] == words


def test_a_reason_is_two_thousand_characters_at_most(cast: Cast) -> None:
    sheet, asks = ready(cast, "void")
    with pytest.raises(Unfit, match="The reason is 2,001 characters; 2,000 is the most it may be."):
        actions.void(sheet, version=sheet.version, by=asks["by"], reason="x" * 2_001)
    actions.void(sheet, version=sheet.version, by=asks["by"], reason="x" * 2_000)


@pytest.mark.parametrize("verb", [verb for verb in actions.VERBS if verb not in {"sign", "recall", "reassign"}])
def test_a_declared_interest_stops_every_move_of_that_person_until_it_is_lifted(cast: Cast, verb: str) -> None:
    from marksheets.models import Hold

    sheet, asks = ready(cast, verb)
    sentence = "You said you are kin."
    conflict = Hold(sheet=sheet, kind="conflict", sentence=sentence, person_id=asks["by"].user_id)
    conflict.save()
    before = standing(sheet)
    with pytest.raises(Refused, match=sentence) as refused:
        actions.VERBS[verb](sheet, version=sheet.version, **asks)
    assert (refused.value.code, standing(sheet)) == ("held", before)
    Hold.objects.filter(pk=conflict.pk).update(lifted_at=conflict.placed_at)
    actions.VERBS[verb](sheet, version=sheet.version, **asks)
