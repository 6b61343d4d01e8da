"""Logging, changing, finishing and withdrawing an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.diary.actions.own import changed, only
from assessments.diary.kinds import KINDS
from assessments.diary.lengths import fault
from assessments.diary.models import Allocation, DiaryEntry, EntryVersion
from assessments.diary.reading import shares_of
from assessments.diary.wanted import Wanted, usual, wanted_of
from centres import ledger, notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from learners.models import Learner

FIXED = "A final entry stays final; correct it and save it again, or withdraw it."
GONE = "This entry was withdrawn; it is kept as it was and counts for nothing."


@dataclass(frozen=True)
class Given:
    """What the writer says about an entry, by column.

    `shares` are the minutes for each requirement by its key; None leaves that to the house: as it was, or the usual
    requirement of a new entry.
    """

    on: date
    starts: time | None
    minutes: int
    columns: dict[str, str] = field(default_factory=dict)
    shares: dict[str, int] | None = None


@transaction.atomic
def log(learner: Learner, kind: str, given: Given, *, by: Appointment, final: bool = False) -> DiaryEntry:
    """Write a new entry: a draft to be finished later, or final at once."""
    only(learner, by)
    return _logged(DiaryEntry(learner=learner, kind=kind, **_fields(kind, given)), given, by=by, final=final)


def _logged(entry: DiaryEntry, given: Given, *, by: Appointment, final: bool) -> DiaryEntry:
    _ask(entry, final)
    entry.is_final = final
    entry.save()
    asked = wanted_of(entry.learner)
    _give(entry, _shares(entry, given, asked), asked)
    if final:
        _keep(entry, by)
    return entry


@transaction.atomic
def log_for(learner: Learner, kind: str, given: Given, *, reason: str, evidence: str, by: Appointment) -> DiaryEntry:
    """Log for a learner who cannot: it waits as a draft of theirs, and counts for nothing until they finish it.

    Nobody gives their word for another (RULINGS 34); both names show.
    """
    if by.role != Role.TUTOR or learner.appointment.user_id == by.user_id:
        raise NotYours("A tutor logs for a learner, and nobody for themself.")
    if not reason.strip():
        raise Unfit("Say why you log it for them; the reason stays with the entry.", code="reason")
    if not evidence.strip():
        raise Unfit("Say where what shows it lies, such as a signed form in the office.", code="evidence")
    entry = DiaryEntry(learner=learner, kind=kind, **_fields(kind, given))
    entry.logged_by, entry.logged_because, entry.logged_evidence = by, reason.strip(), evidence.strip()
    _logged(entry, given, by=by, final=False)
    ledger.record("diary.logged_for", entry, {"because": entry.logged_because, "evidence": evidence}, by=by)
    sentence = "An entry was logged for you: look at it, then finish it or delete it."
    notices.tell(learner.appointment, sentence, entry.get_absolute_url(), about=entry.pk, asks="accept")
    return entry


@transaction.atomic
def change(entry: DiaryEntry, given: Given, *, version: int, by: Appointment, final: bool = False) -> DiaryEntry:
    """Save an entry as its writer now has it. A final one leaves each version it ever had to be read."""
    only(entry.learner, by)
    if entry.withdrawn_at:
        raise Refused(GONE, code="withdrawn")
    if entry.is_final and not final:
        raise Refused(FIXED, code="final")
    before = entry.minutes
    fields = _fields(entry.kind, given)
    _ask(DiaryEntry(kind=entry.kind, **fields), final)
    changed(entry, version, {**fields, "is_final": final, "saved_at": timezone.now()}, withdrawn_at=None)
    asked = wanted_of(entry.learner)
    shares = _stretched(entry, before, asked) if given.shares is None else _chosen(given, asked, entry)
    _give(entry, shares, asked)
    if final:
        _keep(entry, by)
        notices.settle(entry.pk, "accept", by=by)
    return entry


@transaction.atomic
def withdraw(entry: DiaryEntry, *, version: int, reason: str, by: Appointment) -> bool:
    """Take an entry back. A draft is gone; a final one stays to be read and counts for nothing. True when it stayed."""
    only(entry.learner, by)
    if entry.withdrawn_at:
        raise Refused(GONE, code="withdrawn")
    if not entry.is_final:
        if entry.files.exists():
            raise Refused("Take its files away first; then the draft can go.", code="files")
        changed(entry, version, {})
        entry.register.update(entry=None)
        if entry.logged_by:
            sentence = "A learner did not take over an entry that you had logged for them."
            notices.tell(entry.logged_by, sentence, reverse("diary-of", args=[entry.centre.slug, entry.learner_id]))
            ledger.record("diary.declined", entry, {"because": entry.logged_because}, by=by)
        notices.settle(entry.pk, "accept", by=by)
        entry.delete()
        return False
    if not reason.strip():
        raise Unfit("Say why you withdraw it; the reason stays with the entry.")
    changed(entry, version, {"withdrawn_at": timezone.now(), "withdrawn_why": reason.strip()[:300]}, withdrawn_at=None)
    ledger.record("diary.withdrawn", entry, {"why": entry.withdrawn_why}, by=by)
    return True


def _fields(kind: str, given: Given) -> dict[str, Any]:
    """The columns that this kind has; whatever else was sent is not of this form."""
    columns = {name: given.columns.get(name, "") for name in KINDS[kind].columns}
    return {"on": given.on, "starts": given.starts, "minutes": given.minutes, **columns}


def _ask(entry: DiaryEntry, final: bool) -> None:
    if sentence := fault(entry.minutes):
        raise Unfit(sentence, code="minutes")
    form = entry.form
    if form.roles and entry.role not in form.roles:
        raise Unfit(f"Say in which role you were: {', '.join(form.roles)}.", code="role")
    if final and not entry.who.strip():
        raise Unfit(f"{form.who_label} is missing; without it {form.one} stays a draft.", code="who")


def _shares(entry: DiaryEntry, given: Given, asked: tuple[Wanted, ...]) -> dict[str, int]:
    if given.shares is not None:
        return _chosen(given, asked, entry)
    found = usual(asked, entry.kind, entry.role, _given_so_far(entry))
    return {found.key: entry.minutes} if found else {}


def _given_so_far(entry: DiaryEntry) -> dict[str, int]:
    total: dict[str, int] = {}
    for shares in shares_of(entry.learner).values():
        for share in shares:
            key = key_of(share)
            total[key] = total.get(key, 0) + share.minutes
    return total


def key_of(share: Allocation) -> str:
    """The key of the requirement that minutes are given to."""
    return f"{share.registration_id}.{share.assessment_code}.{share.quantity_code}"


def _chosen(given: Given, asked: Iterable[Wanted], entry: DiaryEntry) -> dict[str, int]:
    known = {one.key: one for one in asked}
    for key, minutes in (given.shares or {}).items():
        if key not in known:
            raise Unfit(
                "One of the requirements is not of your registrations; choose from those listed.", code="counts"
            )
        if not known[key].takes(entry.kind, entry.role):
            as_role = f" as {entry.role}" if entry.role else ""
            raise Unfit(f"{known[key].label} does not take {entry.form.one}{as_role}.", code="counts")
        if not 0 <= minutes <= entry.minutes:
            raise Unfit(
                f"{known[key].label} can be given at most the {entry.minutes} minutes it lasted.", code="counts"
            )
    return {key: minutes for key, minutes in (given.shares or {}).items() if minutes}


def _stretched(entry: DiaryEntry, before: int, asked: Iterable[Wanted]) -> dict[str, int]:
    """As it was; what the whole entry counted for goes on counting for the whole, what no longer takes it is let go."""
    able = {one.key for one in asked if one.takes(entry.kind, entry.role)}
    kept = {key_of(share): share.minutes for share in entry.allocations.all()}
    return {key: entry.minutes if m == before else min(m, entry.minutes) for key, m in kept.items() if key in able}


def _give(entry: DiaryEntry, shares: dict[str, int], asked: Iterable[Wanted]) -> None:
    known = {one.key: one for one in asked}
    entry.allocations.all().delete()
    rows = [
        Allocation(
            entry=entry,
            registration=known[key].registration,
            assessment_code=known[key].assessment,
            quantity_code=known[key].quantity,
            minutes=minutes,
        )
        for key, minutes in shares.items()
    ]
    Allocation.objects.bulk_create(rows)


def document_of(entry: DiaryEntry) -> dict[str, Any]:
    """Everything an entry says, as its history keeps it."""
    files = [{"name": file.name, "sha256": file.sha256} for file in entry.files.all()]
    counts = {key_of(share): share.minutes for share in entry.allocations.all()}
    columns = {name: getattr(entry, name) for name in entry.form.columns}
    starts = entry.starts.strftime("%H:%M") if entry.starts else None
    return {
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "starts": starts,
        "minutes": entry.minutes,
        **columns,
        "counts_for": counts,
        "files": files,
        **_behalf(entry),
    }


def _behalf(entry: DiaryEntry) -> dict[str, str]:
    """Who logged it for its learner, and why; nothing where the learner did."""
    if entry.logged_by is None:
        return {}
    who = {"name": entry.logged_by.name, "because": entry.logged_because, "evidence": entry.logged_evidence}
    return {f"logged_{name}": words for name, words in who.items()}


def _keep(entry: DiaryEntry, by: Appointment) -> None:
    document = document_of(entry)
    number = entry.versions.count() + 1
    EntryVersion(entry=entry, number=number, document=document, saved_by_id=by.user_id).save()
    ledger.record("diary.saved", entry, {"number": number, "digest": ledger.digest_of(document)}, by=by)
