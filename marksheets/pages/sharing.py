"""What may be shared out: what waits for an assessor, or what one assessor has not signed; and among whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from assessments.access import visible_submissions
from assessments.models import Submission
from centres.models import Appointment
from centres.roles import Role
from centres.scope import current_centre
from marksheets.actions.sharing import MOST, Shared, unsigned


@dataclass(frozen=True, slots=True)
class Piece:
    """One submission: whose, of what, when its decision is due; afterwards who has it now, or why it stayed."""

    id: str
    learner: str
    assessment: str
    due: str
    opened: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One assessor: what is on the desk, and the part that was typed."""

    id: str
    name: str
    count: int
    url: str
    weight: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The page: whose work it is ("" for what waits for an assessor), what there is, and among whom."""

    whose: str
    name: str
    pieces: tuple[Piece, ...]
    desks: tuple[Desk, ...]
    to_hand_over: tuple[Desk, ...] = ()  # everybody with unsigned work, also who left

    @property
    def any_opened(self) -> bool:
        """Whether a sheet is among them that somebody began: then words are asked for."""
        return any(piece.opened for piece in self.pieces)


def pieces_of(by: Appointment, whose: Appointment | None) -> QuerySet[Submission]:
    """What may be shared out, what is due first in front."""
    rows = visible_submissions(by).handed_in().filter(unsigned(), assessor=whose, voided_at=None, paused_at=None)
    found: QuerySet[Submission] = rows.with_rows().select_related("sheet").order_by("due_on", "submitted_at", "pk")
    return found


def assessors(by: Appointment) -> list[Appointment]:
    """Whoever assesses here today."""
    people = Appointment.objects.now().filter(centre=by.centre_id, role=Role.ASSESSOR)
    return list(people.select_related("user", "centre").order_by("name", "pk"))


def sharing(by: Appointment, whose: Appointment | None, typed: Mapping[str, str]) -> Sharing:
    """The page before anything is shared (four queries)."""
    here, slug = assessors(by), current_centre().slug
    rows = visible_submissions(by).handed_in().filter(unsigned(), voided_at=None).exclude(assessor=None)
    counts = Counter(rows.values_list("assessor", flat=True))
    base = reverse("share-out", args=[slug])
    left = Appointment.objects.filter(pk__in=counts.keys() - {one.pk for one in here}).order_by("name", "pk")

    def desk(one: Appointment) -> Desk:
        return Desk(str(one.pk), one.name, counts[one.pk], f"{base}?whose={one.pk}", typed.get(f"share-{one.pk}", "1"))

    desks = tuple(desk(one) for one in here if whose is None or one.pk != whose.pk)
    others = tuple(desk(one) for one in (*here, *left) if counts[one.pk] and (whose is None or one.pk != whose.pk))
    pieces = tuple(_piece(one) for one in pieces_of(by, whose)[:MOST])
    return Sharing(str(whose.pk) if whose else "", whose.name if whose else "", pieces, desks, others)


def shared(done: Shared) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What went, each with who has it now; and what stayed, each with why."""
    gone = tuple(_piece(one, person.name) for one, person in done.gone)
    return gone, tuple(_piece(one, why) for one, why in done.kept)


def _piece(one: Submission, said: str = "") -> Piece:
    due = date_format(one.due_on, "j M Y") if one.due_on else ""
    opened = getattr(one, "sheet", None) is not None
    return Piece(str(one.pk), one.registration.learner.name, one.assessment.code, due, opened, said)
