"""The reading pane in each of its states."""

from __future__ import annotations

from assessments.diary.pages import EntryBeside
from assessments.files.finding import find
from assessments.files.leaves import Leaf
from marksheets.pages.pane import FoundPlace, LeafPlace, Pane, Tab

ESSAY = "<h2>An essay</h2><p>The learner’s own words, as they are read beside the sheet.</p>"
TABS = (
    Tab("essay.pdf", "PDF · 2 pages · 1,850 words", "?file=a", True, "#files"),
    Tab("Coaching diary", "2 final entries", "?file=diary", False),
)
LEAF = Leaf(1, 640, 300, ((40, 40, 60, 24, "The"), (110, 40, 120, 24, "learner’s"), (240, 40, 60, 24, "own")))


def panes() -> dict[str, Pane]:
    """By what is open: a file as pages, as text with words found, the diary."""
    finds = find(ESSAY, "own words")
    return {
        "pages": Pane(
            TABS,
            "pages",
            "a",
            "#files",
            leaves=(LeafPlace(1, "#leaf-1", "#leaf-1", LEAF), LeafPlace(2, "#leaf-2", "#leaf-2")),
            other_view=("text", "#work"),
            problem="This file could not be read. Open it, save it again as PDF or .docx and upload the new file.",
        ),
        "text": Pane(
            TABS,
            "text",
            "a",
            "#files",
            html=ESSAY,
            other_view=("pages", "#work"),
            finds=finds,
            places=tuple(FoundPlace(one, "#p1") for one in finds.places),
        ),
        "diary": Pane(TABS, "diary", entries=(_entry(counted=True), _entry(counted=False))),
    }


def _entry(*, counted: bool) -> EntryBeside:
    texts = (("Summary", "We looked at what the week had brought."),)
    return EntryBeside("#entry", "Coaching session: Client B", "Wed 4 Mar 2026, 10:00 · 1 h 30 min", texts, 1, counted)
