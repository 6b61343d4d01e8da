"""Awards and units: from the tables of a file to frozen data."""

from __future__ import annotations

from qualifications.specfile.read_printed import WORDINGS, read_printed
from qualifications.specfile.read_sheets import read_quantity
from qualifications.specfile.shapes import (
    ADMISSIBLE,
    ANY,
    Award,
    Barred,
    Course,
    Criterion,
    Group,
    LearningOutcome,
    Reference,
    SourceDecision,
    Unit,
)
from qualifications.specfile.table import Table

AWARD_KINDS = ("regulated", "endorsed", "centre")


def read_award(table: Table) -> Award:
    """One [[awards]] table."""
    award = Award(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        kind=table.one_of("kind", AWARD_KINDS),
        level=table.whole("level", least=1),
        credits=table.whole("credits"),
        accreditation_number=table.text("accreditation_number"),
        document_code=table.text("document_code"),
        sources=table.texts("sources"),
        induction_hours=table.whole("induction_hours"),
        tutorial_hours=table.whole("tutorial_hours"),
        guided_hours=table.whole("guided_hours"),
        duration_years=table.whole("duration_years", least=1),
        operational_from=table.day("operational_from"),
        registration_ends=table.day("registration_ends"),
        certification_ends=table.day("certification_ends"),
        purpose=table.text("purpose"),
        entry_requirements=table.text("entry_requirements"),
        progression=table.text("progression"),
        learning_resources=table.texts("learning_resources"),
        supersedes=table.code("supersedes", required=False, longest=40),
        fictional=table.flag("fictional"),
        requires_course=_requires_course(table),
        courses=tuple(_course(each) for each in table.tables("courses")),
        professional_titles=table.texts("professional_titles"),
        predecessors=table.codes("predecessors"),
        credits_above_level=table.whole("credits_above_level"),
        competences=table.codes("competences"),
        printed=read_printed(table),
        groups=tuple(_group(each) for each in table.tables("groups")),
        units=tuple(_reference(each, optional=True) for each in table.tables("units")),
        barred=tuple(_barred(each) for each in table.tables("barred", "barred units")),
        quantities=tuple(read_quantity(each) for each in table.tables("quantities", "quantity")),
        assessments=tuple(_reference(each) for each in table.tables("assessments")),
        decisions=read_decisions(table),
    )
    table.close("an award")
    return award


def read_unit(table: Table) -> Unit:
    """One [[units]] table."""
    unit = Unit(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        level=table.whole("level", required=True, least=1) or 1,
        credits=table.whole("credits", required=True) or 0,
        wording=(wording := table.one_of("wording", WORDINGS)),
        outcomes_wording=table.one_of("outcomes_wording", WORDINGS, default=wording or WORDINGS[0]),
        source=table.text("source"),
        guided_hours=table.whole("guided_hours"),
        purpose=table.text("purpose"),
        review_on=table.day("review_on"),
        available_from=table.day("available_from"),
        standards=table.text("standards"),
        standards_links=table.texts("standards_links"),
        supported_by=table.text("supported_by"),
        sector=table.text("sector"),
        submitted_by=table.text("submitted_by"),
        availability=table.text("availability"),
        additional_guidance=table.text("additional_guidance"),
        predecessor=table.code("predecessor", required=False),
        replaces=table.codes("replaces"),
        printed=read_printed(table),
        outcomes=tuple(_outcome(each) for each in table.tables("outcomes", "outcome")),
    )
    table.close("a unit")
    return unit


def _outcome(table: Table) -> LearningOutcome:
    outcome = LearningOutcome(
        number=table.code("number"),
        text=table.text("text", required=True),
        indicative_content=table.texts("indicative_content"),
        criteria=tuple(_criterion(each) for each in table.tables("criteria", "criterion")),
    )
    table.close("a learning outcome")
    return outcome


def _criterion(table: Table) -> Criterion:
    criterion = Criterion(number=table.code("number"), text=table.text("text", required=True))
    table.close("a criterion")
    return criterion


def _reference(table: Table, *, optional: bool = False) -> Reference:
    reference = Reference(
        code=table.code(),
        version=table.code("version", longest=40),
        mandatory=table.flag("mandatory", default=True) if optional else True,
        group=table.code("group", required=False) if optional else "",
    )
    table.close("a reference to a unit" if optional else "a reference to an assessment")
    return reference


def _requires_course(table: Table) -> str:
    return table.one_of("requires_course", (ANY, ADMISSIBLE)) if table.has("requires_course") else ""


def _course(table: Table) -> Course:
    course = Course(
        code=table.code(),
        title=table.text("title", required=True, longest=300),
        text=table.text("text"),
        days=table.amount("days"),
        hours=table.amount("hours"),
        admits=table.texts("admits"),
        admits_otherwise=table.texts("admits_otherwise"),
    )
    table.close("a course")
    return course


def read_decisions(table: Table) -> tuple[SourceDecision, ...]:
    """The lines that say which of several sources was followed."""
    return tuple(_decision(each) for each in table.tables("decisions"))


def _group(table: Table) -> Group:
    group = Group(
        code=table.code(),
        title=table.text("title", longest=300),
        minimum_credits=table.whole("minimum_credits"),
        maximum_credits=table.whole("maximum_credits"),
        minimum_units=table.whole("minimum_units"),
        maximum_units=table.whole("maximum_units"),
    )
    table.close("a group of units")
    return group


def _barred(table: Table) -> Barred:
    barred = Barred(units=table.codes("units"), because=table.text("because"))
    if len(set(barred.units)) < 2:
        table.wrong("Name at least two different units that never count together.", "units")
    table.close("barred units")
    return barred


def _decision(table: Table) -> SourceDecision:
    decision = SourceDecision(
        about=table.text("about", required=True),
        chosen=table.text("chosen", required=True),
        because=table.text("because", required=True),
        sources=table.texts("sources"),
    )
    table.close("a decision between sources")
    return decision
