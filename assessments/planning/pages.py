"""A plan, assembled for a page: what it comes to against what is asked, and its activities by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from assessments.diary.kinds import FLOWS, FORMS
from assessments.diary.lengths import in_words
from assessments.planning.models import DevelopmentPlan
from assessments.planning.reading import plan_in
from assessments.planning.rules import Plan, Planned, planned
from assessments.requirements.words import missing, standing
from assessments.sheets import sheets_of
from learners.models import Learner, Registration
from qualifications.specfile import Quantity


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity; `outside` tells that it lies outside the twelve months and does not count."""

    id: str
    title: str
    on: str
    length: str
    form: str
    flow: str
    outside: bool


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing that is asked of the plan: how it stands, and what is missing ("" when nothing is)."""

    sentence: str
    missing: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The whole plan; `lead` says in one sentence what it needs."""

    lead: str
    learner: str
    starts: date
    starts_words: str
    ends_words: str
    version: int
    lines: tuple[PlanLine, ...]
    rows: tuple[ActivityRow, ...]


def asks_for_a_plan(learner: Learner) -> tuple[Quantity, ...]:
    """What the learner's sheets ask of a plan, each once (2 queries)."""
    registrations = list(Registration.objects.filter(learner=learner).select_related("specification"))
    sheets = (sheet for found in sheets_of(registrations).values() for sheet in found)
    return tuple(dict.fromkeys(quantity for sheet in sheets for quantity in sheet.quantities if quantity.planned))


def plan_page(learner: Learner) -> PlanPage:
    """What the learner plans today."""
    row = DevelopmentPlan.objects.filter(learner=learner).first()
    plan = plan_in(row)
    lines = tuple(plan_lines(asks_for_a_plan(learner), plan))
    return PlanPage(
        lead=_lead(lines, plan),
        learner=learner.name,
        starts=plan.starts,
        starts_words=_day(plan.starts),
        ends_words=_day(plan.ends),
        version=row.version if row else 1,
        lines=lines,
        rows=tuple(_row(one, plan) for one in plan.activities),
    )


def plan_lines(asked: Iterable[Quantity], plan: Plan) -> Iterator[PlanLine]:
    """How each of these stands by the plan."""
    for quantity in asked:
        amount = planned(quantity, plan)
        yield PlanLine(standing(quantity, amount), missing(quantity, amount, amount, amount))


def _lead(lines: tuple[PlanLine, ...], plan: Plan) -> str:
    short = [line.missing for line in lines if line.missing]
    if not plan.activities:
        return "Plan what you will do for your own development in the next twelve months."
    if not lines:
        return "Your plan for twelve months; no award of yours asks for one."
    return short[0] if short else "Your plan has all that is asked of it."


def _row(one: Planned, plan: Plan) -> ActivityRow:
    return ActivityRow(
        id=one.key,
        title=one.title,
        on=_day(one.on),
        length=in_words(one.minutes),
        form=FORMS[one.form].partition(":")[0],
        flow=FLOWS[one.flow].partition(":")[0],
        outside=one not in plan.inside,
    )


def _day(on: date) -> str:
    return date_format(on, "j M Y")
