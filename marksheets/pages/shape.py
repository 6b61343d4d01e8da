"""The shape of an assembled mark sheet: one frozen object for HTML, JSON and PDF. `assemble.py` fills it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from marksheets.pages.around import After as After
from marksheets.pages.around import Earlier as Earlier
from marksheets.pages.around import EditionMark as EditionMark
from marksheets.pages.around import ForStaff as ForStaff
from marksheets.pages.around import Recorded as Recorded
from marksheets.pages.around import SeenElsewhere as SeenElsewhere
from marksheets.pages.cells import Annotation as Annotation
from marksheets.pages.cells import Bullet as Bullet
from marksheets.pages.cells import Cell as Cell
from marksheets.pages.cells import Row as Row
from marksheets.pages.cells import Standing as Standing

Outcome = Literal["undecided", "pass", "referral"]
MOST_ROWS = 8  # beyond these a sheet is long


@dataclass(frozen=True, slots=True)
class Box:
    """A decision box of the printed sheet: the assessor's or the one for quality assurance use."""

    outcome: Outcome
    word: str  # "Not decided", "PASS", "REFERRAL"
    total: int | None
    running: int  # sum of what is entered so far, for the live figure
    available: int | None  # 100; None where nothing is marked by number
    headline: str  # the one sentence in bold: "Referral: section 2 has 22, needs 25."
    reasons: tuple[str, ...]  # further sentences
    referred: tuple[str, ...]  # short headings of the referred sections
    warnings: tuple[str, ...]  # never change the outcome
    same_marks: bool  # QA box only: filled by "same marks"
    units: tuple[tuple[str, str], ...] = ()  # of a sheet for several units: ("D7.02", "referred"), ("D7.03", "held")


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature line of the sheet."""

    role: str  # "Assessor", "IQA", "ILM EV"
    name: str
    at: datetime
    digest: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the submission as the reading pane lists it."""

    id: str
    name: str
    kind: str  # "pdf" | "docx"
    summary: str  # "PDF · 18 pages · 4,120 words"
    view_url: str
    download_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a move asks for: a choice from `options` (value, words), else words typed into one line or several."""

    name: str
    label: str
    hint: str
    kind: Literal["text", "line", "choice"]
    options: tuple[tuple[str, str], ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class MoveButton:
    """A move this reader may make now. `url` takes a POST with `version` and what it asks for."""

    verb: str
    label: str
    url: str
    primary: bool
    asks: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenReason:
    """Words that somebody gave with a move, for staff."""

    verb: str
    who: str
    at: datetime
    text: str
    files: tuple[Document, ...] = ()  # enclosed with a return


@dataclass(frozen=True, slots=True)
class OpenHold:
    """An open hold. `reason` is for staff and empty for the learner."""

    label: str
    sentence: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the sheet's history."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a dispute ended, as the printed form says it: "Resolved by ... on ...: standing marks ... because ..."."""

    by: str
    on: str  # "3 Dec 2026"
    standing: str  # whose set stands: "the IQA’s"
    marks: str  # "24, 13, 25 = 62", "" on sheets without marks
    because: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything a reader of one mark sheet may see."""

    id: str
    version: int
    revision: int
    state: str
    state_name: str  # for this reader: staff name, or learner name
    centre_name: str
    centre_number: str
    assessment_code: str
    assessment_title: str
    sheet_title: str  # as printed: "MARK SHEET:  ... D7.02 & D7.03"
    award_title: str
    authenticity: str  # the two printed statements and the refusal line
    use_statement: str
    refusal_line: str
    rule_text: str  # "Total 50 + overall, AND minimum in each section"
    wording_official: bool
    learner_name: str
    registration_number: str
    attempt: int
    submitted_at: datetime
    due: str  # "Decision due Thu 27 Nov", or ""
    declared: bool
    refuses_use: bool
    choices: tuple[tuple[str, str], ...]  # (question, answer)
    words: int
    rows: tuple[Row, ...]
    assessor_box: Box | None
    qa_box: Box | None
    assessor_name: str
    iqa_name: str
    signatures: tuple[Signed, ...]
    checked_on: str
    documents: tuple[Document, ...]
    moves: tuple[MoveButton, ...]
    history: tuple[Event, ...]
    marking_as: Literal["assessor", "iqa", "third", ""]  # which column this reader may write now
    save_url: str
    place: str  # "3 of 11 in your queue"
    queue_url: str
    next_url: str
    previous_url: str
    pdf_url: str
    pdf_note: str  # why there is no PDF yet and how to get it; "" when it is there
    standing: str = ""  # whose set stands: "assessor", "iqa", "third", or "" while nothing is decided
    third_box: Box | None = None
    resolution: Resolution | None = None
    blind: bool = False  # the check is given before the assessor's marks are seen
    hidden: bool = False  # the assessor's marks are kept from this reader by a blind check
    check: str = ""  # who has the check now, in a sentence
    under_review: str = ""  # since when, as a learner reads it
    returned: GivenReason | None = None  # why it was returned, re-opened or made void, where it stands so now
    reasons: tuple[GivenReason, ...] = ()  # every reason given so far, for staff
    holds: tuple[OpenHold, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    edition: EditionMark | None = None  # on paper alone
    earlier: tuple[Earlier, ...] = ()  # the attempts before this one
    scope: str = ""  # what this resubmission opens, in a sentence
    after: After | None = None  # what follows a referral
    names_parts: bool = False  # a referral that no minimum explains: the assessor names the parts to do again
    adjustments: str = ""  # a note of reasonable adjustments, for staff
    on_behalf: str = ""  # who handed it in for the learner, and why
    for_staff: ForStaff | None = None  # None for a learner and on paper
    form_version: str = ""  # of the printed form itself, beside the specification's
    margin: tuple[Annotation, ...] = ()  # what was written beside the work and is evidence for no part
    way: str = ""  # how the writing hand decides criteria: "marks", "words", "mixed"; "" where there is no choice

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All that point into the work, in its order."""
        of_rows = (one for row in self.rows for one in row.all_annotations)
        files = {file.id: number for number, file in enumerate(self.documents)}
        return tuple(
            sorted((*self.margin, *of_rows), key=lambda one: (files.get(one.file, len(files)), one.page, one.top))
        )

    @property
    def abouts(self) -> tuple[tuple[str, str], ...]:
        """What a place in the work can be evidence for, (code, words): each part still to be decided and its points."""
        return tuple(pair for row in self.scored_rows if not row.carried for pair in row.abouts)

    @property
    def about_words(self) -> dict[str, str]:
        """The words of every part and printed point, by code."""
        return dict(pair for row in self.scored_rows for pair in row.abouts)

    @property
    def differing(self) -> tuple[Row, ...]:
        """The rows where one hand refers and the other does not: what a dispute is about."""
        both = ((row, row.assessor, row.qa) for row in self.scored_rows)
        return tuple(row for row, theirs, qa in both if theirs and qa and theirs.standing != qa.standing)

    @property
    def scored_rows(self) -> tuple[Row, ...]:
        """Rows that ask for a decision, in printed order."""
        return tuple(row for row in self.rows if row.scored)

    @property
    def result_box(self) -> Box | None:
        """The decision that stands; before one does, the assessor's."""
        return {"iqa": self.qa_box, "third": self.third_box}.get(self.standing, self.assessor_box)

    @property
    def plain_result(self) -> bool:
        """Whether a learner has nothing to do but to read: no further attempt waits to be handed in."""
        return self.after is None or not self.after.label

    @property
    def plain_moves(self) -> tuple[MoveButton, ...]:
        """Those that ask for nothing but the press."""
        return tuple(move for move in self.moves if not move.asks)

    @property
    def asking_moves(self) -> tuple[MoveButton, ...]:
        """Those that ask for words or a choice."""
        return tuple(move for move in self.moves if move.asks)

    @property
    def other_acts(self) -> tuple[MoveButton, ...]:
        """Those of them that are not the one thing to do."""
        return tuple(move for move in self.asking_moves if not move.primary)

    @property
    def has_marks(self) -> bool:
        """False where nothing is marked by number: such a sheet prints no marks and no total."""
        boxes = [box for box in (self.assessor_box, self.qa_box, self.third_box) if box]
        in_words = boxes and all(box.available is None for box in boxes)
        return any(row.takes_marks for row in self.rows) and not in_words

    @property
    def has_words(self) -> bool:
        """Whether something is decided in words: met, confirmed, a band, a result."""
        return any(row.scored and (row.by_words or not row.takes_marks) for row in self.rows)

    @property
    def nouns(self) -> str:
        """What the scored rows are called together: "section", "criterion"; "" where there are several kinds."""
        found = {row.noun for row in self.scored_rows}
        return found.pop() if len(found) == 1 else ""

    @property
    def is_long(self) -> bool:
        """So many rows that each must be small: a strip of numbers, feedback behind a word."""
        return len(self.scored_rows) > MOST_ROWS

    @property
    def is_checklist(self) -> bool:
        """Whether every scored row is decided in words, so that a decision is one key each."""
        return bool(self.scored_rows) and not any(row.by_number for row in self.scored_rows)

    @property
    def decided_count(self) -> int:
        """How many scored rows the writing hand has decided."""
        return sum(1 for row in self.scored_rows if (cell := row.of(self.marking_as)) and cell.raw)

    @property
    def referred_rows(self) -> tuple[Row, ...]:
        """The scored rows that do not pass in the set that stands."""
        return tuple(r for r in self.scored_rows if (cell := r.of(self.standing)) and cell.standing == "ref")
