"""Keeping sentences that are used again. What was already written on a sheet with one never changes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from centres.models import Appointment
from centres.refusals import NotYours, Stale, Unfit
from centres.roles import Role
from marksheets.models import SavedComment
from marksheets.models.comments import Box
from qualifications.models import Assessment, Unit

LONGEST = 2_000
MOST = 2_000  # of one owner
KEEPERS = frozenset({Role.LEAD_IQA, Role.ADMIN})  # of the centre's
CHANGED = "Somebody changed this comment since you opened it; what stands there now is shown."


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence and where it fits, as it was typed. `where` is the code of a sheet or a unit, "" for anywhere."""

    text: str
    where: str = ""
    node: str = ""
    box: str = ""


@transaction.atomic
def keep_comment(given: Wording, *, shared: bool, by: Appointment) -> SavedComment:
    """Keep one as one's own, or `shared` as the centre's. The same words for the same place are kept once."""
    if shared and by.role not in KEEPERS:
        raise NotYours("The centre’s comments are kept by lead IQAs and the centre admin; keep it as your own.")
    owner = None if shared else by.user_id
    columns = _checked(given)
    mine = SavedComment.objects.filter(owner=owner)
    if found := mine.filter(**columns).first():
        return found
    if mine.count() >= MOST:
        raise Unfit(f"{MOST:,} comments are the most that are kept; remove some that nobody uses.")
    comment = SavedComment(owner_id=owner, **columns)
    comment.save(force_insert=True)
    return comment


@transaction.atomic
def improve_comment(comment: SavedComment, given: Wording, *, version: int, by: Appointment) -> None:
    """Write it anew in its place. Raises Stale where it was changed meanwhile."""
    _keeper(comment, by)
    rows = SavedComment.objects.filter(pk=comment.pk, version=version)
    if not rows.update(version=F("version") + 1, **_checked(given)):
        raise Stale(CHANGED)
    comment.refresh_from_db()


@transaction.atomic
def drop_comment(comment: SavedComment, *, by: Appointment) -> None:
    """Offer it no more."""
    _keeper(comment, by)
    comment.delete()


def note_use(comment: SavedComment) -> None:
    """Counted when it is inserted, so that what is used most comes first."""
    SavedComment.objects.filter(pk=comment.pk).update(uses=F("uses") + 1, used_at=timezone.now())


@transaction.atomic
def take_comments(given: Sequence[Wording], *, shared: bool, by: Appointment) -> int:
    """Keep a list of them, all or none; how many were not there before. Raises Unfit naming the line."""
    before = SavedComment.objects.count()
    for number, wording in enumerate(given, start=2):  # below the line that names the columns
        try:
            keep_comment(wording, shared=shared, by=by)
        except Unfit as unfit:
            raise Unfit(f"Line {number}: {unfit.sentence} Nothing was taken.", code="file") from unfit
    return SavedComment.objects.count() - before


def _keeper(comment: SavedComment, by: Appointment) -> None:
    if comment.owner_id is None and by.role not in KEEPERS:
        raise NotYours("The centre’s comments are changed by lead IQAs and the centre admin; keep one of your own.")
    if comment.owner_id not in {None, by.user_id}:
        raise NotYours("This comment is somebody else’s.")


def _checked(given: Wording) -> dict[str, str]:
    """The columns; Unfit with a sentence for what cannot be kept."""
    text = given.text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Unfit("Write the comment first.", code="text")
    if len(text) > LONGEST:
        raise Unfit(f"The comment is {len(text):,} characters; {LONGEST:,} is the most it may be.", code="text")
    if given.box not in Box.values:
        raise Unfit("A comment is for strengths, for areas for improvement, or for either.", code="box")
    return {
        "text": text,
        "box": given.box,
        **_place(replace(given, where=given.where.strip(), node=given.node.strip())),
    }


def _place(given: Wording) -> dict[str, str]:
    if not given.where:
        if given.node:
            raise Unfit("Say of which sheet this is a part.", code="where")
        return {"unit": "", "sheet": "", "node": ""}
    found = Assessment.objects.filter(code=given.where).order_by("-pk").first()
    if found is not None:
        if given.node and given.node not in {node.code for node in found.definition.scored}:
            raise Unfit(
                f"{given.where} has no part “{given.node[:40]}”; leave it empty for the whole sheet.", code="node"
            )
        return {"unit": "", "sheet": given.where, "node": given.node}
    if given.node or not Unit.objects.filter(code=given.where).exists():
        raise Unfit(f"There is no sheet and no unit “{given.where[:20]}”; leave it empty for anywhere.", code="where")
    return {"unit": given.where, "sheet": "", "node": ""}
