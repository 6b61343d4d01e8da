"""The pages: asking and one's own list, the link that needs no account, and the same question for who has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from assessments.confirming import actions, links
from assessments.confirming.access import asked_by, asked_of
from assessments.confirming.forms import AnswerForm, AskForm
from assessments.confirming.models import Confirmation, ConfirmationItem
from assessments.confirming.pages import asked_page, asked_rows, open_rows
from assessments.confirming.rules import hands_for
from assessments.diary.models import DiaryEntry
from assessments.diary.views.people import myself
from centres.appointed import CentreRequest, appointed
from centres.limits import within
from centres.refusals import Refused
from centres.roles import Role
from centres.scope import tenant

OFTEN = "That was often. Wait a minute, then open the link again; nothing is lost."
NOWHERE = "This link opens nothing. Perhaps a newer one was sent to you, or a piece of it was lost on the way."
MOST_LISTED = 200


@appointed(Role.LEARNER)
def asked(request: CentreRequest) -> HttpResponse:
    """What I asked, and what was said."""
    return _list(request)


def _list(request: CentreRequest, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"rows": asked_rows(request.appointment), "tab": "asked", "problem": problem}
    return render(request, "confirming/asked.html", context, status=status)


@appointed(Role.LEARNER)
def ask(request: CentreRequest) -> HttpResponse:
    """Ask somebody about one entry or several."""
    learner = myself(request)
    entries = DiaryEntry.objects.final().filter(learner=learner).newest_first()[:MOST_LISTED]
    form = AskForm(request.POST or None, entries=entries, initial=_usual(entries, request.GET.getlist("entry")))
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(learner, **form.given(), by=request.appointment)
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, refused.sentence)
            status = refused.status
        else:
            messages.success(request, f"The link is on its way to {made.name}.")
            return redirect("confirmations-asked", request.centre.slug)
    return render(request, "confirming/ask.html", {"form": form, "any": bool(form.entries)}, status=status)


def _usual(entries: Iterable[DiaryEntry], chosen: list[str]) -> dict[str, Any]:
    """The entries one came from, and as what they are usually confirmed."""
    hand = next((hands_for(one.kind, one.role)[0] for one in entries if str(one.pk) in chosen), "coachee")
    return {"entries": chosen, "hand": hand}


@appointed(Role.LEARNER)
@require_POST
def send_again(request: CentreRequest, pk: UUID) -> HttpResponse:
    """A new link."""
    return _act(request, pk, actions.send_again, "A new link is on its way; the one before opens nothing any more.")


@appointed(Role.LEARNER)
@require_POST
def revoke(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take a question back."""
    return _act(request, pk, actions.revoke, "Taken back; the link opens nothing any more.")


def _act(request: CentreRequest, pk: UUID, act: Any, done: str) -> HttpResponse:
    rows = asked_by(request.appointment).select_related("learner", "centre")
    return _done(request, get_object_or_404(rows, pk=pk), act, done)


@appointed(Role.LEARNER)
@require_POST
def settle(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take a correction over, or leave the entry as it is."""
    rows = ConfirmationItem.objects.filter(confirmation__in=asked_by(request.appointment))
    found = get_object_or_404(rows.select_related("confirmation__learner", "entry__learner", "entry__centre"), pk=pk)
    if "take_over" in request.POST:
        return _done(request, found, actions.take_over, "The entry is corrected, and confirmed as it now stands.")
    return _done(request, found, actions.leave, "The entry stays as it is, without a confirmation.")


def _done(request: CentreRequest, found: Any, act: Any, done: str) -> HttpResponse:
    try:
        act(found, by=request.appointment)
    except Refused as refused:
        return _list(request, refused.sentence, status=refused.status)
    messages.success(request, done)
    return redirect("confirmations-asked", request.centre.slug)


@appointed()
def mine(request: CentreRequest) -> HttpResponse:
    """What I am asked to confirm."""
    return render(request, "confirming/mine.html", {"rows": open_rows(asked_of(request.appointment))})


@appointed()
def confirmation(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One question, for the person with an account who is asked."""
    rows = asked_of(request.appointment).select_related("learner__appointment", "centre")
    found = get_object_or_404(rows, pk=pk)
    context = {"base": "base_centre.html", "back": True}
    return _question(request, found, context, user=request.user, by=request.appointment)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link: one question, answered once, without an account. Opening it changes nothing."""
    response = _by_link(request, secret)
    response["Referrer-Policy"] = "same-origin"  # with "no-referrer" browsers send no origin, and the form is not taken
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _by_link(request: HttpRequest, secret: str) -> HttpResponse:
    if not within(request, "confirm", most=30, seconds=60):
        return _closed(request, OFTEN, 429)
    found = links.followed(secret)
    if found is None:
        return _closed(request, NOWHERE, 404)
    centre, pk = found
    user = request.user if request.user.is_authenticated else None
    with tenant(centre, write=request.method == "POST"):
        asked = Confirmation.objects.select_related("learner__appointment", "centre").get(pk=pk)
        response: HttpResponse = _question(request, asked, {"base": "base.html"}, user=user)
    return response


def _question(
    request: HttpRequest, asked: Confirmation, context: dict[str, Any], *, user: User | None, by: Any = None
) -> HttpResponse:
    if refused := actions.closed(asked, user):
        return _closed(request, refused.sentence, 403 if refused.code == "own" else 410, **context)
    page = asked_page(asked)
    form = AnswerForm(request.POST if request.method == "POST" else None, page=page)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.answer(asked, form.said(), **form.people(), user=user, by=by)
        except Refused as refused:
            if refused.code in {"answered", "revoked", "expired", "own"}:
                return _closed(request, refused.sentence, 410, **context)
            form.add_error(refused.code if refused.code in form.fields else None, refused.sentence)
            status = refused.status
        else:
            return render(request, "confirming/thanks.html", {**context, "page": page})
    rows = list(zip(page.entries, form.rows(), strict=True))
    return render(
        request, "confirming/question.html", {**context, "page": page, "form": form, "rows": rows}, status=status
    )


def _closed(request: HttpRequest, sentence: str, status: int, base: str = "base.html", **more: Any) -> HttpResponse:
    return render(request, "confirming/closed.html", {"sentence": sentence, "base": base, **more}, status=status)
