"""Short ways to an edition of a printed form, through the real actions and the real task."""

from __future__ import annotations

from centres.models import OutboxMessage
from marksheets import actions
from marksheets.models import MarkSheet, StoredPdf
from marksheets.tasks import render_edition
from tests.story import Cast, marked


def released(cast: Cast) -> MarkSheet:
    """D7.01 of Lena, 31 and 22: a referral on which Ada and Iqbal agree, in the learner's hand."""
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "23"}, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    return actions.release(sheet, version=sheet.version, by=cast["iqbal"])


def message_of(sheet: MarkSheet) -> dict[str, object]:
    """What the queue is told of the sheet's last edition."""
    message = OutboxMessage.objects.filter(topic="marksheet.render", payload__sheet=str(sheet.pk)).last()
    assert message is not None
    return {"centre_id": sheet.centre_id, **message.payload}


def made(cast: Cast) -> StoredPdf:
    """The first edition of that sheet, its bytes stored."""
    sheet = released(cast)
    render_edition(message_of(sheet))
    edition: StoredPdf = sheet.pdfs.get()
    return edition
