"""The words that specification files choose from."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How one node of a sheet is scored."""

    SECTION = "section"
    CRITERION_MARK = "criterion_mark"
    CRITERION = "criterion"
    REQUIREMENT = "requirement"
    BANDS = "bands"
    TEST = "test"
    GROUP = "group"
    CONTEXT = "context"


class UnitOutcomes(StrEnum):
    """What a referral of a shared sheet says about each of its units."""

    WHOLE_SHEET = "whole_sheet"
    MAPPED_NODES = "mapped_nodes"
