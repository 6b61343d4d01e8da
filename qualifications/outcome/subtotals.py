"""What a group of nodes adds up to, for the line that a sheet prints under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualifications.outcome.marking import Marking
from qualifications.outcome.standing import Standing, against_minimum
from qualifications.outcome.values import Value
from qualifications.specfile import Assessment, Kind, Node


@dataclass(frozen=True)
class Subtotal:
    """`marks` so far out of `maximum`, None before the first; `standing` is told once all inside are marked."""

    marks: int | None
    maximum: int
    standing: Standing


def subtotal(assessment: Assessment, group: Node, values: Mapping[str, Value]) -> Subtotal | None:
    """The subtotal of a group that prints one; None for other nodes, and where it is decided without marks."""
    marking = Marking(assessment, values)
    inside = marking.marked([group.code])
    if group.kind is not Kind.GROUP or not inside or marking.without_marks or not _prints(group):
        return None
    given = [marking.value(node).mark for node in inside]
    most = sum(node.maximum or 0 for node in inside)
    if None in given:
        so_far = None if not any(mark is not None for mark in given) else marking.total([group.code])
        return Subtotal(so_far, most, Standing("none", "Not all marks are in"))
    total = marking.total([group.code])
    return Subtotal(total, most, against_minimum(total, group.minimum, most))


def _prints(group: Node) -> bool:
    return group.minimum is not None or group.subtotal
