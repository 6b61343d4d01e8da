"""What is done to mark sheets: the only code that writes them, one verb each, through one door."""

from marksheets.actions.annotating import annotate, unannotate
from marksheets.actions.attempts import grant_attempt, invite_resubmission
from marksheets.actions.checking import (
    call_in,
    countersign,
    fill_same_marks,
    lock,
    note_enclosure_read,
    send_back,
    take_over,
)
from marksheets.actions.comments import drop_comment, improve_comment, keep_comment, note_use, take_comments
from marksheets.actions.deciding import ask_ev, attest, release, reopen, resolve, void
from marksheets.actions.door import lawful
from marksheets.actions.fields import field_names
from marksheets.actions.holding import hold, lift
from marksheets.actions.marking import open_sheet, reassign, recall, save, sign, turn
from marksheets.actions.outside import override
from marksheets.actions.printing import freeze_edition, note_bytes
from marksheets.actions.releasing import release_each
from marksheets.actions.sharing import share_out
from marksheets.actions.telling import tell_of_breaks

# The moves on a sheet that exists, by the table's verbs; `open` makes the sheet.
VERBS = {
    "sign": sign,
    "override": override,
    "recall": recall,
    "call_in": call_in,
    "take_over": take_over,
    "lock": lock,
    "return": send_back,
    "countersign": countersign,
    "resolve": resolve,
    "release": release,
    "reopen": reopen,
    "invite_resubmission": invite_resubmission,
    "grant_attempt": grant_attempt,
    "ask_ev": ask_ev,
    "attest": attest,
    "reassign": reassign,
    "hold": hold,
    "lift": lift,
    "void": void,
}

__all__ = [
    "VERBS",
    "annotate",
    "ask_ev",
    "attest",
    "call_in",
    "countersign",
    "drop_comment",
    "field_names",
    "fill_same_marks",
    "freeze_edition",
    "grant_attempt",
    "hold",
    "improve_comment",
    "invite_resubmission",
    "keep_comment",
    "lawful",
    "lift",
    "lock",
    "note_bytes",
    "note_enclosure_read",
    "note_use",
    "open_sheet",
    "override",
    "reassign",
    "recall",
    "release",
    "release_each",
    "reopen",
    "resolve",
    "save",
    "send_back",
    "share_out",
    "sign",
    "take_comments",
    "take_over",
    "tell_of_breaks",
    "turn",
    "unannotate",
    "void",
]
