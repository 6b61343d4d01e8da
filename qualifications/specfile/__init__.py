"""Reading specification files: TOML in, frozen data and sentences about every mistake out. Pure.

The format is described field by field in the shapes; `read` collects all mistakes at once and never raises.
"""

from __future__ import annotations

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.documents import (
    Document,
    assessment_from_document,
    award_from_document,
    digest,
    structure_hash,
    to_document,
    unit_from_document,
)
from qualifications.specfile.mistakes import Mistake
from qualifications.specfile.reading import SHIPPED, read, read_bytes, specification_files
from qualifications.specfile.shapes import (
    AllOf,
    AnyOf,
    Assessment,
    Award,
    Band,
    Bullet,
    Choice,
    Criterion,
    EachAtLeastMinimum,
    EveryPasses,
    Kind,
    Leaf,
    LearningOutcome,
    Node,
    NodePasses,
    Option,
    Printed,
    Quantity,
    QuantityAtLeast,
    QuantityAtMost,
    Reference,
    Rule,
    SourceDecision,
    TotalAtLeast,
    Unit,
    UnitOutcomes,
    leaves,
)
from qualifications.specfile.writing import to_toml

__all__ = [
    "SHIPPED",
    "AllOf",
    "AnyOf",
    "Assessment",
    "Award",
    "Band",
    "Bullet",
    "Catalogue",
    "Choice",
    "Criterion",
    "Document",
    "EachAtLeastMinimum",
    "EveryPasses",
    "Kind",
    "Leaf",
    "LearningOutcome",
    "Mistake",
    "Node",
    "NodePasses",
    "Option",
    "Printed",
    "Quantity",
    "QuantityAtLeast",
    "QuantityAtMost",
    "Reference",
    "Rule",
    "SourceDecision",
    "TotalAtLeast",
    "Unit",
    "UnitOutcomes",
    "assessment_from_document",
    "award_from_document",
    "digest",
    "leaves",
    "read",
    "read_bytes",
    "specification_files",
    "structure_hash",
    "to_document",
    "to_toml",
    "unit_from_document",
]
