"""What the printed form says in each of its places, worked out before the template sees it.

The paper is a record: a box stays empty until the person it belongs to has signed, and the line for a section
referral stays empty while the two hands differ. Nothing here decides an outcome; it only asks who signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from marksheets.pages.shape import Box, Cell, Outcome, Row, SheetPage, Signed

ASSESSOR = ("assessor",)
IQA = ("iqa",)  # whoever countersigned; a lead IQA who resolved a dispute stands in the line of its own
EV = ("ilm ev", "ev")
SEAL_LENGTH = 16  # hex digits of a digest that a person can still compare by eye
CRITERIA_WIDTH = 42  # letters to a line of the first column
TEXT_WIDTH = 27  # and of the two for feedback
KEPT_LINES = 28  # about two fifths of a page
DENSE_LINES = 80  # more than a page and a half


@dataclass(frozen=True, slots=True)
class Entry:
    """What one hand gave one row: `figure` is "31", "Met" or ""; `low` is framed, and said in words beside a mark."""

    figure: str
    low: bool
    counts: bool = False  # a mark out of the row's maximum, or the place for one
    carried: str = ""  # "c/f", "c/f, not re-marked"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet with both columns filled in, or left empty."""

    row: Row
    assessor: Entry
    qa: Entry
    keep: bool  # short enough to move to the next page in one piece

    @property
    def is_heading(self) -> bool:
        """Whether its words are a title; a criterion's are a sentence, and long ones in bold are hard to read."""
        return self.row.kind in {"section", "test"}

    @property
    def printed_number(self) -> str:
        """The line above: "Section 2"; on a sheet that counts for itself the unit criterion, "D7.02 1.1"."""
        if self.row.kind == "section":
            return f"Section {self.row.label or self.row.number}"
        return self.row.label if self.row.local else ""

    @property
    def label(self) -> str:
        """The number before the words: "1.1", "a"."""
        return "" if self.is_heading else self.row.local or self.row.label or self.row.code


@dataclass(frozen=True, slots=True)
class Decision:
    """One of the two decision boxes. `chosen` is "" where no outcome may be circled."""

    total: str
    available: str
    chosen: str  # "pass", "referral" or ""
    word: str
    headline: str
    reasons: tuple[str, ...]
    unsigned: bool  # something is entered, nobody has signed it
    counts: bool  # marks add up to a total, or the place for one
    units: tuple[tuple[str, str], ...] = ()  # of a signed sheet for several units: ("D7.03", "held")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature place: the line, its seal, and an earlier signature that no longer holds."""

    name: str = ""
    role: str = ""
    when: str = ""
    on: str = ""
    seal: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The whole sheet as it prints; the template adds the words that stand on every form."""

    page: SheetPage
    lines: tuple[Line, ...]
    dense: bool  # so much feedback that it prints a size smaller in wider columns
    assessor: Decision
    qa: Decision
    referred: str  # "Section 2: Your commitment", "" while nobody may say
    none_referred: bool  # signed as a pass: the line says so instead of inviting a pen
    assessor_signature: Signature
    iqa_signature: Signature
    ev_signature: Signature
    submitted: str
    original: bool
    carries: bool  # a row was earned in an earlier attempt
    sealed: str  # ISO time of the last signature, for the file's metadata; "" before any
    qr: str  # the picture a phone reads, as SVG; "" on a draft, which is no edition

    @property
    def in_marks(self) -> bool:
        """Whether the last two columns hold marks and nothing else."""
        return all(line.assessor.counts or line.qa.counts for line in self.lines if line.row.scored)

    @property
    def what(self) -> str:
        """The head of the first column."""
        return {"requirement": "Requirements", "test": "Test"}.get(self.page.nouns, "Criteria")

    @property
    def referral_line(self) -> str:
        """What stands before the referred rows."""
        noun = self.page.nouns.capitalize()
        return f"{noun} referral if applicable:" if noun else "Referral if applicable:"


def form_of(page: SheetPage) -> Form:
    """Fill in the printed form from `page`; pure, so that the same page always prints the same sheet."""
    assessor, iqa, ev = (_signature(page.signatures, roles) for roles in (ASSESSOR, IQA, EV))
    agreed = _agreed_box(page, signed=bool(assessor.name), checked=bool(iqa.name))
    return Form(
        page=page,
        lines=tuple(_line(row) for row in page.rows),
        dense=sum(_estimated_lines(row) for row in page.rows) > DENSE_LINES,
        assessor=_decision(page.assessor_box, signed=bool(assessor.name), of_marks=page.has_marks),
        qa=_decision(page.qa_box, signed=bool(iqa.name), of_marks=page.has_marks),
        referred=_referred(page, agreed),
        none_referred=agreed is not None and agreed.outcome == "pass",
        assessor_signature=assessor,
        iqa_signature=iqa,
        ev_signature=ev,
        submitted=moment(page.submitted_at) if page.declared else "",
        original=page.attempt == 1,
        carries=any(row.carried for row in page.rows),
        sealed=max((sign.at.astimezone(UTC).isoformat() for sign in _in_force(page)), default=""),
        qr=_qr(page.edition.address) if page.edition else "",
    )


def moment(at: datetime) -> str:
    """ "21 Nov 2026 10:42 UTC": a signature's time is printed in UTC, as it was sealed."""
    return f"{day(at)} {at.astimezone(UTC):%H:%M} UTC"


