"""A diary as a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from assessments.diary.kinds import EVERY_TEXT
from assessments.diary.models import DiaryEntry
from learners.models import Learner

HEAD = (
    "Kind",
    "Date",
    "Start",
    "Minutes",
    "Role",
    "Who or what",
    "Supervisor's qualification",
    "CPD",
    "Input or output",
    "Logged by",
)
TEXTS = ("My own goals", "Goals agreed and plan", "Summary", "Feedback", "Reflection")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run instead of showing


def as_csv(learner: Learner, *, drafts: bool) -> str:
    """Every entry that stands, by day, with a line that names the columns; drafts only for the learner."""
    out = io.StringIO()
    out.write("\ufeff")  # so that every spreadsheet reads it as UTF-8
    table = csv.writer(out)
    table.writerow((*HEAD, *TEXTS, "State"))
    rows = DiaryEntry.objects.standing() if drafts else DiaryEntry.objects.final()
    for row in rows.filter(learner=learner).select_related("logged_by").order_by("on", "starts", "pk"):
        table.writerow([as_text(value) for value in _line(row)])
    return out.getvalue()


def _line(row: DiaryEntry) -> list[str]:
    starts = f"{row.starts:%H:%M}" if row.starts else ""
    facts = [row.form.name, row.on.isoformat(), starts, str(row.minutes), row.role, row.who]
    facts += [row.supervisor_qualification, row.cpd_form, row.cpd_flow, row.logged_by.name if row.logged_by else ""]
    return [*facts, *(getattr(row, text) for text in EVERY_TEXT), "final" if row.is_final else "draft"]


def as_text(value: str) -> str:
    """As text, whatever it begins with."""
    return f"'{value}" if value.startswith(FORMULA) else value
