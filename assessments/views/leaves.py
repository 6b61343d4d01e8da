"""The drawn pages of a file, for whoever may read it: each as a part of a page, and its picture."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.access import visible_submissions
from assessments.files import leaves
from assessments.files.gate import FileRefused
from assessments.files.intake import HELD
from assessments.files.leaves import Leaf
from assessments.models import Evidence
from centres.appointed import CentreRequest, appointed
from centres.scope import tenant

KEPT = "private, max-age=600"  # by this browser, so that turning back costs nothing


def turned_to(request: CentreRequest, pk: object, number: int) -> tuple[Evidence, Leaf]:
    """A page and its file, drawn outside any transaction. Raises Http404 for a file not theirs or no such page."""
    with tenant(request.centre, write=False):
        mine = Evidence.objects.filter(submission__in=visible_submissions(request.appointment), kind="pdf")
        evidence = get_object_or_404(mine.exclude(scan=HELD), pk=pk)
    try:
        return evidence, leaves.leaf(evidence.centre_id, evidence.sha256, number, root=settings.MEDIA_ROOT)
    except FileRefused as refused:
        if refused.code == "no_page":
            raise Http404 from refused
        raise


def _turned(request: CentreRequest) -> tuple[Evidence, Leaf]:
    assert request.resolver_match is not None
    return turned_to(request, request.resolver_match.kwargs["pk"], request.resolver_match.kwargs["number"])


@appointed(before=_turned)
def leaf(request: CentreRequest, pk: object, number: int) -> HttpResponse:
    """One page as it is shown, with its words in their places."""
    _, drawn = request.received
    response = render(request, "assessments/_leaf.html", {"leaf": drawn, "picture_url": request.path + "picture/"})
    response["Cache-Control"] = KEPT
    return response


@appointed(before=_turned)
def picture(request: CentreRequest, pk: object, number: int) -> HttpResponse:
    """The picture of one page."""
    evidence, drawn = request.received
    body = leaves.picture(evidence.centre_id, evidence.sha256, drawn.number, root=settings.MEDIA_ROOT)
    return HttpResponse(body, content_type="image/webp", headers={"Cache-Control": KEPT})
