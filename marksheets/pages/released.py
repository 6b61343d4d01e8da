"""What the learner has in hand: the latest edition as it was frozen, and how it stands today (RULINGS 18 to 20)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from centres.models import Appointment
from centres.scope import current_centre
from marksheets.candidates import open_holds
from marksheets.models import MarkSheet
from marksheets.pages import attempts
from marksheets.pages.assemble import document, held, pdf_state, sheet_page, written
from marksheets.pages.frozen import thaw
from marksheets.pages.shape import Bullet, Row, SheetPage
from marksheets.workflow import State


def released_page(sheet: MarkSheet, reader: Appointment) -> SheetPage:
    """A learner's page of their result: nothing that was changed since the release is on it."""
    edition = sheet.pdfs.order_by("edition").last()
    centre = current_centre()
    if edition is None:  # released by the first landing and not printed yet: nothing can have changed since
        return replace(sheet_page(sheet, reader), moves=(), reasons=())
    page = replace(
        thaw(edition.page),
        version=sheet.version,
        state=sheet.state,
        state_name=sheet.learner_name_of_state,
        documents=tuple(document(file, centre) for file in sheet.submission.files.all()),
        under_review=written(sheet.under_review_since),
        holds=held(open_holds(sheet), reader),
        save_url="",
        after=attempts.after(sheet, reader, centre),
        earlier=attempts.earlier(sheet, reader, centre) if sheet.submission.attempt > 1 else (),
        **pdf_state(sheet, centre),
    )
    return _emptied(page) if sheet.state == State.VOID else page


def _emptied(page: SheetPage) -> SheetPage:
    """A void sheet decides nothing: the learner reads that it was withdrawn, and no figure of it."""
    rows = tuple(
        replace(row, assessor=None, qa=None, third=None, strengths="", areas="", annotations=(), bullets=_bare(row))
        for row in page.rows
    )
    boxes: dict[str, Any] = {"assessor_box": None, "qa_box": None, "third_box": None, "resolution": None}
    return replace(page, rows=rows, margin=(), signatures=(), pdf_url="", pdf_note="", **boxes)


def _bare(row: Row) -> tuple[Bullet, ...]:
    return tuple(replace(bullet, annotations=()) for bullet in row.bullets)
