"""Home, notices, the choice of a centre or role, and the pages of the front door."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from centres import notices as telling
from centres.appointed import CentreRequest, appointed, session_key
from centres.calendars import address_of
from centres.letters import lift
from centres.models import Appointment, BouncedAddress, Notice
from centres.roles import Role
from centres.scope import person
from certification.forms import ChoicesForm
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
    rows = Notice.objects.filter(to=request.appointment).order_by(F("read_at").desc(nulls_first=True), "-created_at")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    response = render(request, "certification/notices.html", {"notices": page, "page": page})
    if any(not row.path and row.read_at is None for row in rows):
        request.reads = telling.leading_nowhere()
    return response


@appointed()
def me(request: CentreRequest) -> HttpResponse:
    """How this person wants to be told, and the address of their calendar."""
    by = request.appointment
    form = ChoicesForm(request.POST or None, role=Role(by.role), chosen=telling.choices_of(by))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        telling.choose(request.appointment, form.ways())
        messages.success(request, "Kept. It holds for what comes from now on.")
        return redirect("me", request.centre.slug)
    bounced = BouncedAddress.objects.order_by("email") if request.appointment.role == Role.ADMIN else ()
    return render(
        request,
        "certification/me.html",
        {"form": form, "bounced": bounced, "calendar": address_of(request.appointment)},
        status=status,
    )


@appointed(Role.ADMIN)
@require_POST
def lift_bounced(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Send to an address again that a server had refused."""
    lift(get_object_or_404(BouncedAddress, pk=pk), by=request.appointment)
    messages.success(request, "Letters go to that address again.")
    return redirect("me", request.centre.slug)


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
