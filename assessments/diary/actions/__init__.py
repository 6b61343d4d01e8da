"""What is done to a diary: the only code that writes it."""

from assessments.diary.actions.entries import Given, change, log, log_for, withdraw
from assessments.diary.actions.files import attach_all, detach, note_download
from assessments.diary.actions.growing import note_feedback, set_goal, take_step
from assessments.diary.actions.showing import rate, tag_entry, tag_file

__all__ = [
    "Given",
    "attach_all",
    "change",
    "detach",
    "log",
    "log_for",
    "note_download",
    "note_feedback",
    "rate",
    "set_goal",
    "tag_entry",
    "tag_file",
    "take_step",
    "withdraw",
]
