"""What a resubmission opens, and what is carried into it untouched (RULINGS 22 to 24). Pure.

A carried value is a value like any other: `decide` reads it beside the new ones, so a resubmission is decided by the
sheet's own rule over everything that stands on it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qualifications.outcome.values import Value
from qualifications.specfile import Assessment, structure_hash


def reopened(
    assessment: Assessment, referred: Collection[str], *, named: Collection[str] = (), whole: bool = False
) -> tuple[str, ...]:
    """The codes of the scored nodes to be done again, in printed order.

    Those at or below a referred node; where no minimum refers one, those an assessor named (RULINGS 3). Where nothing
    is pointed at, or the policy says `whole`, it is the whole sheet.
    """
    pointed = {inner.code for code in referred or named for inner in assessment.node(code).walk()}
    scored = tuple(node.code for node in assessment.scored)
    return tuple(code for code in scored if code in pointed) if pointed and not whole else scored


def carried(
    before: Assessment, now: Assessment, values: Mapping[str, Value], opened: Collection[str]
) -> Mapping[str, Value]:
    """The values that pass into the next attempt: those of the nodes not opened, by node code.

    `before` and `now` are the same version unless the registration moved. Across versions nothing is carried where
    maximum, minimum, mapping or rule differ (RULINGS 24).
    """
    if before != now and structure_hash(before) != structure_hash(now):
        return {}
    return {node.code: values[node.code] for node in now.scored if node.code not in opened}
