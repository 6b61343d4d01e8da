"""Home, notices, the choice of a centre or role, and the pages of the front door."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from centres import notices as telling
from centres.appointed import CentreRequest, appointed, session_key
from centres.models import Appointment, Notice
from centres.scope import person
from certification.pages import home_page


@login_required
def door(request: HttpRequest) -> HttpResponse:
    """Straight to the one centre a person works in; a choice when there are several."""
    with person(request.user.pk, write=False):
        mine = list(
            Appointment.objects.now().filter(user=request.user.pk).select_related("centre").order_by("centre__name")
        )
    centres = list({one.centre_id: one.centre for one in mine}.values())
    if len(centres) == 1:
        return redirect("home", centres[0].slug)
    return render(request, "certification/door.html", {"centres": centres})


@appointed()
def home(request: CentreRequest) -> HttpResponse:
    """What needs this person now."""
    return render(request, "certification/home.html", {"page": home_page(request.appointment, request.centre)})


@appointed()
def notices(request: CentreRequest) -> HttpResponse:
    """What this person was told. The list reads what leads nowhere; the button reads all."""
    if request.method == "POST":
        telling.read(request.appointment)
        return redirect("notices", request.centre.slug)
    rows = Notice.objects.filter(to=request.appointment)[:50]
    response = render(request, "certification/notices.html", {"notices": rows})
    if any(not row.path and row.read_at is None for row in rows):
        request.reads = telling.leading_nowhere()
    return response


@appointed(repeats=True)
@require_POST
def switch(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Be here in another of one's own roles."""
    chosen = next((one for one in request.appointments if one.pk == pk), None)
    if chosen is None:
        raise Http404
    request.session[session_key(request.centre)] = str(chosen.pk)
    return redirect("home", request.centre.slug)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old: say so, and keep what was typed where the browser can go back to it."""
    return render(request, "403_csrf.html", status=403)
