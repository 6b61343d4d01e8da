"""The invitation page, and what signing in adds to allauth's."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import InvitationForm
from accounts.invitations import invited
from accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's page; when it refuses to listen any longer, the status says so too."""

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """The page with its sentence, 429 after too many wrong passwords."""
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = 429
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
    return redirect("/")


def _accept(user: User, name: str, password: str) -> None:
    user.name = name
    user.set_password(password)
    user.save()
