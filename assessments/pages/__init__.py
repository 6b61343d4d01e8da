"""A learner's assignment, a tutor's drafts and the office's acts, assembled for a page."""

from assessments.pages.assignment import (
    AssignmentPage,
    FileRow,
    SubmissionPage,
    SubmissionRow,
    assignment_page,
    file_row,
    submission_page,
    submission_rows,
    to_allocate,
)
from assessments.pages.drafts import DraftPage, DraftRow, draft_page, draft_rows
from assessments.pages.office import AttemptPage, attempt_page

__all__ = [
    "AssignmentPage",
    "AttemptPage",
    "DraftPage",
    "DraftRow",
    "FileRow",
    "SubmissionPage",
    "SubmissionRow",
    "assignment_page",
    "attempt_page",
    "draft_page",
    "draft_rows",
    "file_row",
    "submission_page",
    "submission_rows",
    "to_allocate",
]
