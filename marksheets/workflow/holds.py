"""Holds are not states: each kind says what it forbids, and in which words (ARCHITECTURE, RULINGS 10).

`claim` and `erasure` are verbs of upper storeys; they ask `forbids` too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HoldKind(StrEnum):
    """What a hold is about."""

    SAMPLING_UNDECIDED = "sampling undecided"
    OWED_SAMPLE = "owed sample"
    INTEGRITY = "integrity"
    MALPRACTICE = "malpractice"
    APPEAL = "appeal"
    CONFLICT = "conflict"
    LEGAL = "legal"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """What one kind forbids, and the sentence people read unless whoever places it writes another.

    `names_a_person`: it forbids every move of the person it names, and none of anybody else.
    """

    label: str
    forbids: frozenset[str]
    sentence: str
    names_a_person: bool = False


DECIDING = frozenset({"sign", "countersign", "release", "claim"})

HOLDS: dict[HoldKind, HoldRule] = {
    HoldKind.SAMPLING_UNDECIDED: HoldRule(
        "Sampling undecided",
        frozenset({"release"}),
        "It waits until the centre has decided whether it is sampled.",
    ),
    HoldKind.OWED_SAMPLE: HoldRule(
        "A sample is owed",
        frozenset({"release", "claim"}),
        "It waits for a quality check.",
    ),
    HoldKind.INTEGRITY: HoldRule(
        "Question about whose work it is",
        DECIDING,
        "The centre is looking into a question about this work.",
    ),
    HoldKind.MALPRACTICE: HoldRule(
        "Malpractice",
        DECIDING,
        "The centre is looking into a question about this work.",
    ),
    HoldKind.APPEAL: HoldRule(
        "Appeal",
        frozenset({"claim", "void"}),
        "An appeal against this result is open.",
    ),
    HoldKind.CONFLICT: HoldRule(
        "Conflict of interest",
        frozenset(),
        "Somebody with an interest in this work may not decide about it.",
        names_a_person=True,
    ),
    HoldKind.LEGAL: HoldRule(
        "Kept for legal reasons",
        frozenset({"erasure"}),
        "This record is kept for legal reasons.",
    ),
    HoldKind.ACTION: HoldRule(
        "Open action",
        frozenset({"claim"}),
        "An action from a quality check is open.",
    ),
}
# Those an IQA places by hand today. The others come with what they forbid (erasure, claims) or are placed by signing.
BY_HAND: tuple[HoldKind, ...] = (
    HoldKind.OWED_SAMPLE,
    HoldKind.INTEGRITY,
    HoldKind.MALPRACTICE,
    HoldKind.APPEAL,
    HoldKind.CONFLICT,
)


def forbids(kind: str, verb: str, *, names_this_person: bool = False) -> bool:
    """Whether an open hold of this kind stops the verb, for the person who tries it."""
    rule = HOLDS[HoldKind(kind)]
    return names_this_person if rule.names_a_person else verb in rule.forbids
