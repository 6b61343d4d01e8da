"""What a marker may give one node of a sheet, and the sentences for what cannot be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualifications.outcome.words import capital
from qualifications.specfile import Kind, Node

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_LONG = re.compile(r"[0-9]+")
_FRACTION = re.compile(r"-?[0-9]*[.,][0-9]+")
_MET = {"met": True, "not met": False, "not_met": False, "not": False}
_CONFIRMED = {"confirmed": True, "not confirmed": False}
_PASS = {"pass": True, "referral": False}


@dataclass(frozen=True)
class Value:
    """A mark, met or not met (pass or referral), or the code of a band or test result.

    All None is a blank: not decided, never zero.
    """

    mark: int | None = None
    met: bool | None = None
    band: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the node is still to be decided."""
        return self == BLANK


@dataclass(frozen=True)
class Problem:
    """Why an entry cannot be taken, for the person who typed it."""

    sentence: str


BLANK = Value()


def parse_mark(node: Node, raw: str | int | None) -> Value | Problem:
    """The value that was typed for a node; nothing typed is a blank.

    Marks are whole numbers from 0 to the maximum; criteria take "met" or "not met" (also "not", "not_met"),
    those with marks "pass" or "referral" as well, requirements "confirmed" or "not confirmed"; bands and tests
    take the codes of their values.
    """
    typed = "" if raw is None else str(raw).strip().replace("\N{MINUS SIGN}", "-")
    if not typed:
        return BLANK
    value = _value(node, typed)
    if value is None:
        return Problem(f"{_takes(node)}; {_complaint(node, typed)}.")
    sentence = misfit(node, value)
    return Problem(sentence) if sentence else value


def read_value(node: Node, stored: str | None) -> Value:
    """A stored value; a blank when nothing is stored, or when it does not fit the node."""
    value = parse_mark(node, stored)
    return value if isinstance(value, Value) else BLANK


def written(value: Value) -> str:
    """The value as text, such that `read_value` reads the same again."""
    if value.mark is not None:
        return str(value.mark)
    if value.met is not None:
        return "met" if value.met else "not_met"
    return value.band or ""


def misfit(node: Node, value: Value) -> str:
    """Why this value cannot stand on this node, as a sentence; empty when it can."""
    if value.is_blank or (_fits(node, value) and value.mark is None):
        return ""
    if value.mark is None or not node.takes_marks or "marks" not in _markings(node):
        return f"{_takes(node)}."
    if value.mark < 0:
        return f"{_takes(node)}; {value.mark} is below 0."
    if node.maximum is not None and value.mark > node.maximum:
        return f"{_takes(node)}; {value.mark} is too many."
    return ""


def _fits(node: Node, value: Value) -> bool:
    if value.met is not None:
        return node.takes_met or "pass_referral" in _markings(node)
    return value.band in {choice.code for choice in node.choices}


def _value(node: Node, typed: str) -> Value | None:
    if node.takes_marks and _WHOLE.fullmatch(typed):
        return Value(mark=int(typed))
    if node.takes_met or "pass_referral" in _markings(node):
        words = _MET | (_CONFIRMED if node.kind is Kind.REQUIREMENT else {} if node.takes_met else _PASS)
        return Value(met=words[typed.lower()]) if typed.lower() in words else None
    codes = {choice.code.lower(): choice.code for choice in node.choices}
    return Value(band=codes[typed.lower()]) if typed.lower() in codes else None


def _markings(node: Node) -> tuple[str, ...]:
    return ("marks",) if node.kind is Kind.SECTION else node.markings


def _takes(node: Node) -> str:
    """The beginning of a refusal: "Section 1 takes whole marks from 0 to 34"."""
    if not node.is_scored:
        return f"{capital(node.name)} is not scored and takes no value"
    if node.takes_met:
        return f"{capital(node.name)} takes {' or '.join(node.met_words)}"
    if node.choices:
        return f"{capital(node.name)} takes one of {', '.join(choice.code for choice in node.choices)}"
    ways = {"marks": f"whole marks from 0 to {node.maximum}", "pass_referral": "pass or referral"}
    return f"{capital(node.name)} takes {', or '.join(ways[way] for way in _markings(node))}"


def _complaint(node: Node, typed: str) -> str:
    shown = typed if len(typed) <= 20 else f"{typed[:20]}…"
    if node.takes_marks and _FRACTION.fullmatch(typed):
        return f"{shown} is not a whole mark"
    if node.takes_marks and _LONG.fullmatch(typed):
        return f"{shown} is too many"
    return f"“{shown}” is not a whole number" if _markings(node) == ("marks",) else f"“{shown}” is none of these"
