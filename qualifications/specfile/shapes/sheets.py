"""An assessment and its mark sheet, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qualifications.specfile.shapes.kinds import Kind, UnitOutcomes
from qualifications.specfile.shapes.printed import Printed
from qualifications.specfile.shapes.rules import Rule


@dataclass(frozen=True, kw_only=True)
class Bullet:
    """One printed bullet of a section, with the unit criteria it evidences and how well it matches them."""

    code: str
    text: str
    evidences: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    quantity: str = ""


@dataclass(frozen=True, kw_only=True)
class Band:
    """One value a node may be given instead of a mark: a band, or the result of an external test."""

    code: str
    text: str
    passes: bool


@dataclass(frozen=True, kw_only=True)
class Node:
    """One node of a sheet: a section, a criterion, a requirement, a test, a group of nodes, or unassessed context.

    `permission` names whose permission a requirement needs: it is asked, and recorded, once for each of them.
    `more_quantities` are those of a requirement that asks for several amounts at once.
    """

    code: str
    kind: Kind
    number: str = ""
    heading: str = ""
    short: str = ""
    guidance: str = ""
    text: str = ""
    local: str = ""
    criterion: str = ""
    words: int | None = None
    maximum: int | None = None
    minimum: int | None = None
    subtotal: bool = False
    markings: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    results: tuple[Band, ...] = ()
    quantity: str = ""
    more_quantities: tuple[str, ...] = ()
    permission: str = ""
    bullets: tuple[Bullet, ...] = ()
    nodes: tuple[Node, ...] = ()

    @property
    def noun(self) -> str:
        """What people call such a node: "section", "criterion" ..."""
        nouns = {
            Kind.CRITERION_MARK: "criterion",
            Kind.BANDS: "criterion",
            Kind.CONTEXT: "section",
            Kind.GROUP: "part",
        }
        return nouns.get(self.kind, self.kind.value)

    @property
    def name(self) -> str:
        """What a sentence calls this node: "section 2", "criterion 1.1", "criterion 3 (D7.02 1.1)"."""
        return f"{self.noun} {self.label}"

    @property
    def label(self) -> str:
        """The number that people see; a row with a number of its own has that of its criterion behind it."""
        own = self.number or self.code
        return f"{self.local} ({own})" if self.local and self.local != own else own

    @property
    def choices(self) -> tuple[Band, ...]:
        """The values to choose from, for the kinds that are not marked by number."""
        return self.bands or self.results

    @property
    def is_scored(self) -> bool:
        """Whether a marker must decide this node itself."""
        return self.kind not in (Kind.GROUP, Kind.CONTEXT)

    @property
    def takes_met(self) -> bool:
        """Whether its value is met or not met: a criterion decision, or a requirement of a checklist."""
        return self.kind in (Kind.CRITERION, Kind.REQUIREMENT)

    @property
    def met_words(self) -> tuple[str, str]:
        """What people call the two: "met" and "not met", or for a requirement "confirmed" and "not confirmed"."""
        return ("confirmed", "not confirmed") if self.kind is Kind.REQUIREMENT else ("met", "not met")

    @property
    def takes_marks(self) -> bool:
        """Whether its value counts towards the total."""
        return self.kind in (Kind.SECTION, Kind.CRITERION_MARK)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in printed order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    @property
    def evidences(self) -> tuple[str, ...]:
        """The unit criteria that this node and all below it evidence."""
        own = [node.criterion for node in self.walk() if node.criterion]
        bullets = [ref for node in self.walk() for bullet in node.bullets for ref in bullet.evidences]
        return tuple(dict.fromkeys(own + bullets))

    @property
    def quantities(self) -> tuple[str, ...]:
        """Codes of the quantities that this node or its bullets are bound to."""
        bound = [*self.own_quantities, *(bullet.quantity for bullet in self.bullets)]
        return tuple(dict.fromkeys(code for code in bound if code))

    @property
    def own_quantities(self) -> tuple[str, ...]:
        """Codes of the quantities that this node itself is bound to."""
        return tuple(code for code in (self.quantity, *self.more_quantities) if code)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer of a choice."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Something the learner says when submitting (D7.01: forward looking or backward looking)."""

    code: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """Hours, sessions, clients or words that the learner must evidence.

    `session_minutes` is the least length of a session that counts; `confirmed_by` are those who may confirm it;
    `reuses` are codes of assessments whose minutes count here as well, where an hour otherwise counts once.
    `planned` names the activities of a plan that are counted ("live", "research" or "input") where what is asked lies
    ahead; empty where the diary is counted.
    """

    code: str
    measure: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    roles: tuple[str, ...] = ()
    unit: str = ""
    criterion: str = ""
    session_minutes: int | None = None
    confirmed_by: tuple[str, ...] = ()
    reuses: tuple[str, ...] = ()
    planned: str = ""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One assessment and its mark sheet: a tree of nodes and a rule that decides the outcome."""

    code: str
    version: str
    title: str
    wording: str
    rule: Rule
    form_version: str = ""
    printed_title: str = ""
    sheet_title: str = ""
    source: str = ""
    units: tuple[str, ...] = ()
    task: str = ""
    headings_note: str = ""
    declaration: str = ""
    authenticity: str = ""
    use_statement: str = ""
    refusal: str = ""
    rule_text: str = ""
    unit_outcomes: UnitOutcomes = UnitOutcomes.WHOLE_SHEET
    printed: tuple[Printed, ...] = ()
    choices: tuple[Choice, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    nodes: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """All nodes in printed order, groups before what they hold."""
        for node in self.nodes:
            yield from node.walk()

    @property
    def scored(self) -> tuple[Node, ...]:
        """The nodes a marker decides, in printed order."""
        return tuple(node for node in self.walk() if node.is_scored)

    def node(self, code: str) -> Node:
        """The node of that code; KeyError when there is none."""
        for node in self.walk():
            if node.code == code:
                return node
        raise KeyError(code)

    def quantity(self, code: str) -> Quantity:
        """The quantity of that code; KeyError when there is none."""
        for quantity in self.quantities:
            if quantity.code == code:
                return quantity
        raise KeyError(code)
