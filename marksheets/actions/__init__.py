"""What is done to mark sheets: the only code that writes them, one verb each, through one door."""

from marksheets.actions.checking import call_in, countersign, fill_same_marks, release
from marksheets.actions.fields import field_names
from marksheets.actions.marking import open_sheet, save, sign
from marksheets.actions.printing import freeze_edition, note_bytes
from marksheets.actions.telling import tell_of_breaks

# The moves on a sheet that exists, by the table's verbs; `open` makes the sheet.
VERBS = {"sign": sign, "call_in": call_in, "countersign": countersign, "release": release}

__all__ = [
    "VERBS",
    "call_in",
    "countersign",
    "field_names",
    "fill_same_marks",
    "freeze_edition",
    "note_bytes",
    "open_sheet",
    "release",
    "save",
    "sign",
    "tell_of_breaks",
]
