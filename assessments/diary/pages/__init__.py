"""The diary assembled for its pages and for programs: read once, frozen."""

from assessments.diary.pages.beside import EntryBeside, entries_beside, final_entries
from assessments.diary.pages.diary import DiaryPage, EntryRow, ReaderRow, diary_page, reader_rows
from assessments.diary.pages.entry import EntryPage, EntrySummary, entry_page, entry_summaries, shares_by_key
from assessments.diary.pages.growing import GoalRow, feedback_rows, goal_rows, labels_of

__all__ = [
    "DiaryPage",
    "EntryBeside",
    "EntryPage",
    "EntryRow",
    "EntrySummary",
    "GoalRow",
    "ReaderRow",
    "diary_page",
    "entries_beside",
    "entry_page",
    "entry_summaries",
    "feedback_rows",
    "final_entries",
    "goal_rows",
    "labels_of",
    "reader_rows",
    "shares_by_key",
]
