"""One version of a mark sheet as a page: its parts as the awarding body prints them, and what they evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from qualifications.models import Assessment, Unit
from qualifications.outcome.amounts import least, most
from qualifications.outcome.marking import Marking
from qualifications.outcome.rules import in_words
from qualifications.outcome.words import capital, listed
from qualifications.pages.listing import Listed, in_order, is_official
from qualifications.pages.listing import listed as as_listed
from qualifications.pages.versions import VersionOf, versions_of
from qualifications.specfile import Assessment as Sheet
from qualifications.specfile import Kind, Node, Quantity

FLAG_WORDS = {
    "sic": "printed so",
    "wording_shift": "worded differently from the criterion",
    "partial": "covers part of the criterion",
    "ambiguous": "fits more than one criterion",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One printed bullet with the unit criteria it evidences."""

    code: str
    text: str
    criteria: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A node of the sheet in printed order. `depth` is 0 at the top and 1 inside a group."""

    code: str
    name: str  # "section 2"
    kind: str
    depth: int
    number: str
    heading: str
    guidance: str
    maximum: int | None
    minimum: int | None
    takes: str  # "min 25 marks required from 50 available", "met or not met", "not assessed"
    words: str  # "about 500 words, as guidance"
    criteria: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def is_scored(self) -> bool:
        """Whether a marker decides it."""
        return self.kind not in {"group", "context"}


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One version of an assessment and its mark sheet, in printed order."""

    id: UUID
    code: str
    version: str
    title: str
    printed_title: str
    sheet_title: str
    official: bool
    source: str
    form_version: str  # the printed form's own
    task: str
    headings_note: str
    declaration: str
    authenticity: str
    use_statement: str
    refusal: str
    rule_text: str
    passes_when: str  # the rule in a sentence
    parts: tuple[SheetPart, ...]
    choices: tuple[tuple[str, str], ...]  # the question, its answers in one line
    quantities: tuple[str, ...]
    units: tuple[Listed, ...]
    awards: tuple[Listed, ...]
    versions: tuple[VersionOf, ...]

    @property
    def has_marks(self) -> bool:
        """False where criteria are decided without marks."""
        return any(part.maximum is not None and part.is_scored for part in self.parts)

    @property
    def has_criteria(self) -> bool:
        """Whether anything is printed beside the headings; a checklist has nothing there."""
        return any(part.points or part.criteria for part in self.parts)

    @property
    def available(self) -> int:
        """The marks there are in all."""
        return sum(part.maximum or 0 for part in self.parts if part.is_scored)


def assessment_page(row: Assessment) -> AssessmentPage:
    """A mark sheet with the units it is for and the awards that use it (three queries)."""
    sheet: Sheet = row.definition
    awards = list(in_order().filter(assessments=row))
    units = Unit.objects.defer("document").filter(code__in=sheet.units, specifications__in=awards).distinct()
    return AssessmentPage(
        id=row.pk,
        code=row.code,
        version=row.version,
        title=row.title,
        printed_title=sheet.printed_title or sheet.title,
        sheet_title=row.sheet_title,
        official=is_official(row),
        source=sheet.source,
        form_version=sheet.form_version,
        task=sheet.task,
        headings_note=sheet.headings_note,
        declaration=sheet.declaration,
        authenticity=sheet.authenticity,
        use_statement=sheet.use_statement,
        refusal=sheet.refusal,
        rule_text=sheet.rule_text,
        passes_when=f"{capital(in_words(sheet.rule, Marking(sheet, {})))}.",
        parts=tuple(part for node in sheet.nodes for part in _parts(node, 0)),
        choices=tuple((c.question, listed([option.text for option in c.options])) for c in sheet.choices),
        quantities=tuple(asked_for(quantity) for quantity in sheet.quantities),
        units=as_listed(units),
        awards=as_listed(awards),
        versions=versions_of(row),
    )


def asked_for(quantity: Quantity) -> str:
    """ "At least 12 hours as coach or mentor, for D7.03 2.2"."""
    limits = listed([limit for limit in (least(quantity), most(quantity)) if limit]) or quantity.measure
    bound = quantity.criterion or quantity.unit
    return f"{capital(limits)}, for {bound}" if bound else capital(limits)


def _parts(node: Node, depth: int) -> Iterator[SheetPart]:
    yield SheetPart(
        code=node.code,
        name=node.name,
        kind=node.kind.value,
        depth=depth,
        number=node.label,
        heading=node.heading or node.text,
        guidance=node.guidance,
        maximum=node.maximum,
        minimum=node.minimum,
        takes=_takes(node),
        words=f"about {node.words:,} words, as guidance" if node.words else "",
        criteria=(node.criterion,) if node.criterion else (),
        points=tuple(Point(b.code, b.text, b.evidences, notes_on(b.flags)) for b in node.bullets),
    )
    for inner in node.nodes:
        yield from _parts(inner, depth + 1)


def notes_on(flags: tuple[str, ...]) -> tuple[str, ...]:
    """What the flags of a bullet say, in words; an exact match says nothing."""
    return tuple(FLAG_WORDS[flag] for flag in flags if flag in FLAG_WORDS)


def _takes(node: Node) -> str:
    """What a marker gives this node, as the assignment page prints it where it does."""
    if node.maximum is not None and node.minimum is not None:
        return f"min {node.minimum} marks required from {node.maximum} available"
    if node.maximum is not None:
        return f"{node.maximum} marks available"
    if node.takes_met:
        return " or ".join(node.met_words)
    if node.choices:
        return f"one of {listed([choice.text for choice in node.choices])}"
    return "not assessed" if node.kind is Kind.CONTEXT else ""
