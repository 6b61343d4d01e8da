"""The centre's own sheets, assembled for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from centres.models import Centre
from instruments.drafts import Draft, uncovered
from instruments.models import Adoption, Approval, Instrument, Placement, State
from instruments.reading import draft_of, published_units
from qualifications.models import Assessment, Overlay, Specification
from qualifications.overlays import governing, sheet_of

TONES = {State.DRAFT: "", State.APPROVED: "le", State.IN_USE: "ok", State.WITHDRAWN: ""}


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """One own sheet in the list."""

    name: str
    award: str
    state: str
    tone: str  # "", "le", "ok"
    changed: str
    url: str


@dataclass(frozen=True, slots=True)
class ShippedRow:
    """A sheet of the catalogue in a centre's wording, and what the awarding body said of it here."""

    name: str
    approved: str  # "AB/17 of 3 Mar 2026", "" without one
    url: str


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """What may be asked beyond an award, and since when it is asked here."""

    name: str
    since: str  # "3 Mar 2026, Omar Reed", "" where it is not in use
    url: str


@dataclass(frozen=True, slots=True)
class InstrumentsPage:
    """All own sheets, those shipped that need an approval as well, and additional requirements."""

    rows: tuple[InstrumentRow, ...]
    waiting: int  # drafts
    shipped: tuple[ShippedRow, ...]
    overlays: tuple[OverlayRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft with what is wrong in it."""

    number: int
    text: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One mistake: its line where one is known, the part of the sheet, the sentence."""

    line: int | None
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet is placed."""

    award: str
    replaces: str  # code, "" where it was added
    placed_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """One own sheet: its text, what is wrong with it, its approvals and places."""

    id: str
    name: str
    award: str
    state: str
    state_name: str
    tone: str
    version: int  # of the draft
    text: str
    wrong: tuple[Wrong, ...]
    lines: tuple[Line, ...]  # of a draft with mistakes
    sound: bool
    may_be_placed: bool
    uncovered: tuple[str, ...]  # criteria that nothing on the sheet evidences
    approvals: tuple[Approval, ...]
    places: tuple[Place, ...]
    changed_by: str
    changed_at: datetime

    @property
    def is_draft(self) -> bool:
        """Whether its text may still change."""
        return self.state == State.DRAFT


def instruments_page(centre: Centre) -> InstrumentsPage:
    """Own sheets by code, and the shipped ones in a centre's wording that are used in no fictional award alone."""
    rows = tuple(_row(centre, instrument) for instrument in Instrument.objects.with_rows())
    drafts = sum(row.state == State.DRAFT.label for row in rows)
    return InstrumentsPage(rows, drafts, tuple(_shipped(centre)), tuple(_overlays(centre)))


def _row(centre: Centre, instrument: Instrument) -> InstrumentRow:
    return InstrumentRow(
        name=str(instrument),
        award=instrument.award.title,
        state=str(State(instrument.state).label),
        tone=TONES[State(instrument.state)],
        changed=f"{date_format(instrument.changed_at, 'j M Y')}, {instrument.changed_by.name}",
        url=reverse("instrument", args=[centre.slug, instrument.pk]),
    )


def shipped_sheets() -> list[Assessment]:
    """Sheets of the catalogue that need an approval before they are marked in some award that is not fictional."""
    rows = Assessment.objects.filter(owner=None, wording="centre_own", places__specification__fictional=False)
    return list(rows.defer("document").distinct().order_by("code", "version"))


def _shipped(centre: Centre) -> list[ShippedRow]:
    sheets = shipped_sheets()
    said: dict[object, Approval] = {}
    for approval in Approval.objects.filter(assessment__in=sheets):
        said.setdefault(approval.assessment_id, approval)
    return [
        ShippedRow(
            name=str(sheet),
            approved=said_of(said[sheet.pk]) if sheet.pk in said else "",
            url=reverse("instrument-shipped", args=[centre.slug, sheet.pk]),
        )
        for sheet in sheets
    ]


def said_of(approval: Approval) -> str:
    """ "AB/17 of 3 Mar 2026"."""
    return f"{approval.reference} of {date_format(approval.granted_on, 'j M Y')}"


def instrument_page(instrument: Instrument, text: str | None = None) -> InstrumentPage:
    """One own sheet; `text` is what was typed and could not be saved."""
    units = published_units()
    draft = draft_of(instrument, units)
    shown = instrument.text if text is None else text
    return InstrumentPage(
        id=str(instrument.pk),
        name=str(instrument),
        award=instrument.award.title,
        state=instrument.state,
        state_name=str(State(instrument.state).label),
        tone=TONES[State(instrument.state)],
        version=instrument.version,
        text=shown,
        wrong=tuple(Wrong(m.line, m.place, m.sentence) for m in draft.mistakes),
        lines=_lines(instrument.text, draft) if draft.mistakes else (),
        sound=draft.is_sound,
        may_be_placed=instrument.state == State.APPROVED or (draft.is_sound and _is_fictional_draft(instrument)),
        uncovered=uncovered(draft.sheet, units) if draft.sheet else (),
        approvals=_approvals(instrument.assessment_id),
        places=_places(instrument),
        changed_by=instrument.changed_by.name,
        changed_at=instrument.changed_at,
    )


def _is_fictional_draft(instrument: Instrument) -> bool:
    """What is openly fictional is placed without an approval."""
    return instrument.is_draft and instrument.award.fictional


def _lines(text: str, draft: Draft) -> tuple[Line, ...]:
    wrong: dict[int, list[str]] = {}
    for mistake in draft.mistakes:
        if mistake.line:
            wrong.setdefault(mistake.line, []).append(mistake.sentence)
    lines = enumerate(text.split("\n"), start=1)
    return tuple(Line(number, line, tuple(wrong.get(number, ()))) for number, line in lines)


def _approvals(assessment: object) -> tuple[Approval, ...]:
    if assessment is None:
        return ()
    return tuple(Approval.objects.filter(assessment=assessment).select_related("recorded_by"))


def _places(instrument: Instrument) -> tuple[Place, ...]:
    rows = Placement.objects.filter(instrument=instrument).select_related("specification", "replaces")
    rows = rows.defer("specification__document", "replaces__document")
    return tuple(
        Place(row.specification.title, row.replaces.code if row.replaces else "", row.placed_at, row.ended_at)
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class ShippedPage:
    """A shipped sheet in a centre's wording, and the approvals recorded for it here."""

    id: str
    name: str
    awards: tuple[str, ...]
    approvals: tuple[Approval, ...]


def shipped_page(assessment: Assessment) -> ShippedPage:
    """One of `shipped_sheets`."""
    awards = Specification.objects.filter(assessment_places__assessment=assessment).defer("document")
    titles = tuple(award.title for award in awards.order_by("title"))
    return ShippedPage(str(assessment.pk), str(assessment), titles, _approvals(assessment.pk))


def _overlays(centre: Centre) -> list[OverlayRow]:
    """Every overlay that is current, and older ones that are still in use (two queries)."""
    used = {row.overlay_id: row for row in Adoption.objects.filter(ended_at=None).select_related("adopted_by")}
    rows = Overlay.objects.defer("document").select_related("superseded_by").order_by("title", "version")
    return [
        OverlayRow(
            name=row.title if _is_current(row) else f"{row.title}, version {row.version}",
            since=_since(used.get(row.pk)),
            url=reverse("overlay", args=[centre.slug, row.pk]),
        )
        for row in rows
        if _is_current(row) or row.pk in used
    ]


def _is_current(overlay: Overlay) -> bool:
    return not hasattr(overlay, "superseded_by")


def _since(adoption: Adoption | None) -> str:
    return f"{date_format(adoption.adopted_at, 'j M Y')}, {adoption.adopted_by.name}" if adoption else ""


@dataclass(frozen=True, slots=True)
class OverlayPage:
    """One overlay: its printed words, its requirements, what governs beside the award, whether it is in use here."""

    id: str
    title: str
    version: str
    awards: tuple[str, ...]
    text: str
    asks: tuple[tuple[str, str], ...]  # letter and printed words
    governs: tuple[str, ...]
    since: str


def overlay_page(overlay: Overlay) -> OverlayPage:
    """Beside the newest version of each award that it adds to."""
    definition, sheet = overlay.definition, sheet_of(overlay.definition)
    awards = list(Specification.objects.newest().filter(code__in=definition.applies_to).order_by("title"))
    used = Adoption.objects.filter(overlay=overlay, ended_at=None).select_related("adopted_by").first()
    said = [row.sentence for award in awards for row in governing(definition, award.own_quantities())]
    return OverlayPage(
        id=str(overlay.pk),
        title=overlay.title,
        version=overlay.version,
        awards=tuple(award.title for award in awards),
        text=definition.text,
        asks=tuple((node.number, node.text) for node in sheet.scored),
        governs=tuple(said),
        since=_since(used),
    )
