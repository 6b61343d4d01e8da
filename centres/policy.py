"""Reading and adopting a centre's policy: the defaults of `policy_default.toml`, overlaid by its own choices."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from centres import ledger
from centres.models import Appointment, Policy
from centres.refusals import Unfit

DEFAULTS = Path(__file__).with_name("policy_default.toml")
CHOICES: dict[str, tuple[str, ...]] = {
    "unit_outcomes": ("whole_sheet", "mapped_nodes"),
    "blind_checks": ("never", "new_assessors", "always"),
    "resubmission_scope": ("referred", "whole"),
}
BOUNDS: dict[str, tuple[int, int, str]] = {
    "step_up_minutes": (10, 480, "minutes"),
    "new_assessor_sheets": (1, 60, "sheets"),
    "drafts_allowed": (0, 10, "drafts"),
    "attempts_allowed": (1, 20, "attempts"),
    "resubmission_working_days": (5, 130, "working days"),
    "years_where_none_printed": (1, 10, "years"),
    "tolerated_marks": (0, 50, "marks"),
    "confirmation_days": (7, 90, "days"),
    "confirmation_reminder_days": (2, 30, "days"),
}
WORKING_DAYS = (1, 60, "working days")
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Choices:
    """A centre's choices in force; `version` 0 means the defaults."""

    version: int
    unit_outcomes: str
    marking_working_days: int
    checking_working_days: int
    feedback_in_every_section: bool
    every_bullet_decided: bool
    blind_checks: str
    new_assessor_sheets: int
    assessor_sees_self_rating: bool
    step_up_minutes: int
    drafts_allowed: int
    attempts_allowed: int
    resubmission_scope: str
    resubmission_working_days: int
    years_where_none_printed: int
    tolerated_marks: int
    confirmation_days: int
    confirmation_reminder_days: int
    fee_note: str


@cache
def defaults() -> dict[str, Any]:
    """The document that holds where a centre has chosen nothing."""
    return tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))


def in_force() -> Choices:
    """The current centre's choices (one query)."""
    return _choices(Policy.objects.order_by("-version").first())


def at(version: int) -> Choices:
    """The choices of one version (one query); 0 is what held before the centre chose anything.

    What was promised under a version holds for whoever it was promised to (RULINGS 24).
    """
    return _choices(Policy.objects.filter(version=version).first())


def _choices(policy: Policy | None) -> Choices:
    return Choices(version=policy.version if policy else 0, **{**defaults(), **(policy.document if policy else {})})


def mistakes(document: dict[str, Any]) -> list[str]:
    """A sentence for everything in a policy document that cannot be taken; [] when it is sound."""
    return [sentence for key, value in document.items() if (sentence := _mistake(key, value))]


def _mistake(key: str, value: Any) -> str:
    known = defaults()
    if key not in known:
        return f"“{key}” is not something a policy decides; it may say: {', '.join(known)}."
    if type(value) is not type(known[key]):
        return f"“{key}” takes a value like {known[key]!r}, not {value!r}."
    if key in CHOICES and value not in CHOICES[key]:
        return f"“{key}” is {' or '.join(CHOICES[key])}, not {value!r}."
    if isinstance(value, str):
        return _too_long(key, value)
    return _out_of_bounds(key, value) if type(value) is int else ""


def _too_long(key: str, value: str) -> str:
    long = f"“{key}” is {len(value)} characters; {LONGEST_WORDS} is the most it may be."
    return long if len(value) > LONGEST_WORDS else ""


def _out_of_bounds(key: str, value: int) -> str:
    least, most, unit = BOUNDS.get(key, WORKING_DAYS)
    return "" if least <= value <= most else f"“{key}” is a number of {unit} from {least} to {most}, not {value}."


def adopt(document: dict[str, Any], *, by: Appointment | None) -> Policy:
    """Make a document the next version of the current centre's policy; the same document again changes nothing."""
    if found := mistakes(document):
        raise Unfit(" ".join(found))
    latest = Policy.objects.order_by("-version").first()
    if latest is not None and latest.document == document:
        return latest
    policy = Policy(version=latest.version + 1 if latest else 1, document=document, adopted_by=by)
    policy.save()
    ledger.record("policy.adopted", policy, {"version": policy.version, "document": document}, by=by)
    return policy


assert {field.name for field in fields(Choices)} == {"version", *defaults()}  # a key without an effect would be a lie
