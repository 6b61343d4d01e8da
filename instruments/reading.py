"""What the storeys above ask of instruments: the sheets of an award in this centre, and whether one may be opened."""

from __future__ import annotations

from collections.abc import Iterable

from instruments.drafts import Draft, read_draft
from instruments.models import Adoption, Approval, Instrument, Placement
from qualifications import specfile
from qualifications.models import Assessment, Overlay, Specification, Unit

CLOSED = (
    "{code} is worded by the centre, and no approval of the awarding body is recorded for it, so it cannot be marked "
    "yet. A lead IQA or the centre admin records the approval under Own sheets."
)
CLOSED_TO_LEARNERS = (
    "Your centre waits for the awarding body’s approval of this assignment. You can prepare your work and hand it in; "
    "marking begins once the approval is there."
)


def sheets_for(specification: Specification) -> list[Assessment]:
    """The sheets of an award for whoever is registered here now: the printed ones, with this centre's own in place.

    The checklists of the overlays that this centre uses come last.
    """
    places = specification.assessment_places.select_related("assessment").order_by("position")
    sheets = [place.assessment for place in places]
    own = Placement.objects.filter(specification=specification, ended_at=None).select_related("instrument__assessment")
    for placement in own:
        sheet = placement.instrument.assessment
        ids = [each.pk for each in sheets]
        if placement.replaces_id in ids:
            sheets[ids.index(placement.replaces_id)] = sheet
        else:
            sheets.append(sheet)
    return [*sheets, *(overlay.sheet for overlay in overlays_on(specification))]


def overlays_on(specification: Specification) -> list[Overlay]:
    """The overlays in use here that add to an award."""
    used = Adoption.objects.filter(ended_at=None, overlay__places__award_code=specification.code)
    return [adoption.overlay for adoption in used.select_related("overlay").order_by("adopted_at")]


def overlay_codes(codes: Iterable[str]) -> frozenset[str]:
    """Those of these codes of sheets that are checklists of overlays (1 query)."""
    return frozenset(Overlay.objects.filter(code__in=set(codes)).values_list("code", flat=True))


def awards_for(instrument: Instrument) -> list[Specification]:
    """The awards that have every unit of the sheet, the one it is meant for first."""
    sheet = draft_of(instrument).sheet
    wanted = set(sheet.units) if sheet is not None else set()
    rows = Specification.objects.filter(unit_places__unit__code__in=wanted).distinct().order_by("title", "version")
    found = [row for row in rows if wanted <= {unit.code for unit in row.definition.units}]
    return sorted(found, key=lambda row: row.pk != instrument.award_id)


def waits_for_approval(assessment: Assessment, specification: Specification) -> bool:
    """Whether marking must wait (RULINGS 25).

    What is openly fictional waits for nobody, nor does what no awarding body has a word in: a certificate of the
    centre's own, and what an overlay asks beyond the award (decision 0023).
    """
    if specification.fictional or not assessment.needs_approval or specification.kind == Specification.Kind.CENTRE:
        return False
    if Overlay.objects.filter(code=assessment.code, version=assessment.version).exists():
        return False
    return not Approval.objects.filter(assessment=assessment).exists()


def opening_refusal(assessment: Assessment, specification: Specification) -> str:
    """Why the sheet may not be opened yet, for staff; "" when it may."""
    return CLOSED.format(code=assessment.code) if waits_for_approval(assessment, specification) else ""


def learners_note(assessment: Assessment, specification: Specification) -> str:
    """The same for the learner whose work it is."""
    return CLOSED_TO_LEARNERS if waits_for_approval(assessment, specification) else ""


def published_units() -> tuple[specfile.Unit, ...]:
    """Every published unit, for the criteria that a draft may name."""
    return tuple(unit.definition for unit in Unit.objects.all())


def draft_of(instrument: Instrument, units: Iterable[specfile.Unit] | None = None) -> Draft:
    """The instrument's text as it reads; once frozen, the sheet it became."""
    if instrument.assessment is not None:
        return Draft(instrument.assessment.definition, ())
    return read_draft(instrument.text, published_units() if units is None else units)
