"""What the diary shows, as a sheet says it: counted when the work was handed in, and never since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from assessments.requirements.frozen import amounts, entries, planned_in_words
from assessments.requirements.words import standing
from centres.models import Appointment
from centres.roles import Role
from marksheets.models import MarkSheet, Outside
from marksheets.pages.shape import MoveButton, Recorded, Row, SeenElsewhere
from marksheets.reading import amounts_of, outside_of, short_of
from qualifications.outcome.amounts import called
from qualifications.outcome.words import capital, number
from qualifications.specfile import Assessment, Quantity


@dataclass(frozen=True, slots=True)
class Record:
    """What is told of a sheet's quantities, and what was seen outside the diary, as far as one reader may know."""

    counted: Mapping[str, object]
    outside: tuple[Outside, ...]
    told: Mapping[str, Decimal]
    with_words: bool  # staff read why; the learner and the paper do not (RULINGS 19)


def record_of(sheet: MarkSheet, reader: Appointment | None, *, hidden: bool) -> Record:
    """`hidden`: the assessor's hand is kept from this reader by a blind check, and so is what they recorded."""
    seen = tuple(row for row in outside_of(sheet) if not hidden or reader is None or row.by_id == reader.user_id)
    staff = reader is not None and reader.role != Role.LEARNER
    return Record(sheet.submission.counted, seen, amounts_of(sheet, seen), staff)


def lines_of(definition: Assessment, record: Record, moves: Iterable[MoveButton]) -> tuple[Recorded, ...]:
    """One line for each quantity that a diary can answer, in the order of the sheet."""
    offered = {value for move in moves if move.verb == "override" for ask in move.asks for value, _ in ask.options}
    asked = (quantity for quantity in definition.quantities if quantity.measure != "words")
    return tuple(_line(quantity, definition, record, offered) for quantity in asked)


def in_rows(rows: Iterable[Row], definition: Assessment, lines: Iterable[Recorded]) -> tuple[Row, ...]:
    """The rows with what is recorded beside the points, or the criteria, that depend on it."""
    said = {line.quantity: line.sentence for line in lines}
    bound = {bullet.code: said.get(bullet.quantity, "") for node in definition.walk() for bullet in node.bullets}
    own = {node.code: "; ".join(said.get(code, "") for code in node.own_quantities) for node in definition.walk()}
    return tuple(
        replace(
            row,
            recorded=own[row.code],
            bullets=tuple(replace(bullet, recorded=bound[bullet.code]) for bullet in row.bullets),
        )
        for row in rows
    )


def _line(quantity: Quantity, definition: Assessment, record: Record, offered: set[str]) -> Recorded:
    told = record.told.get(quantity.code)
    short = quantity.code in short_of(definition, record.told)
    mine = tuple(row for row in record.outside if row.quantity == quantity.code)
    return Recorded(
        quantity=quantity.code,
        name=capital(called(quantity)),
        sentence=_sentence(quantity, told, mine, dict(record.counted)),
        tone="none" if told is None else "ref" if short else "ok",
        detail=_detail(quantity, dict(record.counted)) if told is not None else "",
        outside=tuple(_evidenced(quantity, row, with_words=record.with_words) for row in mine),
        can_override=quantity.code in offered,
    )


def _sentence(quantity: Quantity, told: Decimal | None, mine: tuple[Outside, ...], counted: dict[str, object]) -> str:
    """As it prints; where something is evidenced outside, the two parts of the sum with it."""
    if not mine:
        return standing(quantity, told)
    diary, seen = amounts(counted).get(quantity.code, Decimal(0)), sum((row.amount for row in mine), Decimal(0))
    who = " and ".join(f"{row.name}, {_on(row)}" for row in mine)
    return f"{standing(quantity, told)} ({number(diary)} in the diary, {number(seen)} evidenced outside it: {who})"


def _detail(quantity: Quantity, counted: dict[str, object]) -> str:
    if quantity.planned:
        return planned_in_words(quantity, counted)
    many = entries(counted, quantity.code)
    on = date_format(date.fromisoformat(str(counted["on"])), "j M Y")
    return f"{many} {'entry' if many == 1 else 'entries'} of the diary counted on {on}"


def _evidenced(quantity: Quantity, row: Outside, *, with_words: bool) -> SeenElsewhere:
    amount = f"{number(row.amount)} {called(quantity, row.amount)}"
    return SeenElsewhere(amount, row.name, _on(row), row.reason if with_words else "")


def _on(row: Outside) -> str:
    return date_format(timezone.localtime(row.at), "j M Y")
