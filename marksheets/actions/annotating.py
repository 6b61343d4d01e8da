"""Pointing to a place in the learner's work: as evidence for a part of the sheet, or with words in the margin."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from assessments.models import Evidence
from centres.models import Appointment
from centres.refusals import Unfit
from marksheets.actions.door import touch
from marksheets.actions.fields import CARRIED, blank_set
from marksheets.actions.marking import writable_hand
from marksheets.models import Annotation, MarkSheet
from marksheets.models.marks import Hand
from marksheets.reading import set_of
from qualifications.outcome.words import capital
from qualifications.specfile import Node

MOST = 200  # in one set
LONGEST_TEXT = 2_000
LONGEST_QUOTE = 1_000
MOST_AREAS = 40  # lines of one selection
WHOLE = 10_000  # areas are in ten-thousandths of the page

Area = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody points to, and what they say of it, as it was sent."""

    file: str  # its id
    page: int = 0
    areas: tuple[Area, ...] = ()
    quote: str = ""
    about: str = ""
    text: str = ""
    for_learner: bool = False


@transaction.atomic
def annotate(sheet: MarkSheet, place: Place, *, version: int, by: Appointment) -> Annotation:
    """Keep it in this person's own set. Raises Unfit with a sentence for what cannot be kept, Stale for an old page."""
    hand = writable_hand(sheet, by)
    file = _file(sheet, place)
    if fault := _fault(place, file, hand) or _about_fault(sheet, place.about):
        raise Unfit(fault, code="annotation")
    marks = set_of(sheet, hand, by=by.user_id)
    if marks is not None and marks.annotations.count() >= MOST:
        raise Unfit(f"{MOST} comments are the most that one person writes on one sheet.", code="annotation")
    touch(sheet, version)
    annotation = Annotation(
        mark_set=marks or blank_set(sheet, hand, by),
        file=file,
        page=place.page,
        quote=place.quote,
        areas=[list(area) for area in place.areas],
        about=place.about,
        text=place.text,
        for_learner=place.for_learner,
    )
    annotation.save(force_insert=True)
    return annotation


@transaction.atomic
def unannotate(sheet: MarkSheet, pk: str, *, version: int, by: Appointment) -> None:
    """Take one's own away again, while one's marks can still be changed."""
    marks = set_of(sheet, writable_hand(sheet, by), by=by.user_id)
    found = next((one for one in marks.annotations.all() if str(one.pk) == pk), None) if marks else None
    if found is None:
        raise Unfit("This comment is not there any more, or is not yours to remove.", code="annotation")
    touch(sheet, version)
    found.delete()


def _file(sheet: MarkSheet, place: Place) -> Evidence:
    found = next((file for file in sheet.submission.files.all() if str(file.pk) == place.file), None)
    if found is None:
        raise Unfit(
            "This file is not part of the work; open one of its files and select the place again.", code="annotation"
        )
    return found


def _fault(place: Place, file: Evidence, hand: str) -> str:
    if not place.about and not place.text:
        return "Write a comment, or choose the part of the sheet that this is evidence for."
    for what, words, most in (("comment", place.text, LONGEST_TEXT), ("quotation", place.quote, LONGEST_QUOTE)):
        if len(words) > most:
            return f"The {what} is {len(words):,} characters; {most:,} is the most it may be."
    if place.for_learner and hand != Hand.ASSESSOR:
        return "Only the assessor writes comments that the learner reads; yours stay with staff."
    return _page_fault(place, file) or _area_fault(place)


def _page_fault(place: Place, file: Evidence) -> str:
    if file.pages is None or file.kind != "pdf":
        return "" if place.page == 0 else f"{file.name} has no pages of its own; leave the page empty."
    if not 1 <= place.page <= file.pages:
        return f"{file.name} has pages 1 to {file.pages}; name one of them."
    return ""


def _area_fault(place: Place) -> str:
    if len(place.areas) > MOST_AREAS:
        return f"{len(place.areas)} lines are selected; {MOST_AREAS} is the most for one comment."
    on_page = all(
        left >= 0 and top >= 0 and width > 0 and height > 0 and left + width <= WHOLE and top + height <= WHOLE
        for left, top, width, height in place.areas
    )
    if not on_page or (place.areas and not place.page):
        return "The marked place does not lie on the page; select it again."
    return ""


def _about_fault(sheet: MarkSheet, about: str) -> str:
    if not about:
        return ""
    node = _named(sheet, about)
    if node is None:
        return "Choose the part of the sheet that this is evidence for from those offered."
    if fact := sheet.submission.carried.get(node.code):
        return CARRIED.format(name=capital(node.name), n=fact["attempt"])
    return ""


def _named(sheet: MarkSheet, about: str) -> Node | None:
    """The scored part that the code names, or that holds the printed point it names."""
    for node in sheet.submission.assessment.definition.scored:
        if about == node.code or any(about == bullet.code for bullet in node.bullets):
            return node
    return None
