"""The rows of an assembled mark sheet: what is printed in each, and what every hand gave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Standing = Literal["none", "ok", "ref"]
# Pages that were frozen before rows had names of their own.
NOUNS = {"section": "section", "requirement": "requirement", "test": "test", "group": "part", "context": "section"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one hand gave one node. `raw` is what the field shows: a number, "met", "not_met", a band code or ""."""

    raw: str
    standing: Standing
    sentence: str  # "7 above the minimum", "2 below the minimum of 15", "No mark yet"
    carried: str = ""  # "c/f", "c/f, not re-marked": earned in an earlier attempt

    @property
    def is_number(self) -> bool:
        """A mark, and not a decision in words."""
        return self.raw.isdecimal()

    @property
    def figure(self) -> str:
        """What stands in the box: "24", "Met", "Confirmed", "Good"; "–" while nothing does."""
        return (self.raw if self.is_number else self.sentence) if self.raw else "–"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place in the learner's work that a marker points to, with what they say of it."""

    id: str
    hand: str  # "assessor", "iqa" or "third"
    file: str  # its id
    file_name: str
    page: int  # 0 in a file without pages
    where: str  # "p 4", "in the text" of a file without pages; of several files "p 4 of essay.pdf"
    about: str  # the code of the part or printed point it is evidence for; "" in the margin alone
    quote: str
    text: str
    for_learner: bool
    areas: tuple[tuple[int, int, int, int], ...]  # left, top, width, height in ten-thousandths of the page
    own: bool = False  # this reader may remove it now

    @property
    def top(self) -> int:
        """How far down its page it begins."""
        return self.areas[0][1] if self.areas else 0

    @property
    def turn_url(self) -> str:
        """Where the reading pane shows it."""
        return f"?file={self.file}" + (f"&page={self.page}#leaf-{self.page}" if self.page else "")


def found_at(annotations: tuple[Annotation, ...]) -> str:
    """The assessor's places in a line, each once, as they print."""
    return ", ".join(dict.fromkeys(one.where for one in annotations if one.hand == "assessor"))


@dataclass(frozen=True, slots=True)
class Bullet:
    """One printed bullet under a section, with the criteria it evidences, e.g. ("D7.02 1.1",)."""

    code: str
    text: str
    criteria: tuple[str, ...]
    notes: tuple[str, ...]  # printed-wording flags in words, e.g. ("printed so",); usually empty
    met: str  # "met", "not_met" or "" (three-state)
    recorded: str = ""  # "Hours: 9 of 12, not enough", where the point depends on a number
    annotations: tuple[Annotation, ...] = ()  # where the work shows it

    @property
    def found_at(self) -> str:
        """Where the assessor found it: "p 4, p 7"."""
        return found_at(self.annotations)


Change = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Before:
    """What the writing hand had signed of a part, where it is another now; all empty where it is as it was."""

    figure: str = ""  # "22", "Met", "no mark"
    strengths: tuple[tuple[Change, str], ...] = ()  # word by word
    areas: tuple[tuple[Change, str], ...] = ()
    points: int = 0  # printed points decided otherwise

    @property
    def is_same(self) -> bool:
        """Nothing is another than it was signed."""
        return self == Before()


@dataclass(frozen=True, slots=True)
class Row:
    """A node of the sheet: a section with marks, a criterion decision, a heading, a part that is not assessed."""

    number: int  # 1.. in printed order over scored rows; 0 for a heading or a context row
    code: str  # "S2"; form fields are mark-S2, strengths-S2, areas-S2, bullet-S2.1
    kind: str  # section | criterion_mark | criterion | requirement | bands | test | group | context
    heading: str
    short: str
    guidance: str
    maximum: int | None  # of a heading: the sum of what is inside, where a subtotal is shown
    minimum: int | None
    options: tuple[tuple[str, str], ...]  # (value, words) of what is decided in words; () where only marks are given
    bullets: tuple[Bullet, ...]
    assessor: Cell | None  # None: hidden from this reader (blind) or nothing there yet
    qa: Cell | None
    strengths: str
    areas: str
    qa_difference: str  # "same mark", "3 below the assessor", ""
    third: Cell | None = None  # a re-marker's or an agreed set
    name: str = ""  # "criterion 1.1", as sentences call it
    label: str = ""  # what is printed before the text: "1.1", "a", "D7.02 1.1"
    local: str = ""  # the sheet's own number, printed beside the unit criterion
    text: str = ""  # printed below the heading, where a node has both
    passing: tuple[str, ...] = ()  # the options that pass
    by_words: bool = False  # takes marks, and the writing hand decides it by Pass or Referral
    asks: tuple[str, ...] = ()  # quantities: "at least 6 hours as coach"
    recorded: str = ""  # as of a bullet, where the node itself depends on a number
    carried: str = ""  # "Carried forward from attempt 1: marked by ... on ..., countersigned by ... on ...", or ""
    named: bool = False  # an assessor named it for resubmission where no minimum refers a part (RULINGS 3)
    words: int | None = None  # about how many are asked for; guidance, never held against anybody
    annotations: tuple[Annotation, ...] = ()  # where the work shows it, as a whole
    before: Before | None = None  # on a sheet that its assessor signed before; None otherwise

    @property
    def scored(self) -> bool:
        """A heading or a context row carries no mark of its own."""
        return self.kind not in {"context", "group"}

    @property
    def takes_marks(self) -> bool:
        """Whether there is a maximum that marks are out of."""
        return self.maximum is not None

    @property
    def by_number(self) -> bool:
        """True where the field of the writing hand is a number out of `maximum`."""
        return self.takes_marks and not self.by_words

    @property
    def noun(self) -> str:
        """ "section", "criterion", "requirement", "test", "part"."""
        return NOUNS.get(self.kind, "criterion")

    @property
    def called(self) -> str:
        """Its name in a sentence; a page frozen before rows had names kept it as what is short."""
        short = self.short if self.short.startswith(f"{self.noun} ") else ""
        return self.name or short or f"{self.noun} {self.number or self.code}"

    @property
    def abouts(self) -> tuple[tuple[str, str], ...]:
        """What a place in the work can be evidence for in it, (code, words): itself and each printed point."""
        points = ((bullet.code, f"{self.called}, point {n}") for n, bullet in enumerate(self.bullets, start=1))
        return ((self.code, self.called), *points)

    @property
    def found_at(self) -> str:
        """As of a point."""
        return found_at(self.annotations)

    @property
    def places(self) -> str:
        """Where any hand found one of its printed points: "p 4, p 7"."""
        return ", ".join(dict.fromkeys(one.where for bullet in self.bullets for one in bullet.annotations))

    @property
    def all_annotations(self) -> tuple[Annotation, ...]:
        """Those about the row and about its printed points, in printed order."""
        return (*self.annotations, *(one for bullet in self.bullets for one in bullet.annotations))

    def of(self, hand: str) -> Cell | None:
        """What one hand ("assessor", "iqa" or "third") gave it; None while hidden or blank."""
        return {"iqa": self.qa, "third": self.third}.get(hand, self.assessor)