def day(at: datetime) -> str:
    """ "3 Dec 2026", the day in UTC."""
    return f"{at.astimezone(UTC).day} {at.astimezone(UTC):%b %Y}"


def _in_force(page: SheetPage) -> tuple[Signed, ...]:
    return tuple(sign for sign in page.signatures if not sign.superseded)


def _qr(address: str) -> str:
    """The address as a QR code that survives a fold and a bad copier: a quarter of it may be lost."""
    import segno

    title = f"QR code: {address}"
    return str(segno.make(address, error="q", micro=False).svg_inline(border=0, scale=1, title=title))


def _line(row: Row) -> Line:
    return Line(row, _entry(row, row.assessor), _entry(row, row.qa), keep=_estimated_lines(row) <= KEPT_LINES)


def _estimated_lines(row: Row) -> int:
    """How tall the row will print, near enough: its longest column, by the letters that fit a line."""
    printed = (row.heading, row.text, *(bullet.text for bullet in row.bullets))
    criteria = sum(_lines(text, CRITERIA_WIDTH) for text in printed)
    return max(criteria, _lines(row.strengths, TEXT_WIDTH), _lines(row.areas, TEXT_WIDTH))


def _lines(text: str, width: int) -> int:
    return sum(1 + len(paragraph) // width for paragraph in text.splitlines())


def _entry(row: Row, cell: Cell | None) -> Entry:
    """A figure, or the words of the option that was chosen."""
    if cell is None or not cell.raw:
        return Entry("", low=False, counts=row.by_number)
    return Entry(cell.figure, low=cell.standing == "ref", counts=cell.is_number, carried=cell.carried)


def _decision(box: Box | None, *, signed: bool, of_marks: bool) -> Decision:
    """A box as signed. Unsigned, the sum may stand there, the outcome may not."""
    if box is None:
        return Decision("", "", "", "", "", (), unsigned=False, counts=of_marks)
    total = "" if box.total is None else str(box.total)
    available, counts = "" if box.available is None else str(box.available), box.available is not None
    if not signed or box.outcome == "undecided":
        return Decision(total, available, "", "", "", (), unsigned=not signed, counts=counts)
    word = _word(box.outcome)
    said = (box.outcome, word, box.headline, box.reasons)
    return Decision(total, available, *said, unsigned=False, counts=counts, units=box.units)


def _word(outcome: Outcome) -> str:
    return "PASS" if outcome == "pass" else "REFERRAL"


def _agreed_box(page: SheetPage, *, signed: bool, checked: bool) -> Box | None:
    """The signed decision, unless the sheet is in dispute or the two signed hands differ and nobody has resolved it."""
    mine, theirs = page.assessor_box, page.qa_box
    if page.resolution is not None:
        return page.result_box
    if not signed or mine is None or mine.outcome == "undecided" or page.state == "disputed":
        return None
    if checked and theirs is not None and (mine.outcome, mine.referred) != (theirs.outcome, theirs.referred):
        return None
    return mine


def _referred(page: SheetPage, agreed: Box | None) -> str:
    """The referred rows by number, since a short heading alone does not say where to look."""
    if agreed is None or not agreed.referred:
        return ""
    rows = {row.short: row for row in page.rows}
    return "; ".join(_named(short, rows.get(short)) for short in agreed.referred)


def _named(short: str, row: Row | None) -> str:
    if row is None:
        return short
    name = row.called[:1].upper() + row.called[1:]
    return name if short.casefold() == row.called.casefold() else f"{name}: {short}"


def _signature(signatures: tuple[Signed, ...], roles: tuple[str, ...]) -> Signature:
    """The last signature in force of these roles; a superseded one is only ever mentioned."""
    ours = [sign for sign in signatures if sign.role.casefold() in roles]
    held = [sign for sign in ours if not sign.superseded]
    if held:
        sign = held[-1]
        return Signature(sign.name, sign.role, moment(sign.at), day(sign.at), sign.digest[:SEAL_LENGTH])
    if ours:
        return Signature(earlier=f"{ours[-1].name}, {moment(ours[-1].at)}")
    return Signature()
