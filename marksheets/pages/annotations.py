"""What the markers point to in the work: read with the sets a reader sees, and laid beside the rows it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assessments.models import Evidence
from centres.models import Appointment
from centres.roles import Role
from marksheets import models
from marksheets.models import MarkSet
from marksheets.models.marks import Hand
from marksheets.pages.cells import Annotation, Row

Found = tuple[Annotation, ...]


def of(sets: Mapping[str, MarkSet], files: Sequence[Evidence], reader: Appointment | None, *, writes: str) -> Found:
    """In the order of the work: file, page, place (one query where there are files).

    A learner, and paper, has the assessor's alone: all of what is for the learner, of the rest the place only, and
    that only where it is evidence for a part. `writes` is the hand of which this reader may remove some now.
    """
    if not files or not sets:
        return ()
    staff = reader is not None and reader.role != Role.LEARNER
    hands = {marks.pk: hand for hand, marks in sets.items() if staff or hand == Hand.ASSESSOR}
    order = {file.pk: number for number, file in enumerate(files)}
    rows = models.Annotation.objects.filter(mark_set__in=hands)
    kept = sorted(
        rows, key=lambda row: (order.get(row.file_id, len(order)), row.page, row.areas[0][1] if row.areas else 0)
    )
    names = {file.pk: file.name for file in files}
    shown = (_shown(row, hands[row.mark_set_id], names, own=hands[row.mark_set_id] == writes) for row in kept)
    return tuple(shown) if staff else tuple(_public(each) for each in shown if each.for_learner or each.about)


def _shown(row: models.Annotation, hand: str, names: Mapping[object, str], *, own: bool) -> Annotation:
    name, several = names.get(row.file_id, ""), len(names) > 1
    where = f"p {row.page}" if row.page else "in the text"
    return Annotation(
        id=str(row.pk),
        hand=hand,
        file=str(row.file_id),
        file_name=name,
        page=row.page,
        where=f"{where} of {name}" if several else where,
        about=row.about,
        quote=row.quote,
        text=row.text,
        for_learner=row.for_learner,
        areas=tuple((left, top, width, height) for left, top, width, height in row.areas),
        own=own,
    )


def _public(one: Annotation) -> Annotation:
    return one if one.for_learner else replace(one, quote="", text="", areas=())


def beside(rows: Iterable[Row], found: Found) -> tuple[Row, ...]:
    """The rows, and the printed points in them, each with the places that are evidence for it."""
    return tuple(
        replace(
            row,
            annotations=about(found, row.code),
            bullets=tuple(replace(bullet, annotations=about(found, bullet.code)) for bullet in row.bullets),
        )
        if row.scored
        else row
        for row in rows
    )


def about(found: Found, code: str) -> Found:
    """Those that are about one part or point; with "" those of the margin alone."""
    return tuple(one for one in found if one.about == code)
