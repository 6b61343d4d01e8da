"""A person's dates as a calendar that other programs follow, by a signed address: no marks and no learners' names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from icalendar import Calendar, Event

from assessments.diary.models import Goal
from assessments.models import Submission
from centres import calendars, signed_links
from centres.appointed import CentreRequest, appointed
from centres.limits import within
from centres.models import Appointment, CalendarLink, Centre
from centres.roles import Role
from centres.scope import tenant
from centres.sentences import nothing_here
from learners.models import Registration
from marksheets.workflow import State

BACK = timedelta(days=31)  # what lies further back is left out


@dataclass(frozen=True, slots=True)
class Dated:
    """Something on a day: `key` names it for ever, so that a day that moves moves it."""

    key: str
    on: date
    title: str
    path: str


def dates_of(by: Appointment, centre: Centre) -> tuple[Dated, ...]:
    """What a person's days hold in their role, the earliest first."""
    gather = {Role.LEARNER: _learner, Role.ASSESSOR: _assessor, Role.ADMIN: _admin}.get(Role(by.role))
    since = timezone.localdate() - BACK
    return (
        tuple(sorted((one for one in gather(by, centre) if one.on >= since), key=lambda one: (one.on, one.key)))
        if gather
        else ()
    )


def _learner(by: Appointment, centre: Centre) -> Iterator[Dated]:
    rows = Submission.objects.filter(registration__learner__appointment=by, voided_at=None).with_rows()
    for one in rows.select_related("sheet"):
        named = one.assessment.code if one.attempt == 1 else f"{one.assessment.code}, attempt {one.attempt}"
        if one.is_draft and one.hand_in_by:
            path = reverse("assignment", args=[centre.slug, one.pk])
            yield Dated(f"hand-in-{one.pk}", one.hand_in_by, f"Hand in {named}", path)
        sheet = getattr(one, "sheet", None)
        if one.submitted_at and one.due_on and (sheet is None or sheet.state == State.MARKING):
            path = reverse("receipt", args=[centre.slug, one.pk])
            yield Dated(f"decision-{one.pk}", one.due_on, f"Decision expected: {named}", path)
    for one in Registration.objects.filter(learner__appointment=by, withdrawn_on=None).select_related("specification"):
        title = f"Complete {one.specification.title}"
        yield Dated(f"complete-{one.pk}", one.complete_by, title, reverse("home", args=[centre.slug]))
    for goal in Goal.objects.filter(learner__appointment=by, standing="open", review_on__isnull=False):
        path = reverse("diary-goal", args=[centre.slug, goal.pk])
        yield Dated(f"goal-{goal.pk}", goal.review_on, "Review a goal", path)


def _assessor(by: Appointment, centre: Centre) -> Iterator[Dated]:
    waiting = Q(sheet=None) | Q(sheet__state=State.MARKING)
    rows = (
        Submission.objects.handed_in().filter(waiting, assessor=by, due_on__isnull=False).select_related("assessment")
    )
    for one in rows.distinct():
        yield Dated(
            f"decision-{one.pk}",
            one.due_on,
            f"Decision due: {one.assessment.code}",
            reverse("queue", args=[centre.slug]),
        )


def _admin(by: Appointment, centre: Centre) -> Iterator[Dated]:
    rows = Registration.objects.filter(withdrawn_on=None, submissions__submitted_at=None, submissions__voided_at=None)
    for one in rows.distinct():
        path = reverse("learner", args=[centre.slug, one.learner_id])
        yield Dated(f"complete-{one.pk}", one.complete_by, "A registration ends with work still open", path)


def written(dates: tuple[Dated, ...], centre: Centre) -> bytes:
    """The dates as iCalendar (RFC 5545): whole days, each with its address."""
    made = Calendar()
    made.add("prodid", "-//Countersign//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Countersign, {centre.name}")
    for one in dates:
        event = Event()
        event.add("uid", f"{one.key}@countersign")
        event.add("dtstamp", timezone.now())
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", one.title)
        event.add("url", settings.PUBLIC_ADDRESS + one.path)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    body: bytes = made.to_ical()
    return body


@never_cache
@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever has its address; whatever opens nothing is not there."""
    if not within(request, "calendar", most=60, seconds=60):
        return HttpResponse("Too often; wait a minute.", status=429, content_type="text/plain; charset=utf-8")
    found = signed_links.followed(calendars.PURPOSE, secret)
    if found is None:
        return nothing_here(request, LookupError())
    centre, pk = found
    with tenant(centre, write=False):
        link = CalendarLink.objects.select_related("appointment__user").filter(pk=pk, ended_at=None).first()
        by = link.appointment if link else None
        if by is None or not by.is_in_force(timezone.localdate()) or not by.user.is_active:
            return nothing_here(request, LookupError())
        body = written(dates_of(by, centre), centre)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@appointed()
@require_POST
def renew(request: CentreRequest) -> HttpResponse:
    """A new address; the one before opens nothing any more. Or none at all."""
    if "end" in request.POST:
        calendars.end(request.appointment)
    else:
        calendars.make(request.appointment)
    return redirect(reverse("me", args=[request.centre.slug]) + "#calendar")
