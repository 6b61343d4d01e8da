"""A mark sheet that belongs to nobody: the blank form, and marks that are tried on it and never kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from marksheets.pages import rows
from marksheets.pages.boxes import boxed
from marksheets.pages.shape import Box, Row, SheetPage
from qualifications import outcome
from qualifications.outcome import Problem
from qualifications.outcome.amounts import called
from qualifications.outcome.words import capital
from qualifications.pages.sheets import asked_for
from qualifications.specfile import Assessment, Quantity

UNIT_WORDS = {
    "met": "met",
    "referred": "referred",
    "held": "held until the whole sheet passes",
    "undecided": "not decided",
}
NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)  # nobody handed anything in; no place of a blank form prints it


@dataclass(frozen=True)
class Tried:
    """What is tried on one node."""

    value: str = ""
    bullets: dict[str, str] = field(default_factory=dict)
    strengths: str = ""
    areas_for_improvement: str = ""


@dataclass(frozen=True, slots=True)
class AmountField:
    """Where a quantity is typed."""

    name: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A field that cannot be taken, and where it stands on the page."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TryPage:
    """The sheet without a learner: what was typed, and what the sheet would say. Read by the desk's own partials."""

    code: str
    version: str
    title: str
    rule_text: str
    rows: tuple[Row, ...]
    amounts: tuple[AmountField, ...]
    assessor_box: Box
    units: tuple[tuple[str, str], ...]  # unit code, how it stands
    refusals: tuple[Refusal, ...]
    errors: Mapping[str, str]  # sentence by field name
    marking_as: str = "assessor"

    @property
    def scored_rows(self) -> tuple[Row, ...]:
        """Rows that ask for a decision."""
        return tuple(row for row in self.rows if row.scored)


def try_page(sheet: Assessment, typed: Mapping[str, str], unit_outcomes: str) -> TryPage:
    """What these fields would say: mark-S1, bullet-S1.1, quantity-hours. What cannot be taken counts as left open."""
    errors = dict(_errors(sheet, typed))
    sound = {name: value for name, value in typed.items() if name not in errors}
    bullets = {b.code: sound.get(f"bullet-{b.code}", "") for node in sheet.scored for b in node.bullets}
    given = {
        node.code: Tried(_stored(sheet, sound, node.code), {b.code: bullets[b.code] for b in node.bullets})
        for node in sheet.scored
    }
    decision = outcome.decide(
        sheet,
        {code: outcome.read_value(sheet.node(code), one.value) for code, one in given.items()},
        quantities=_amounts(sheet, sound),
        unit_outcomes=unit_outcomes,
        bullets={code: met == "met" for code, met in bullets.items() if met},
    )
    return TryPage(
        code=sheet.code,
        version=sheet.version,
        title=sheet.title,
        rule_text=sheet.rule_text,
        rows=rows.of_given(sheet, given),
        amounts=tuple(_amount_field(quantity) for quantity in sheet.quantities),
        assessor_box=replace(boxed(sheet, decision), units=()),  # this page says them itself
        units=tuple((code, UNIT_WORDS.get(word, word)) for code, word in decision.units.items()),
        refusals=tuple(Refusal(_place(name), sentence) for name, sentence in errors.items()),
        errors=errors,
    )


def _stored(sheet: Assessment, sound: Mapping[str, str], code: str) -> str:
    """A mark as the desk would keep it: "not" is "not_met"."""
    read = outcome.parse_mark(sheet.node(code), sound.get(f"mark-{code}", ""))
    return "" if isinstance(read, Problem) else outcome.written(read)


def _errors(sheet: Assessment, typed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Field name and sentence of everything that cannot be taken."""
    nodes = {f"mark-{node.code}": node for node in sheet.scored}
    bullets = {f"bullet-{bullet.code}" for node in sheet.scored for bullet in node.bullets}
    quantities = {f"quantity-{quantity.code}": quantity for quantity in sheet.quantities}
    for name, value in typed.items():
        if name in nodes:
            read: object = outcome.parse_mark(nodes[name], value)
        elif name in quantities:
            read = outcome.parse_amount(quantities[name], value)
        else:
            read = _bullet(name in bullets, name, value, sheet.code)
        if isinstance(read, Problem):
            yield name, read.sentence


def _bullet(known: bool, name: str, value: str, code: str) -> Problem | None:
    if not known:
        return Problem(f"{code} has no “{name[:40]}”; take it out of the address.")
    if value in {"", "met", "not_met"}:
        return None
    return Problem(f"Bullet {name.partition('-')[2]} is met, not met, or left open.")


def _amounts(sheet: Assessment, sound: Mapping[str, str]) -> dict[str, Decimal | int | float]:
    read = {q.code: outcome.parse_amount(q, sound.get(f"quantity-{q.code}", "")) for q in sheet.quantities}
    return {code: amount for code, amount in read.items() if isinstance(amount, Decimal)}


def _amount_field(quantity: Quantity) -> AmountField:
    return AmountField(f"quantity-{quantity.code}", capital(called(quantity)), asked_for(quantity))


def _place(name: str) -> str:
    """The id on the page of a field, or of the bullet's own words."""
    kind, _, code = name.partition("-")
    return f"p-{code}" if kind == "bullet" else name


def specimen_page(sheet: Assessment) -> SheetPage:
    """The form before anybody wrote on it: no centre, no learner, no marks, no names."""
    return SheetPage(
        id="",
        version=0,
        revision=0,
        state="",
        state_name="",
        centre_name="",
        centre_number="",
        assessment_code=sheet.code,
        assessment_title=sheet.title,
        sheet_title=sheet.sheet_title or sheet.title,
        award_title="",
        authenticity=sheet.authenticity,
        use_statement=sheet.use_statement,
        refusal_line=sheet.refusal,
        rule_text=sheet.rule_text,
        wording_official=sheet.wording == "official",
        learner_name="",
        registration_number="",
        attempt=1,
        submitted_at=NO_MOMENT,
        due="",
        declared=False,
        refuses_use=False,
        choices=(),
        words=0,
        rows=rows.of_given(sheet, None),
        assessor_box=None,
        qa_box=None,
        assessor_name="",
        iqa_name="",
        signatures=(),
        checked_on="",
        documents=(),
        moves=(),
        history=(),
        marking_as="",
        save_url="",
        place="",
        queue_url="",
        next_url="",
        previous_url="",
        pdf_url="",
        pdf_note="",
    )
