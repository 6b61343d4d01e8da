"""A learner's hours, assembled for a page: what is asked, where it stands, how it came about, what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from assessments.diary.lengths import in_words
from assessments.diary.reading import logged
from assessments.hours.counted import asked_of
from assessments.requirements import Asked, Progress, Tally, count, progress
from assessments.requirements.burnup import PHONE, WIDE, Chart, drawn
from assessments.requirements.pace import Course, course
from assessments.requirements.pace_words import own_pace, plan_today
from assessments.requirements.words import WHY_NOT, confirmed_so_far, standing
from learners.models import Learner, Registration
from qualifications.outcome.amounts import limits
from qualifications.outcome.words import capital, number

DRAWN = frozenset({"hours", "sessions", "clients"})


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a requirement in the table beside its drawing."""

    month: str  # "March 2026"
    entries: int
    amount: str
    total: str
    confirmed: str
    planned: str


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """An entry that was given to a requirement and does not count, or not in full."""

    id: str  # of the diary entry
    on: str
    minutes: str
    why: str


@dataclass(frozen=True, slots=True)
class RequirementCard:
    """One thing that is asked, with its drawing in two sizes; `charts` is empty where nothing can be drawn."""

    id: str  # of its place on the page
    code: str  # "D7.02-03", or the award's own code
    award: str
    asked: str  # "At least 12 hours as coach or mentor"
    sentence: str  # "Hours: 9 of 12, not enough"
    missing: str
    amount: str
    wanted: str
    measure: str
    tone: str  # "ok", "ref", "none"
    confirmed: str  # "4 confirmed, 5 wait"; "" where nobody is asked and nothing was
    plan: str
    pace: str
    charts: tuple[tuple[str, Chart], ...]  # ("wide", ...), ("phone", ...)
    title: str  # what the drawing is, and what it shows, for those who do not see it
    description: str
    months: tuple[MonthRow, ...]
    left_out: tuple[LeftOutRow, ...]


@dataclass(frozen=True, slots=True)
class HoursPage:
    """All that is asked of a learner, what is missing first."""

    lead: str
    cards: tuple[RequirementCard, ...]


def hours_page(learner: Learner, today: date | None = None) -> HoursPage:
    """Where everything stands today, over all registrations (five queries)."""
    on = today or timezone.localdate()
    asked = asked_of(learner)
    tallies = count(logged(learner), asked, on)
    registrations = _registrations(learner)
    stands = [(one, tallies[one.key], progress(one, tallies[one.key])) for one in asked]
    stands.sort(key=lambda row: row[2].is_enough)
    cards = tuple(_card(registrations[row[0].registration], *row, on) for row in stands)
    return HoursPage(_lead([stand for _, _, stand in stands]), cards)


def _registrations(learner: Learner) -> Mapping[str, Registration]:
    rows = Registration.objects.filter(learner=learner).select_related("specification")
    return {str(row.pk): row for row in rows.defer("specification__document")}


def _lead(stands: list[Progress]) -> str:
    short = [stand for stand in stands if not stand.is_enough]
    if not stands:
        return "Your awards ask for no hours that a diary could show."
    if not short:
        return "Everything that your awards ask of your diary is there."
    if len(short) == 1:
        return short[0].missing
    return f"{len(short)} requirements are not there yet."


def _card(registration: Registration, one: Asked, tally: Tally, stand: Progress, today: date) -> RequirementCard:
    quantity, award = one.quantity, registration.specification
    way = course(one, tally, today, registration.complete_by)
    title = f"{one.assessment or award.code}: {quantity.measure} from {_day(way.starts)} to {_day(today)}"
    said = standing(quantity, stand.counts)
    sentences = [f"{said}.", stand.missing, plan_today(quantity, way), own_pace(quantity, way)]
    return RequirementCard(
        id=f"{one.registration}-{one.assessment}-{quantity.code}",
        code=one.assessment or award.code,
        award=award.title,
        asked=capital(limits(quantity)),
        sentence=said,
        missing=stand.missing,
        amount=number(stand.counts),
        wanted=number(stand.wanted),
        measure=quantity.measure,
        tone="ok" if stand.is_enough else "ref" if stand.is_recorded else "none",
        confirmed=confirmed_so_far(quantity, stand.confirmed, stand.waiting),
        plan=plan_today(quantity, way),
        pace=own_pace(quantity, way),
        charts=(("wide", drawn(way, WIDE)), ("phone", drawn(way, PHONE))) if quantity.measure in DRAWN else (),
        title=title,
        description=" ".join(sentence for sentence in sentences if sentence),
        months=tuple(_months(way, tally)),
        left_out=tuple(
            LeftOutRow(row.key, _day(row.on), in_words(row.minutes), WHY_NOT[row.why]) for row in tally.left_out
        ),
    )


def _months(way: Course, tally: Tally) -> Iterator[MonthRow]:
    """Each month with an entry, the oldest first."""
    before = Decimal(0)
    for first in dict.fromkeys(row.on.replace(day=1) for row in tally.counted):
        last = _last_of(first)
        step = [step for step in way.steps if step.on <= last][-1]
        planned = way.planned_on(min(last, way.today))
        yield MonthRow(
            month=date_format(first, "F Y"),
            entries=len({row.key for row in tally.counted if first <= row.on <= last}),
            amount=number(step.done - before),
            total=number(step.done),
            confirmed=number(step.confirmed),
            planned="" if planned is None else number(planned),
        )
        before = step.done


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _day(on: date) -> str:
    return date_format(on, "j M Y")
