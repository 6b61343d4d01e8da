"""What is done to instruments: the only code that writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from centres import ledger
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Stale, Unfit
from centres.roles import Role
from instruments.drafts import LONGEST
from instruments.models import Adoption, Approval, Instrument, Placement, State
from instruments.reading import draft_of, sheets_for
from qualifications import specfile
from qualifications.actions import NotPublished, publish_own
from qualifications.models import Assessment, Overlay, Specification

WRITERS = frozenset({Role.LEAD_IQA})
RECORDERS = frozenset({Role.LEAD_IQA, Role.ADMIN})
ADDED_BY = "Additional requirements are taken into use by a lead IQA or the centre admin."
STALE = "This sheet was changed in another window or by somebody else since you opened it."


@transaction.atomic
def start(text: str, award: Specification, *, by: Appointment) -> Instrument:
    """A new draft with this text, meant for this award."""
    _only(by, WRITERS, "A lead IQA drafts the centre’s own sheets.")
    instrument = Instrument(award=award, changed_by=by, **_named(_plain(text)))
    instrument.save()
    ledger.record("instrument.started", instrument, _facts(instrument), by=by)
    return instrument


@transaction.atomic
def save(instrument: Instrument, text: str, *, version: int, by: Appointment) -> Instrument:
    """Keep what was typed, mistakes and all: a draft may be unfinished. A stale `version` raises `Stale`."""
    _only(by, WRITERS, "A lead IQA drafts the centre’s own sheets.")
    if not instrument.is_draft:
        raise Refused("This sheet is approved, and its text no longer changes; begin its next version instead.")
    _change(instrument, version, changed_by=by, changed_at=timezone.now(), **_named(_plain(text)))
    ledger.record("instrument.saved", instrument, _facts(instrument), by=by)
    return instrument


@transaction.atomic
def again(instrument: Instrument, *, by: Appointment) -> Instrument:
    """A new draft that begins with the text of an older sheet: how an approved one is corrected."""
    draft = start(instrument.text, instrument.award, by=by)
    ledger.record("instrument.continued", draft, {"from": str(instrument.pk)}, by=by)
    return draft


@transaction.atomic
def approve(
    instrument: Instrument, *, version: int, reference: str, granted_on: date, holder: str, note: str, by: Appointment
) -> Approval:
    """Record the awarding body's approval of the text as it stands, which is frozen with it."""
    _only(by, RECORDERS, "Approvals are recorded by a lead IQA or the centre admin.")
    if instrument.state == State.WITHDRAWN:
        raise Refused("This sheet is withdrawn; begin its next version instead.")
    if instrument.is_draft:
        _change(instrument, version, state=State.APPROVED, assessment=_frozen(instrument))
    assert instrument.assessment is not None
    return _record(instrument.assessment, instrument, reference, granted_on, holder, note, by)


@transaction.atomic
def approve_shipped(
    assessment: Assessment, *, reference: str, granted_on: date, holder: str, note: str, by: Appointment
) -> Approval:
    """Record the awarding body's approval of a sheet that came with the catalogue in a centre's wording."""
    _only(by, RECORDERS, "Approvals are recorded by a lead IQA or the centre admin.")
    if not assessment.needs_approval:
        raise Refused(f"{assessment.code} is the awarding body’s own text and needs no approval.")
    return _record(assessment, None, reference, granted_on, holder, note, by)


@transaction.atomic
def place(
    instrument: Instrument, specification: Specification, replaces: Assessment | None, *, version: int, by: Appointment
) -> Placement:
    """Give an approved sheet its place in an award. Who is registered already keeps the sheets they have."""
    _only(by, RECORDERS, "Sheets are placed by a lead IQA or the centre admin.")
    if instrument.state == State.WITHDRAWN:
        raise Refused("This sheet is withdrawn; begin its next version instead.")
    if instrument.is_draft and not specification.fictional:
        raise Refused("This sheet is a draft; it is placed once the awarding body’s approval is recorded.")
    sheet = instrument.assessment or _frozen(instrument)
    _fits(sheet, specification, replaces)
    _change(instrument, version, state=State.IN_USE, assessment=sheet)
    placement = Placement(
        instrument=instrument, specification=specification, replaces=_made_free(specification, replaces), placed_by=by
    )
    placement.save()
    facts = {"award": specification.code, "version": specification.version, "replaces": replaces and replaces.code}
    ledger.record("instrument.placed", instrument, facts, by=by)
    return placement


@transaction.atomic
def withdraw(instrument: Instrument, *, version: int, by: Appointment) -> Instrument:
    """Nobody is registered with it from now on; who has it already keeps it."""
    _only(by, RECORDERS, "Sheets are withdrawn by a lead IQA or the centre admin.")
    if instrument.state == State.WITHDRAWN:
        raise Refused("This sheet is withdrawn already.")
    _change(instrument, version, state=State.WITHDRAWN)
    Placement.objects.filter(instrument=instrument, ended_at=None).update(ended_at=timezone.now())
    ledger.record("instrument.withdrawn", instrument, _facts(instrument), by=by)
    return instrument


