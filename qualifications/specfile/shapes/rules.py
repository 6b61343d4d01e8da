"""The outcome rule of a sheet: a small tree, read by `qualifications.outcome`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualifications.specfile.shapes.kinds import Kind


@dataclass(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class TotalAtLeast:
    """The marks (of the named nodes; of the whole sheet when none is named) reach this sum. Inclusive."""

    marks: int
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class EachAtLeastMinimum:
    """Every node of this kind reaches its own minimum: section, criterion_mark or group. Inclusive."""

    kind: Kind


@dataclass(frozen=True)
class EveryPasses:
    """Every node of this kind passes: criteria are met, requirements confirmed, bands and test results passing ones."""

    kind: Kind


@dataclass(frozen=True)
class NodePasses:
    """One named node passes by its own measure; a group passes when all inside it does."""

    node: str


@dataclass(frozen=True)
class QuantityAtLeast:
    """The recorded quantity reaches its minimum. Inclusive."""

    quantity: str


@dataclass(frozen=True)
class QuantityAtMost:
    """The recorded quantity stays within its maximum. Inclusive."""

    quantity: str


Leaf = TotalAtLeast | EachAtLeastMinimum | EveryPasses | NodePasses | QuantityAtLeast | QuantityAtMost
Rule = AllOf | AnyOf | Leaf


def leaves(rule: Rule) -> Iterator[Leaf]:
    """Every sentence of the rule that is not itself made of others, in the order of the file."""
    match rule:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield rule
