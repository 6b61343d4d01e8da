"""Saved comments: the list that is kept, and what is offered beside a box of the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Unfit
from centres.roles import Role
from marksheets import actions
from marksheets.access import visible_sheets
from marksheets.actions.comments import KEEPERS, Wording
from marksheets.forms import version
from marksheets.models import SavedComment
from marksheets.pages.comments import as_csv, comment_rows, offered, read_csv, visible_comments

WRITERS = (Role.ASSESSOR, Role.IQA, Role.LEAD_IQA)
EVERYBODY = (*WRITERS, Role.ADMIN)


@appointed(*EVERYBODY)
def comments(request: CentreRequest) -> HttpResponse:
    """All that one may use; a POST keeps another."""
    if request.method != "POST":
        return _listed(request)
    try:
        actions.keep_comment(_wording(request), shared=_shared(request), by=request.appointment)
    except Refused as refused:
        return _listed(request, refused, typed=request.POST.dict())
    messages.success(request, "Kept.")
    return redirect("comments", request.centre.slug)


@appointed(*EVERYBODY)
@require_POST
def comment(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Write one anew, or remove it."""
    found = _one(request, pk)
    try:
        if "remove" in request.POST:
            actions.drop_comment(found, by=request.appointment)
        else:
            actions.improve_comment(found, _wording(request), version=version(request.POST), by=request.appointment)
    except Refused as refused:
        return _listed(request, refused, typed=request.POST.dict(), at=str(pk))
    messages.success(request, "Removed." if "remove" in request.POST else "Changed.")
    return redirect("comments", request.centre.slug)


@appointed(*EVERYBODY, repeats=True)
@require_POST
def used(request: CentreRequest, pk: UUID) -> HttpResponse:
    """It was inserted somewhere."""
    actions.note_use(_one(request, pk))
    return HttpResponse(status=204)


@appointed(*EVERYBODY)
def table(request: CentreRequest) -> HttpResponse:
    """All of them for a spreadsheet."""
    body = as_csv(comment_rows(request.appointment))
    headers = {"Content-Disposition": 'attachment; filename="saved-comments.csv"'}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)


@appointed(*EVERYBODY)
@require_POST
def take(request: CentreRequest) -> HttpResponse:
    """Keep what stands in such a table, all or none."""
    try:
        file = request.FILES.get("file")
        if file is None:
            raise Unfit("Choose the file first.", code="file")
        wordings = read_csv(file.read())
        new = actions.take_comments(wordings, shared=_shared(request), by=request.appointment)
    except Refused as refused:
        return _listed(request, refused)
    messages.success(request, f"{len(wordings)} read, {new} of them new.")
    return redirect("comments", request.centre.slug)


@appointed(*WRITERS)
def beside(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What fits one box of a sheet, as a part of the desk; a POST keeps what was written there."""
    sheet = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    node, box = asked.get("node", ""), asked.get("box", "")
    problem, status = "", 200
    if request.method == "POST":
        wording = Wording(asked.get("text", ""), sheet.submission.assessment.code if node else "", node, box)
        try:
            actions.keep_comment(wording, shared=False, by=request.appointment)
        except Refused as refused:
            problem, status = refused.sentence, refused.status
    rows = offered(sheet, request.appointment, node=node, box=box, asked=asked.get("q", ""))
    return render(request, "marksheets/_bank.html", {"rows": rows, "problem": problem}, status=status)


def _one(request: CentreRequest, pk: UUID) -> SavedComment:
    return get_object_or_404(visible_comments(request.appointment), pk=pk)


def _shared(request: CentreRequest) -> bool:
    return request.appointment.role == Role.ADMIN or request.POST.get("whose") == "centre"


def _wording(request: CentreRequest) -> Wording:
    given = (request.POST.get(name, "") for name in ("text", "where", "node", "box"))
    return Wording(*given)


def _listed(
    request: CentreRequest, refused: Refused | None = None, *, typed: dict[str, Any] | None = None, at: str = ""
) -> HttpResponse:
    """The list; after a refusal with the sentence where it belongs and what was typed."""
    by = request.appointment
    context = {
        "rows": comment_rows(by),
        "keeps": by.role in KEEPERS,
        "owns": by.role != Role.ADMIN,
        "problem": refused.sentence if refused else "",
        "wrong": refused.code if refused else "",
        "typed": typed or {},
        "at": at,
    }
    return render(request, "marksheets/comments.html", context, status=refused.status if refused else 200)
