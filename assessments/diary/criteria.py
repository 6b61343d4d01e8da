"""The bullets of an assessment, and the unit criteria behind them, as the learner's matrix reads them."""

from __future__ import annotations

from dataclasses import dataclass

from learners.models import Learner
from qualifications.models import Assessment
from qualifications.specfile import Assessment as Sheet


@dataclass(frozen=True)
class SheetBullet:
    """One thing that is looked for, as printed; on a sheet without bullets each criterion is one."""

    code: str
    part: str
    text: str
    criteria: tuple[str, ...]  # as the catalogue writes them: "D7.03 2.2"


def bullets_of(sheet: Sheet) -> tuple[SheetBullet, ...]:
    """Every bullet that evidences a criterion, in printed order."""
    found: list[SheetBullet] = []
    for node in (node for top in sheet.nodes for node in top.walk()):
        part = f"{node.number}. {node.heading}" if node.number and node.heading else node.heading
        found += [SheetBullet(b.code, part, b.text, b.evidences) for b in node.bullets if b.evidences]
        if node.criterion and not node.bullets:
            found.append(SheetBullet(node.code, "", node.text or node.heading, (node.criterion,)))
    return tuple(found)


def sheets_of(learner: Learner) -> list[Assessment]:
    """The assessments of the learner's registrations, each once, in the order of the awards."""
    places = Assessment.objects.filter(
        places__specification__in=learner.registrations.values("specification")
    ).order_by("places__position", "code")
    return list({sheet.pk: sheet for sheet in places}.values())


def known_criteria(learner: Learner) -> frozenset[str]:
    """Every criterion that the learner's assessments look for."""
    return frozenset(
        code for sheet in sheets_of(learner) for bullet in bullets_of(sheet.definition) for code in bullet.criteria
    )
