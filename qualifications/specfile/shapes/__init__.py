"""The shapes of a catalogue: what a specification file says, as frozen data."""

from __future__ import annotations

from qualifications.combination import Barred, Group
from qualifications.specfile.shapes.awards import (
    Award,
    Criterion,
    LearningOutcome,
    Reference,
    SourceDecision,
    Unit,
)
from qualifications.specfile.shapes.competence import (
    CompetenceRow,
    Competences,
    EachOf,
    Indicator,
    Indicators,
    OneOf,
    indicators,
)
from qualifications.specfile.shapes.courses import (
    ADMISSIBLE,
    ANY,
    Course,
)
from qualifications.specfile.shapes.kinds import (
    Kind,
    UnitOutcomes,
)
from qualifications.specfile.shapes.overlays import (
    Overlay,
    Requirement,
)
from qualifications.specfile.shapes.printed import (
    Printed,
)
from qualifications.specfile.shapes.rules import (
    AllOf,
    AnyOf,
    EachAtLeastMinimum,
    EveryPasses,
    Leaf,
    NodePasses,
    QuantityAtLeast,
    QuantityAtMost,
    Rule,
    TotalAtLeast,
    leaves,
)
from qualifications.specfile.shapes.sheets import (
    Assessment,
    Band,
    Bullet,
    Choice,
    Node,
    Option,
    Quantity,
)
from qualifications.specfile.shapes.upgrades import (
    Replacement,
    Upgrade,
)

__all__ = [
    "ADMISSIBLE",
    "ANY",
    "AllOf",
    "AnyOf",
    "Assessment",
    "Award",
    "Band",
    "Barred",
    "Bullet",
    "Choice",
    "CompetenceRow",
    "Competences",
    "Course",
    "Criterion",
    "EachAtLeastMinimum",
    "EachOf",
    "EveryPasses",
    "Group",
    "Indicator",
    "Indicators",
    "Kind",
    "Leaf",
    "LearningOutcome",
    "Node",
    "NodePasses",
    "OneOf",
    "Option",
    "Overlay",
    "Printed",
    "Quantity",
    "QuantityAtLeast",
    "QuantityAtMost",
    "Reference",
    "Replacement",
    "Requirement",
    "Rule",
    "SourceDecision",
    "TotalAtLeast",
    "Unit",
    "UnitOutcomes",
    "Upgrade",
    "indicators",
    "leaves",
]
