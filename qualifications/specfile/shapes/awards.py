"""Awards and units, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qualifications.combination import Barred, Group
from qualifications.specfile.shapes.courses import ADMISSIBLE, Course
from qualifications.specfile.shapes.printed import Printed
from qualifications.specfile.shapes.sheets import Quantity


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One assessment criterion of a unit: what the learner can do."""

    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LearningOutcome:
    """One learning outcome with its criteria, and the indicative content printed for it."""

    number: str
    text: str
    indicative_content: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit of credit.

    `predecessor` is the code of the unit that carried this content before; `replaces` are the units whose place this
    one takes in a larger award (8577-302 takes that of 8577-301). Neither counts instead of the other.
    """

    code: str
    version: str
    title: str
    level: int
    credits: int
    wording: str
    outcomes_wording: str = ""
    source: str = ""
    guided_hours: int | None = None
    purpose: str = ""
    review_on: date | None = None
    available_from: date | None = None
    standards: str = ""
    standards_links: tuple[str, ...] = ()
    supported_by: str = ""
    sector: str = ""
    submitted_by: str = ""
    availability: str = ""
    additional_guidance: str = ""
    predecessor: str = ""
    replaces: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    outcomes: tuple[LearningOutcome, ...] = ()

    @property
    def criteria(self) -> tuple[str, ...]:
        """References of all its criteria in printed order: "D7.02 1.1", "D7.02 1.2" ..."""
        return tuple(f"{self.code} {c.number}" for outcome in self.outcomes for c in outcome.criteria)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A unit or an assessment that an award names, by code and version; a unit may stand in a group."""

    code: str
    version: str
    mandatory: bool = True
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceDecision:
    """Where printed sources contradict each other: what was chosen, and why."""

    about: str
    chosen: str
    because: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Award:
    """One version of one qualification.

    `requires_course` is empty where no course is asked, "any" where each of `courses` will do, and "admissible"
    where it must be one that admits to this very award.
    Hours, credits and years are whole numbers. `credits_above_level` is the most that may come from units above the
    award's own level; `quantities` are those that no sheet carries; `predecessors` are codes of earlier awards with
    nearly the same title; `competences` are codes of tables of competence requirements.
    """

    code: str
    version: str
    title: str
    kind: str
    level: int | None = None
    credits: int | None = None
    accreditation_number: str = ""
    document_code: str = ""
    sources: tuple[str, ...] = ()
    induction_hours: int | None = None
    tutorial_hours: int | None = None
    guided_hours: int | None = None
    duration_years: int | None = None
    operational_from: date | None = None
    registration_ends: date | None = None
    certification_ends: date | None = None
    purpose: str = ""
    entry_requirements: str = ""
    progression: str = ""
    learning_resources: tuple[str, ...] = ()
    supersedes: str = ""
    fictional: bool = False
    requires_course: str = ""
    courses: tuple[Course, ...] = ()
    professional_titles: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    credits_above_level: int | None = None
    competences: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    groups: tuple[Group, ...] = ()
    units: tuple[Reference, ...] = ()
    barred: tuple[Barred, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    assessments: tuple[Reference, ...] = ()
    decisions: tuple[SourceDecision, ...] = ()

    def courses_that_admit(self, *, otherwise: bool = False) -> tuple[Course, ...]:
        """The courses of which one must be completed; with `otherwise` under the wider reading of the source."""
        if self.requires_course != ADMISSIBLE:
            return self.courses
        return tuple(course for course in self.courses if course.leads_to(self.code, otherwise=otherwise))
