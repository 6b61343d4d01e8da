"""Every refusal is a page with a sentence: what no view answered itself becomes one here. The API has its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from centres.refusals import Refused

OURS = frozenset({"csrfmiddlewaretoken", "version", "appointment", "answers", "then", "save", "same", "once"})


class Sentences:
    """Middleware: a `Refused` that reached the top is shown, and a wrong verb is told so in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """An empty 405 is what `require_POST` answers; it keeps its status and its Allow header."""
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The refusal's own sentence and status; the transaction it broke off is rolled back by now."""
        if not isinstance(problem, Refused):
            return None
        return render(
            request, "refused.html", {"sentence": problem.sentence, "back": back(request)}, status=problem.status
        )


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The one page for whatever is not there or not theirs: the same bytes for everybody, and no message is used up."""
    return HttpResponse(_nothing_here(), status=404)


@cache
def _nothing_here() -> str:
    return render_to_string("404.html")


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form sent after the session ended: nothing is stored, and all that was typed is on the page to be copied."""
    typed = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values if value]
    target = f"{reverse('account_login')}?{urlencode({'next': back(request)})}"
    return render(request, "401.html", {"typed": typed, "sign_in": target, "files": request.FILES}, status=401)


def back(request: HttpRequest) -> str:
    """The path of our page that a form was sent from, or home."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    return urlunsplit(urlsplit(came)._replace(scheme="", netloc=""))
