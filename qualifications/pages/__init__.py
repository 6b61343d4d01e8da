"""What the catalogue shows, assembled: lists, an award, a unit, a mark sheet, two versions side by side."""

from __future__ import annotations

from qualifications.pages.awards import AwardPage, UnitGroup, award_page, facts
from qualifications.pages.decisions import SeedDecisions, source_decisions
from qualifications.pages.listing import (
    AwardRow,
    CatalogueSheet,
    UnitRow,
    VersionRow,
    award_rows,
    sheet_rows,
    unit_rows,
    version_rows,
)
from qualifications.pages.sheets import AssessmentPage, assessment_page
from qualifications.pages.units import UnitPage, unit_page
from qualifications.pages.versions import ComparePage, compare_page

__all__ = [
    "AssessmentPage",
    "AwardPage",
    "AwardRow",
    "CatalogueSheet",
    "ComparePage",
    "SeedDecisions",
    "UnitGroup",
    "UnitPage",
    "UnitRow",
    "VersionRow",
    "assessment_page",
    "award_page",
    "award_rows",
    "compare_page",
    "facts",
    "sheet_rows",
    "source_decisions",
    "unit_page",
    "unit_rows",
    "version_rows",
]
