"""The invitation page."""

from __future__ import annotations

from typing import NoReturn

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import InvitationForm
from accounts.invitations import invited
from accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters()
def invitation(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a name and first password, then be signed in."""
    user = invited(uid, token)
    if user is None:
        return render(request, "account/invitation_stale.html", status=410)
    form = InvitationForm(request.POST or None, user=user)
    if not form.is_valid():
        return render(
            request, "account/invitation.html", {"form": form, "invited": user}, status=422 if form.is_bound else 200
        )
    _accept(user, form.cleaned_data["name"], form.cleaned_data["password"])
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password")
    return redirect("/")


def nothing(request: HttpRequest) -> NoReturn:
    """An address that allauth brings and this house has no use for."""
    raise Http404


def _accept(user: User, name: str, password: str) -> None:
    user.name = name
    user.set_password(password)
    user.save()
