"""Rows of every kind in every state: blank, filled, below the minimum, refused; beside another hand’s; as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from config.styleguide.sheets import page
from marksheets.pages.shape import Row, SheetPage


@dataclass(frozen=True)
class Shown:
    """One row in one state, with what a refusal would say of it."""

    state: str
    page: SheetPage
    row: Row
    errors: Mapping[str, str]
    typed: Mapping[str, str]


def shown(state: str, sheet: SheetPage, code: str, prefix: str, *, refused: str = "", typed: str = "") -> Shown:
    """The row of that code under an id of its own, since one page shows it many times."""
    row = next(row for row in sheet.rows if row.code == code)
    bullets = tuple(replace(bullet, code=f"{prefix}{bullet.code}") for bullet in row.bullets)
    row, name = replace(row, code=f"{prefix}{code}", bullets=bullets), f"mark-{prefix}{code}"
    return Shown(state, sheet, row, {name: refused} if refused else {}, {name: typed} if typed else {})


# Kind, sheet, row, and its states: what was given, what is said of it.
STATES = (
    ("A section with marks", "SECTIONS", "S1", (("blank", ""), ("above its minimum", "31"), ("below it", "14"))),
    ("A criterion with marks", "MARKS", "1.2", (("blank", ""), ("at its minimum", "6"), ("below it", "5"))),
    ("The same in words", "MARKS", "1.3", (("Pass", "met"), ("Referral", "not_met"))),
    ("A criterion decision", "DECISIONS", "1.1", (("blank", ""), ("met", "met"), ("not met", "not_met"))),
    ("A requirement", "LIST", "b", (("blank", ""), ("confirmed", "met"), ("not confirmed", "not_met"))),
    ("Bands", "BANDS", "B1", (("blank", ""), ("a passing one", "enough"), ("one that does not pass", "weak"))),
    ("A test", "TEST", "T1", (("blank", ""), ("passed", "P"), ("failed", "F"))),
)
REFUSED = (
    ("A section with marks", "SECTIONS", "S1", "Section 1 takes whole marks from 0 to 40; 41 is too many.", "41"),
    ("A requirement", "LIST", "b", "Requirement b takes confirmed or not confirmed; “perhaps” is none of these.", ""),
)


def desk_rows() -> list[Shown]:
    """Every kind in every state, for the assessor."""
    found = [
        shown(f"{kind}, {state}", page(code, {row: value}, hand="assessor"), row, f"d{number}{at}-")
        for number, (kind, code, row, states) in enumerate(STATES)
        for at, (state, value) in enumerate(states)
    ]
    refused = [
        shown(f"{kind}, refused", page(code, {row: ""}, hand="assessor"), row, f"r{at}-", refused=why, typed=typed)
        for at, (kind, code, row, why, typed) in enumerate(REFUSED)
    ]
    return found + refused + [_part("G1"), _part("S0")]


def _part(code: str) -> Shown:
    """A heading with its subtotal, or the part that is not assessed."""
    sheet = page("PARTS", {"S1": "14", "S2": "9"}, hand="assessor")
    return shown("A heading" if code == "G1" else "Not assessed", sheet, code, "p-")


def check_rows() -> list[Shown]:
    """Every kind beside the assessor's, alike, different and blind; and a third set."""
    found = []
    for number, (kind, code, row, states) in enumerate(STATES):
        (_, one), (_, other) = states[-2:]
        alike = page(code, {row: one}, {row: one}, hand="iqa", feedback=True)
        differs = page(code, {row: one}, {row: other}, hand="iqa")
        found.append(shown(f"{kind}, the same", alike, row, f"c{number}a-"))
        found.append(shown(f"{kind}, different", differs, row, f"c{number}b-"))
    blind = page("SECTIONS", None, {"S1": ""}, hand="iqa")
    third = page("SECTIONS", {"S1": "14"}, {"S1": "31"}, {"S1": "20"}, hand="third")
    words = page("LIST", {"b": "met"}, {"b": "not_met"}, {"b": ""}, hand="third")
    found.append(shown("Blind", blind, "S1", "cb-"))
    found.append(shown("A third set of marks", third, "S1", "ct-"))
    found.append(shown("A third set in words", words, "b", "cw-"))
    return found


def read_rows() -> list[Shown]:
    """As they stand for somebody who only reads."""
    found = []
    for number, (kind, code, row, states) in enumerate(STATES):
        (_, one), (_, other) = states[-2:]
        found.append(shown(kind, page(code, {row: other}, {row: one}, feedback=True), row, f"w{number}-"))
    return found
