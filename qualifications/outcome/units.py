"""What one outcome of a shared sheet says about each of its units (RULINGS 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qualifications.specfile import Assessment, Node, UnitOutcomes


def units_of(
    assessment: Assessment, outcome: str, referred: Collection[str], policy: UnitOutcomes
) -> Mapping[str, str]:
    """Unit code -> met, referred, held or undecided.

    A unit is referred when a referred node maps to it. The others are held until the whole sheet passes, or
    met at once, as the policy says. A referral that no node explains (the total alone) refers every unit.
    """
    if outcome == "undecided":
        return dict.fromkeys(assessment.units, "undecided")
    if outcome == "pass":
        return dict.fromkeys(assessment.units, "met")
    touched = {unit for code in referred for unit in _units(assessment.node(code), assessment)}
    others = "met" if policy is UnitOutcomes.MAPPED_NODES else "held"
    return {unit: "referred" if unit in touched or not referred else others for unit in assessment.units}


def _units(node: Node, assessment: Assessment) -> Collection[str]:
    """The units whose criteria the node evidences; a node that evidences none stands for all of them."""
    return {reference.partition(" ")[0] for reference in node.evidences} or assessment.units
