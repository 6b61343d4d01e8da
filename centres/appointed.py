"""The door of every page in a centre: who asks, as what, and then one transaction in which only this centre exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from centres import notices, once
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import person, tenant
from centres.sentences import signed_out

View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class CentreRequest(HttpRequest):
    """A request inside a centre, by an appointed person."""

    centre: Centre
    appointment: Appointment
    appointments: list[Appointment]
    received: Any  # what `before` made of the request; None without one
    reads: Q | None  # the notices this page reads by being shown; its frame or its view says which


def appointed(
    *roles: Role,
    before: Callable[[CentreRequest], Any] | None = None,
    writes: bool = False,
    repeats: bool = False,
) -> Callable[[View], View]:
    """Let in people appointed here in one of these roles (any role when none is named).

    A stranger to the centre gets the same 404 as for a centre that does not exist. `before` runs once the person
    is known and before the transaction opens: for slow work on an uploaded body. `writes` is for a page that is read
    and leaves a line in the ledger; `repeats` for a form that may be sent again and again, and is then done again.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path()) if request.method in SAFE else signed_out(request)
            here = cast(CentreRequest, request)
            _identify(here, slug, frozenset(roles))
            acts = request.method not in SAFE
            asked = once.by_page(here) if acts and not repeats else None
            if before is not None:
                here.received = before(here)
            with tenant(here.centre, write=writes or acts):
                response = once.answered(here, asked, here.appointment, lambda: _made(view(here, *args, **kwargs)))
            if here.reads is not None:  # only now: a page that is merely read holds no lock for it
                with tenant(here.centre):
                    notices.read(here.appointment, here.reads)
            return response

        wrapped.roles = frozenset(roles)  # type: ignore[attr-defined] - read by the route tests
        return wrapped

    return decorate


def _made(response: HttpResponse) -> HttpResponse:
    """The response as it goes out: a lazy one would read rows after the block had closed."""
    return response.render() if hasattr(response, "render") else response


def _identify(request: CentreRequest, slug: str, roles: frozenset[Role]) -> None:
    """Set centre and appointment, or answer as if there were no such page."""
    mine = appointments_in(slug, request.user.pk)
    named = request.POST.get("appointment") or request.session.get(session_key(mine[0].centre), "")
    request.centre, request.appointments, request.reads, request.received = mine[0].centre, mine, None, None
    request.appointment = chosen(mine, named, roles)


def appointments_in(slug: str, user_id: int) -> list[Appointment]:
    """What a person is in a centre today; a stranger gets the same 404 as for a centre that does not exist."""
    with person(user_id, write=False):
        mine = list(
            Appointment.objects.now()
            .filter(user=user_id, centre__slug=slug, user__is_active=True)
            .select_related("centre", "user")
            .order_by("id")
        )
    if not mine:
        raise Http404
    return mine


def chosen(mine: list[Appointment], named: str, roles: frozenset[Role]) -> Appointment:
    """The appointment a form or the session names, else the first that may see the page; 404 when it may not."""
    fitting = (appointment for appointment in mine if not roles or appointment.role in roles)
    found = next((one for one in mine if str(one.pk) == named), None) or next(fitting, mine[0])
    if roles and found.role not in roles:
        raise Http404
    return found


def session_key(centre: Centre) -> str:
    """Where the session keeps the role last chosen in a centre."""
    return f"role:{centre.pk}"