@transaction.atomic
def adopt(overlay: Overlay, *, by: Appointment) -> Adoption:
    """Use an overlay: whoever is registered from now on for one of its awards meets its requirements as well."""
    _only(by, RECORDERS, ADDED_BY)
    if heir := Overlay.objects.filter(supersedes=overlay).first():
        raise Refused(f"{overlay.title} has a newer version, {heir.version}; use that one.")
    if Adoption.objects.filter(overlay=overlay, ended_at=None).exists():
        raise Refused(f"{overlay.title} is in use here already.")
    for older in Adoption.objects.filter(overlay__code=overlay.code, ended_at=None).select_related("overlay"):
        leave_off(older.overlay, by=by)  # one version of it at a time
    adoption = Adoption(overlay=overlay, adopted_by=by)
    try:
        with transaction.atomic():
            adoption.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(f"{overlay.title} is in use here already.") from twice
    ledger.record("overlay.adopted", adoption, {"overlay": overlay.code, "version": overlay.version}, by=by)
    return adoption


@transaction.atomic
def leave_off(overlay: Overlay, *, by: Appointment) -> Adoption:
    """Stop using an overlay. Whoever has its checklist already keeps it."""
    _only(by, RECORDERS, ADDED_BY)
    adoption = Adoption.objects.filter(overlay=overlay, ended_at=None).first()
    if adoption is None:
        raise Refused(f"{overlay.title} is not in use here.")
    adoption.ended_by, adoption.ended_at = by, timezone.now()
    adoption.save(update_fields=["ended_by", "ended_at"])
    ledger.record("overlay.left_off", adoption, {"overlay": overlay.code, "version": overlay.version}, by=by)
    return adoption


def _only(by: Appointment, roles: frozenset[Role], sentence: str) -> None:
    if by.role not in roles:
        raise NotYours(sentence)


def _change(instrument: Instrument, version: int, **fields: Any) -> None:
    """The one way of locking: nothing happens unless the draft is still as the person saw it."""
    rows = Instrument.objects.filter(pk=instrument.pk, version=version, state=instrument.state)
    if not rows.update(version=F("version") + 1, **fields):
        raise Stale(STALE)
    instrument.refresh_from_db()


def _plain(text: str) -> str:
    """As it is stored: one kind of line end, no zero byte, not longer than a sheet can be."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in plain:
        raise Unfit("The text holds a zero byte, as no text does; nothing was saved.")
    if len(plain) > LONGEST:
        raise Unfit(f"The text has {len(plain):,} characters; {LONGEST:,} is the most a sheet may have.")
    return plain


def _named(text: str) -> dict[str, str]:
    """The text with the code and the title that can be read in it."""
    read = specfile.read_bytes(text.encode(errors="replace"), "", alone=True)
    sheet = read.assessments[0] if read.assessments else None
    return {"text": text, "code": sheet.code[:60] if sheet else "", "title": sheet.title[:300] if sheet else ""}


def _facts(instrument: Instrument) -> dict[str, Any]:
    return {"code": instrument.code, "version": instrument.version, "text": ledger.digest_of(instrument.text)}


def _frozen(instrument: Instrument) -> Assessment:
    """The draft as a sheet of this centre's, from now on unchanged."""
    draft = draft_of(instrument)
    if draft.sheet is None or draft.mistakes:
        raise Refused(f"The sheet has {_counted(len(draft.mistakes))}; it is approved or placed once none is left.")
    try:
        return publish_own(draft.sheet, instrument.centre_id)
    except NotPublished as refusal:
        raise Refused(str(refusal)) from refusal


def _counted(count: int) -> str:
    return "1 mistake" if count == 1 else f"{count} mistakes"


def _record(
    assessment: Assessment,
    instrument: Instrument | None,
    reference: str,
    granted_on: date,
    holder: str,
    note: str,
    by: Appointment,
) -> Approval:
    given = {"reference": reference.strip(), "holder": holder.strip()}
    if not all(given.values()):
        raise Unfit("An approval has a reference and a holder; without them nobody could find the document.")
    if granted_on > timezone.localdate():
        raise Unfit(f"{date_format(granted_on, 'j F Y')} lies ahead; an approval is recorded once it is there.")
    approval = Approval(assessment=assessment, granted_on=granted_on, note=note.strip(), recorded_by=by, **given)
    approval.save()
    facts = {"assessment": assessment.code, "version": assessment.version, "digest": assessment.digest, **given}
    ledger.record("instrument.approved", instrument or approval, {**facts, "on": granted_on}, by=by)
    return approval


def _fits(sheet: Assessment, specification: Specification, replaces: Assessment | None) -> None:
    """Refuse a place where the sheet would assess what the award does not have, or leave a unit unassessed."""
    theirs = {unit.code for unit in specification.definition.units}
    if strangers := [code for code in sheet.definition.units if code not in theirs]:
        raise Refused(f"{sheet.code} is for unit {', '.join(strangers)}, which {specification.title} does not have.")
    now = sheets_for(specification)
    if any(each.pk == sheet.pk for each in now):
        raise Refused(f"{sheet.code} has its place in {specification.title} already.")
    if replaces is None:
        return
    if all(each.pk != replaces.pk for each in now):
        raise Refused(f"{replaces.code} is not a sheet of {specification.title} here, so nothing can take its place.")
    if lost := [code for code in replaces.definition.units if code not in sheet.definition.units]:
        raise Refused(f"{replaces.code} also assesses {', '.join(lost)}, which {sheet.code} does not.")


def _made_free(specification: Specification, replaces: Assessment | None) -> Assessment | None:
    """Where the place belonged to another sheet of the centre's, that one's ends and its claim passes on."""
    if replaces is None or replaces.owner is None:
        return replaces
    older = Placement.objects.get(specification=specification, instrument__assessment=replaces, ended_at=None)
    Placement.objects.filter(pk=older.pk).update(ended_at=timezone.now())
    return older.replaces
