"""What is done to mark sheets: the only code that writes them, one verb each, through one door."""

from marksheets.actions.checking import call_in, countersign, fill_same_marks, release
from marksheets.actions.marking import open_sheet, save, sign
from marksheets.actions.printing import store_edition

__all__ = ["call_in", "countersign", "fill_same_marks", "open_sheet", "release", "save", "sign", "store_edition"]
