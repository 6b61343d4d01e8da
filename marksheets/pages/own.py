"""A sheet that nobody has submitted to: as it will look, and what made-up marks on it would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from centres import policy
from centres.models import Centre
from marksheets.models import NodeMark
from marksheets.pages import rows
from marksheets.pages.assemble import boxed
from marksheets.pages.shape import Box, Row, SheetPage
from qualifications import outcome
from qualifications.specfile import Assessment, Quantity

NOBODY = datetime(2000, 1, 1, tzinfo=UTC)  # a specimen was never handed in; the form prints no day for it
AMOUNT = "“{typed}” is not a number such as 11.5."


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of the sheet and what was typed for it."""

    code: str
    label: str  # "hours, at least 20"
    typed: str


@dataclass(frozen=True, slots=True)
class TryPage:
    """Made-up marks on a sheet and what they come to; nothing of it is kept."""

    rows: tuple[Row, ...]
    typed: Mapping[str, str]  # by field name: what was typed
    problems: Mapping[str, str]  # by field name: why it cannot be taken
    amounts: tuple[Amount, ...]
    box: Box | None  # None before anything was typed
    marking_as: str = "assessor"  # whose column the fields are, as on the desk


def specimen_page(definition: Assessment, centre: Centre, award_title: str) -> SheetPage:
    """The page object of a sheet with nothing on it, for the same templates that show a real one."""
    return SheetPage(
        id="",
        version=0,
        revision=1,
        state="specimen",
        state_name="Specimen",
        centre_name=centre.name,
        centre_number=centre.number,
        assessment_code=definition.code,
        assessment_title=definition.title,
        sheet_title=definition.sheet_title or definition.title,
        award_title=award_title,
        authenticity=definition.authenticity,
        use_statement=definition.use_statement,
        refusal_line=definition.refusal,
        rule_text=definition.rule_text,
        wording_official=definition.wording == "official",
        learner_name="",
        registration_number="",
        attempt=1,
        submitted_at=NOBODY,
        due="",
        declared=False,
        refuses_use=False,
        choices=(),
        words=0,
        rows=rows.of_given(definition, None),
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


def try_page(definition: Assessment, asked: Mapping[str, str]) -> TryPage:
    """What these marks (`mark-S1`) and quantities (`amount-hours`) say by the sheet's own rule."""
    problems: dict[str, str] = {}
    values = {node.code: _value(node, asked, problems) for node in definition.scored}
    recorded = {q.code: found for q in definition.quantities if (found := _amount(q, asked, problems)) is not None}
    given = {code: NodeMark(node=code, value=outcome.written(value)) for code, value in values.items()}
    decision = outcome.decide(
        definition, values, quantities=recorded, unit_outcomes=policy.in_force().unit_outcomes or None
    )
    return TryPage(
        rows=rows.of_given(definition, given),
        typed=asked,
        problems=problems,
        amounts=tuple(Amount(q.code, _label(q), asked.get(f"amount-{q.code}", "")) for q in definition.quantities),
        box=boxed(definition, decision) if any(asked.values()) else None,
    )


def _value(node: outcome.Node, asked: Mapping[str, str], problems: dict[str, str]) -> outcome.Value:
    read = outcome.parse_mark(node, asked.get(f"mark-{node.code}", ""))
    if isinstance(read, outcome.Problem):
        problems[f"mark-{node.code}"] = read.sentence
        return outcome.BLANK
    return read


def _amount(quantity: Quantity, asked: Mapping[str, str], problems: dict[str, str]) -> Decimal | None:
    typed = asked.get(f"amount-{quantity.code}", "").strip()
    if not typed:
        return None
    try:
        amount = Decimal(typed)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < 100_000:
        problems[f"amount-{quantity.code}"] = AMOUNT.format(typed=typed[:40])
        return None
    return amount


def _label(quantity: Quantity) -> str:
    least = f"at least {quantity.minimum}" if quantity.minimum is not None else ""
    most = f"at most {quantity.maximum}" if quantity.maximum is not None else ""
    return ", ".join(filter(None, [quantity.measure, least, most]))
