"""What an IQA may release in one act, and what cannot go out, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from centres.models import Appointment
from centres.scope import current_centre
from marksheets.access import visible_sheets
from marksheets.actions.door import may, stopped
from marksheets.actions.releasing import MOST
from marksheets.models import Hold, MarkSheet
from marksheets.workflow import State

WAITING = frozenset(State) - {State.RELEASED, State.VOID}


@dataclass(frozen=True, slots=True)
class Result:
    """One result: whose, of what, where it is read; `why` it cannot go out, "" where it can."""

    id: str
    version: int
    learner: str
    assessment: str
    state: str
    url: str
    why: str = ""

    @property
    def value(self) -> str:
        """What its tick sends: which sheet, and the version that was shown."""
        return f"{self.id} {self.version}"


@dataclass(frozen=True, slots=True)
class Releasing:
    """What can go out now, and what cannot."""

    ready: tuple[Result, ...]
    kept: tuple[Result, ...]


def releasing(by: Appointment) -> Releasing:
    """Everything marked or being marked and not given out, what was checked first, then the oldest (two queries)."""
    rows = [_result(sheet, _why(sheet, by)) for sheet in _waiting(by)[: 2 * MOST]]
    ready = tuple(row for row in rows if not row.why)
    return Releasing(ready[:MOST], tuple(row for row in rows if row.why))


def released(gone: Iterable[MarkSheet], kept: Iterable[tuple[MarkSheet, str]]) -> Releasing:
    """What came of it: `ready` went out, `kept` did not."""
    return Releasing(tuple(_result(sheet) for sheet in gone), tuple(_result(sheet, why) for sheet, why in kept))


def _waiting(by: Appointment) -> QuerySet[MarkSheet]:
    holds = Prefetch("holds", Hold.objects.filter(lifted_at=None), to_attr="open_holds")
    sheets = visible_sheets(by).filter(state__in=WAITING).prefetch_related(holds)
    return sheets.order_by(F("checked_at").asc(nulls_last=True), "submission__submitted_at", "pk")


def _why(sheet: MarkSheet, by: Appointment) -> str:
    return may(sheet, "release", by) or stopped(sheet, "release", by, getattr(sheet, "open_holds", ()))[1]


def _result(sheet: MarkSheet, why: str = "") -> Result:
    return Result(
        id=str(sheet.pk),
        version=sheet.version,
        learner=sheet.submission.registration.learner.name,
        assessment=sheet.submission.assessment.code,
        state=sheet.state_name,
        url=reverse("sheet", args=[current_centre().slug, sheet.pk]),
        why=why,
    )
