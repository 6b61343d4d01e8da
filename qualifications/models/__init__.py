"""The published catalogue: what the awarding body prints, one row per version, never edited.

The rows belong to no centre: every centre reads the same specification. A correction is a new version. Sheets alone may
have an owner: a centre's own, which no other centre finds (decision 0013).
"""

from __future__ import annotations

from qualifications.models.awards import (
    Assessment,
    Competences,
    Specification,
    SpecificationAssessment,
    SpecificationQuerySet,
    SpecificationUnit,
    Unit,
)
from qualifications.models.published import Published
from qualifications.models.routes import Overlay, OverlayPlace, OverlayQuerySet, Upgrade, UpgradeQuerySet

__all__ = [
    "Assessment",
    "Competences",
    "Overlay",
    "OverlayPlace",
    "OverlayQuerySet",
    "Published",
    "Specification",
    "SpecificationAssessment",
    "SpecificationQuerySet",
    "SpecificationUnit",
    "Unit",
    "Upgrade",
    "UpgradeQuerySet",
]
