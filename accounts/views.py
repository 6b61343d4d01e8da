"""The invitation page, and what signing in adds to allauth's."""

from __future__ import annotations

import time
from typing import Any, NoReturn

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, PasswordResetView
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import InvitationForm
from accounts.invitations import invited
from accounts.models import User

SOONEST = 0.25  # seconds: longer than either answer takes, but for the mail server, which hears of both
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's page; when it refuses to listen any longer, the status says so too."""

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """The page with its sentence, 429 after too many wrong passwords."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = 429
        return response


class ForgottenPassword(PasswordResetView):  # type: ignore[misc]
    """allauth's page; the mail to a known address takes longer to write (a seventh, measured), and nobody sees it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same answer as ever, never sooner than a fixed time."""
        began = time.monotonic()
        response: HttpResponse = super().post(request, *args, **kwargs)
        time.sleep(max(0.0, SOONEST - (time.monotonic() - began)))
        return response


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
