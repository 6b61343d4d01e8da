"""What stands on a sheet for staff alone: notes, time at work, what changed, how far two hands lie apart."""

from __future__ import annotations

from collections.abc import Mapping

from assessments.diary.lengths import in_words
from marksheets.access import DECIDED
from marksheets.models import MarkSet, MarkSheet
from marksheets.models.marks import Hand
from marksheets.pages.around import ForStaff
from marksheets.pages.changes import changed_since
from marksheets.reading import apart_of
from marksheets.workflow import State


def for_staff(sheet: MarkSheet, seen: Mapping[str, MarkSet], hand: str, tolerated: int, *, slim: bool) -> ForStaff:
    """`seen` are the sets that the reader sees, `hand` is the one they write ("" for none)."""
    own, marks = seen.get(hand), seen.get(Hand.ASSESSOR)
    both = [seen[one] for one in (Hand.ASSESSOR, Hand.IQA) if one in seen]
    far = apart_of(sheet, *both, tolerated) if len(both) > 1 and sheet.state in DECIDED else ()
    others = (one for one in map(seen.get, Hand) if one is not None and one is not own)
    is_later = sheet.revision > 1 and sheet.state != State.MARKING and not slim
    return ForStaff(
        note=own.staff_note if own else "",
        notes=tuple((str(one.get_hand_display()), one.staff_note) for one in others if one.staff_note),
        time_spent=f"{in_words(max(1, marks.seconds // 60))} at the sheet" if marks and marks.seconds else "",
        changed=changed_since(sheet, seen) if is_later else (),
        apart=tuple(each.sentence for each in far),
    )
