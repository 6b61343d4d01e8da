"""What a set of marks still owes its learner in words before it can be signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from qualifications import outcome
from qualifications.outcome import Decision, Outcome
from qualifications.specfile import Assessment, Kind, Node

WHERE_NOTHING_IS_REFERRED = (
    "Write an area for improvement in at least one part: the referral names none, and the learner asks what is unmet."
)


class Said(Protocol):
    """A row of a set: what was given, and the words beside it."""

    value: str
    strengths: str
    areas_for_improvement: str


def owed(
    definition: Assessment, decision: Decision, rows: Mapping[str, Said], *, named: Collection[str], everywhere: bool
) -> list[str]:
    """A sentence for each part that lacks words, in printed order; [] when all is said.

    `rows` are the open ones by node code (what is carried forward has its words), `named` the parts an assessor named
    to be done again, `everywhere` the policy that every section has feedback. A referral says for each referred or
    named part what is unmet, as an area for improvement; of a part made of others one of these is enough.
    """
    referred = [] if decision.outcome is not Outcome.REFERRAL else [*decision.referred, *named]
    unsaid = [node for node in definition.walk() if node.code in referred and _lacks_area(node, rows)]
    sentences = [f"Write an area for improvement for {node.name} that says what is unmet." for node in unsaid]
    if decision.outcome is Outcome.REFERRAL and not referred and not any(map(_area, rows.values())):
        sentences.append(WHERE_NOTHING_IS_REFERRED)
    if everywhere:
        silent = (node for node in definition.scored if node not in unsaid and _lacks_words(node, rows.get(node.code)))
        sentences += [f"Write a strength or an area for improvement for {node.name}." for node in silent]
    return sentences


def _lacks_area(node: Node, rows: Mapping[str, Said]) -> bool:
    """False too where nothing of the part is open."""
    open_rows = [rows[one.code] for one in node.walk() if one.code in rows]
    return bool(open_rows) and not any(map(_area, open_rows))


def _area(row: Said) -> bool:
    return bool(row.areas_for_improvement.strip())


def _lacks_words(node: Node, row: Said | None) -> bool:
    """Every section asks for words; a criterion, a requirement or a test only where it does not pass."""
    if row is None or row.strengths.strip() or _area(row):
        return False
    passes = outcome.node_standing(node, outcome.read_value(node, row.value)).word == "ok"
    return node.kind is Kind.SECTION or not passes
