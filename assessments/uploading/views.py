"""The protocol of an upload in pieces: begin, where does it stand, the next piece, end, forget. Answers are JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse, RawPostDataException, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from assessments.files.gate import FileRefused
from assessments.files.intake import Taken
from assessments.uploading import actions
from assessments.uploading.models import PartialUpload
from assessments.uploading.pages import held_lines, refused_lines
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Unfit
from centres.roles import Role
from centres.scope import tenant

BROKEN = "What was sent broke off; ask where the upload stands and go on from there."


@appointed(Role.LEARNER, repeats=True)
@require_POST
def begin(request: CentreRequest) -> HttpResponse:
    """Announce a file; the answer says where to go on, nought for a new one."""
    kind, _, key = request.POST.get("target", "").partition(":")
    try:
        target = actions.target_of(kind, UUID(key), request.appointment)
        size = int(request.POST.get("size", ""))
    except ValueError:
        return _refused(Unfit("Say for what the file is, and how large it is.", code="target"))
    if target is None:
        raise Http404
    try:
        upload = actions.begin(
            target,
            name=request.POST.get("name", ""),
            size=size,
            fingerprint=request.POST.get("fingerprint", "")[:200],
            by=request.appointment,
        )
    except Refused as refused:
        return _refused(refused)
    return _stands(upload, 201)


def piece(request: CentreRequest) -> bytes | None:
    """The body, read before any transaction opens; None when the connection broke off on the way.

    Some servers give what had come as if it were all; the length that was announced tells.
    """
    try:
        body = request.body if request.method == "POST" else b""
    except (UnreadablePostError, RawPostDataException, OSError):  # broke off, or is a form and no piece
        return None
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return body if not announced.isdecimal() or len(body) >= int(announced) else None


@appointed(Role.LEARNER, before=piece, repeats=True)
def upload(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Where an upload stands; or the next piece of it, from the offset that the header names."""
    found = _mine(request, pk)
    if request.method != "POST":
        return _stands(found)
    if request.received is None:
        return _refused(Unfit(BROKEN, code="broken"))
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(offset) > 12:
        return _refused(Unfit("Say at which byte this piece begins (Upload-Offset).", code="offset"))
    try:
        actions.add(found, int(offset), request.received)
    except Refused as refused:
        found.refresh_from_db()
        return _refused(refused, found)
    found.refresh_from_db()
    return _stands(found)


def came(request: CentreRequest) -> Taken | FileRefused | None:
    """The whole file through the gate, before the transaction opens; None while it is not whole, or not there."""
    assert request.resolver_match is not None
    if request.method != "POST":
        return None
    with tenant(request.centre, write=False):
        rows = PartialUpload.objects.filter(pk=request.resolver_match.kwargs["pk"], by=request.appointment)
        found = rows.first()
    return actions.whole(found) if found is not None and found.received == found.size else None


@appointed(Role.LEARNER, before=came, repeats=True)
@require_POST
def end(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The file is whole: look into it and attach it."""
    found = _mine(request, pk)
    if request.received is None:
        return _refused(Refused(actions.MOVED, code="offset"), found)
    added, refusals = actions.end(found, request.received, by=request.appointment)
    if refusals:
        return _refused(refusals[0])
    return JsonResponse({"name": added[0].name})


@appointed(Role.LEARNER)
@require_POST
def drop(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Forget an upload that was begun."""
    found = _mine(request, pk)
    target = found.submission if found.submission_id else found.entry
    actions.drop(found)
    return redirect(target.get_absolute_url() + "#files")


@appointed(Role.ADMIN, Role.LEAD_IQA)
def office(request: CentreRequest) -> HttpResponse:
    """What is held and what was not taken, in this centre."""
    return render(request, "assessments/office_files.html", {"held": held_lines(), "refused": refused_lines()})


def _mine(request: CentreRequest, pk: UUID) -> PartialUpload:
    rows = PartialUpload.objects.filter(by=request.appointment)
    return get_object_or_404(rows.select_related("submission", "entry__learner", "entry__centre", "centre"), pk=pk)


def _stands(found: PartialUpload, status: int = 200) -> JsonResponse:
    return JsonResponse({"id": str(found.pk), "offset": found.received, "size": found.size}, status=status)


def _refused(refused: Refused, found: PartialUpload | None = None) -> JsonResponse:
    body: dict[str, Any] = {"detail": refused.sentence, "code": refused.code}
    if found is not None:
        body["offset"] = found.received
    return JsonResponse(body, status=refused.status)
