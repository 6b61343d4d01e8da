"""What was counted, as JSON: written into a submission when it is handed in, and read from there ever after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.diary.lengths import in_words
from assessments.planning.rules import Plan, planned, speaks_of
from assessments.requirements.asked import Asked, Key
from assessments.requirements.counting import Tally
from assessments.requirements.progress import Progress, progress
from assessments.requirements.words import missing, standing
from qualifications.specfile import Quantity

Document = dict[str, Any]
UNCOUNTED = "words"  # guidance: read from the files, and never held against anybody


def freeze(asked: Sequence[Asked], tallies: Mapping[Key, Tally], on: date) -> Document:
    """What each of these came to on a day, with the keys of the entries; nothing at all where nothing is asked.

    `recorded` is what the sheet is told, in the quantity's measure, or null where the record does not speak of it.
    """
    rows = {one.quantity.code: _row(progress(one, tallies[one.key]), tallies[one.key]) for one in asked}
    return {"on": on.isoformat(), "quantities": rows} if rows else {}


def with_plan(document: Document, asked: Sequence[Quantity], plan: Plan, on: date) -> Document:
    """The same with what a plan comes to; what a plan without activities is asked for stays "not recorded"."""
    rows = {quantity.code: _planned_row(quantity, plan) for quantity in asked}
    activities = [
        {"key": one.key, "on": one.on.isoformat(), "minutes": one.minutes, "title": one.title}
        | {"form": one.form, "flow": one.flow}
        for one in plan.inside
    ]
    frozen = {"starts": plan.starts.isoformat(), "ends": plan.ends.isoformat(), "activities": activities}
    return {"on": on.isoformat(), "quantities": document.get("quantities", {}) | rows, "plan": frozen}


def planned_in_words(quantity: Quantity, document: Document) -> str:
    """The activities of a frozen plan that count for a quantity: "A workshop (12 h), Three books (11 h)"."""
    rows = document.get("plan", {}).get("activities", [])
    mine = (row for row in rows if speaks_of(quantity, row["form"], row["flow"]))
    return ", ".join(f"{row['title']} ({in_words(row['minutes'])})" for row in mine)


def _planned_row(quantity: Quantity, plan: Plan) -> Document:
    amount = _number(planned(quantity, plan))
    return {
        "measure": quantity.measure,
        "minimum": _number(quantity.minimum),
        "maximum": _number(quantity.maximum),
        "recorded": amount if plan.inside else None,
        "done": amount,
        "confirmed": amount,
        "entries": [],
        "left_out": [],
    }


def amounts(document: Document) -> dict[str, Decimal]:
    """What a sheet is told by quantity code; what was not recorded is not there."""
    rows = document.get("quantities", {}).items()
    return {code: Decimal(row["recorded"]) for code, row in rows if row["recorded"] is not None}


def entries(document: Document, code: str) -> int:
    """How many entries counted for a quantity."""
    row = document.get("quantities", {}).get(code)
    return len({entry["key"] for entry in row["entries"]}) if row else 0


def keys(document: Document) -> frozenset[str]:
    """The keys of every entry that counted for something."""
    rows = document.get("quantities", {}).values()
    return frozenset(entry["key"] for row in rows for entry in row["entries"])


@dataclass(frozen=True)
class Line:
    """One quantity of a frozen count in sentences: how it stands, and what is missing ("" when nothing is)."""

    sentence: str
    missing: str
    is_short: bool


def lines(quantities: Iterable[Quantity], document: Document) -> tuple[Line, ...]:
    """How each of these stands by a frozen count, in their order; () where nothing was counted."""
    rows = document.get("quantities", {})
    return tuple(_line(quantity, rows[quantity.code]) for quantity in quantities if quantity.code in rows)


def _line(quantity: Quantity, row: Document) -> Line:
    told = None if row["recorded"] is None else Decimal(row["recorded"])
    said = missing(quantity, Decimal(row["done"]), Decimal(row["confirmed"]), told or Decimal(0))
    return Line(standing(quantity, told), said, told is not None and bool(said))


def countable(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Those that a diary can answer."""
    return tuple(one for one in asked if one.quantity.measure != UNCOUNTED and not one.quantity.planned)


def _row(stands: Progress, tally: Tally) -> Document:
    quantity = stands.asked.quantity
    return {
        "measure": quantity.measure,
        "minimum": _number(stands.wanted),
        "maximum": _number(stands.most),
        "recorded": _number(stands.counts) if stands.is_recorded else None,
        "done": _number(stands.done),
        "confirmed": _number(stands.confirmed),
        "entries": [
            {"key": row.key, "on": row.on.isoformat(), "minutes": row.minutes, "confirmed": row.confirmed}
            for row in tally.counted
        ],
        "left_out": [
            {"key": row.key, "on": row.on.isoformat(), "minutes": row.minutes, "why": row.why} for row in tally.left_out
        ],
    }


def _number(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
