"""The assessor's desk and the IQA's: a document beside a sheet, saved as it is typed."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.access import visible_submissions
from assessments.files.gate import FileRefused
from assessments.views.leaves import turned_to
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Unfit
from centres.roles import Role
from marksheets import actions, forms
from marksheets.access import visible_sheets
from marksheets.models import MarkSheet
from marksheets.pages import conflict, queues
from marksheets.pages.assemble import Place, sheet_page
from marksheets.pages.pane import Turned, pane
from marksheets.reading import set_of
from marksheets.workflow import State

TEMPLATES = {"assessor": "marksheets/desk.html", "iqa": "marksheets/countersign.html", "third": "marksheets/third.html"}
CHECKED_HERE = {State.ASSESSED, State.SAMPLED, State.DISPUTED}
WORKED_AT = {State.MARKING: "desk", State.SAMPLED: "check", State.ASSESSED: "check", State.DISPUTED: "check"}


@appointed(Role.ASSESSOR)
def queue(request: CentreRequest) -> HttpResponse:
    """What is to be marked, by due date."""
    found = queues.slice_to_mark(request.appointment, forms.start(request.GET))
    signed = () if found.start else queues.signed_by(request.appointment)
    return render(request, "marksheets/queue.html", {"rows": found.rows, "slice": found, "signed": signed})


@appointed(Role.ASSESSOR)
def open_one(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Open a submission for marking: a POST; read by GET it says what opening does."""
    submission = get_object_or_404(visible_submissions(request.appointment).with_rows(), pk=pk)
    sheet = MarkSheet.objects.filter(submission=submission).first()
    if sheet is None and request.method == "POST":
        sheet = actions.open_sheet(submission, by=request.appointment)
    if sheet is not None:
        return redirect("desk", request.centre.slug, sheet.pk)
    return render(request, "marksheets/open.html", {"submission": submission})


def turned(request: CentreRequest) -> Turned:
    """What the address asks to see beside the sheet; a page is drawn here, before the transaction opens."""
    number = request.GET.get("page", "")
    asked = Turned(request.GET.get("file", ""), request.GET.get("view", ""), request.GET.get("q", ""))
    if request.method != "GET" or not number.isdecimal() or len(number) > 4:
        return asked
    try:
        _, leaf = turned_to(request, UUID(asked.file), int(number))
    except FileRefused as refused:
        return replace(asked, problem=refused.sentence)
    except (Http404, ValueError):  # the sheet is there all the same, and opens its first file
        return asked
    return replace(asked, page=leaf.number, leaf=leaf)


@appointed(Role.ASSESSOR, before=turned)
def desk(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The learner's work beside the sheet, for the assessor who has it open."""
    sheet = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    if sheet.state != State.MARKING:
        return redirect(sheet)
    return show(request, sheet)


@appointed(Role.IQA, Role.LEAD_IQA)
def checks(request: CentreRequest) -> HttpResponse:
    """What is to be called in, countersigned and released."""
    by = request.appointment
    lists = {"rows": queues.to_check(by), "release": queues.to_release(by), "disputed": queues.disputed(by)}
    return render(request, "marksheets/checks.html", lists)


@appointed(Role.IQA, Role.LEAD_IQA, before=turned)
def check(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The work beside both columns, for an IQA."""
    sheet = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    if sheet.state not in CHECKED_HERE or sheet.assessor_user_id == request.user.pk:
        return redirect(sheet)
    return show(request, sheet)


@appointed(Role.ASSESSOR, Role.IQA, Role.LEAD_IQA)
@require_POST
def save(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Keep what was typed; the answer carries the outcome as the rule now has it."""
    sheet = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    given = forms.typed(request.POST)
    try:
        version, spent = forms.version(request.POST), forms.spent(request.POST)
        problems = actions.save(sheet, given, version=version, by=request.appointment, spent=spent)
        pointed = point(request, sheet, problems, version=sheet.version)
        if way := forms.way(request.POST):
            actions.turn(sheet, way, version=sheet.version, by=request.appointment)
        if "same" in request.POST:
            actions.fill_same_marks(sheet, version=sheet.version, by=request.appointment)
    except Unfit:
        raise
    except Refused as refused:  # stale, or no longer this person's to write: either way the typed text is shown
        return merge(request, sheet, given, refused.sentence)
    if not autosaving(request):
        return show(request, sheet, errors=problems, typed=given) if problems else _saved(request, sheet, way)
    refill = "same" in request.POST
    context = {
        "page": sheet_page(sheet, request.appointment, slim=not (refill or pointed)),
        "here": desk_url(request, sheet),
        "errors": problems,
        "typed": given,
        "refill": refill,
        "pointed": pointed,
    }
    return render(request, "marksheets/_saved.html", context, status=422 if problems else 200)


def point(request: CentreRequest, sheet: MarkSheet, problems: dict[str, str], *, version: int) -> bool:
    """Keep or remove a place in the work that came with what was typed; what is wrong with it joins `problems`."""
    gone = request.POST.get("unannotate", "")
    try:
        place = forms.place(request.POST)
        if place is not None:
            actions.annotate(sheet, place, version=version, by=request.appointment)
        elif gone:
            actions.unannotate(sheet, gone, version=version, by=request.appointment)
    except Unfit as unfit:
        problems["annotation-text"] = unfit.sentence
        return False
    return bool(place or gone)


def _saved(request: CentreRequest, sheet: MarkSheet, way: str) -> HttpResponse:
    """Without script nothing else tells that the draft was kept. A third set leads on to what it was given for."""
    messages.success(request, "Draft saved.")
    here = desk_url(request, sheet) + (f"?way={way}" if way else "")
    return redirect(sheet if request.POST.get("then") == "decide" else here)


def show(
    request: CentreRequest,
    sheet: MarkSheet,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The desk or the check, with what was typed kept when something could not be taken."""
    page = sheet_page(sheet, request.appointment, place=_place(request, sheet), way=forms.way(request.GET))
    context = {
        "page": page,
        "here": desk_url(request, sheet),
        "talk_url": reverse("messages-assignment", args=[request.centre.slug, sheet.submission_id]),
        "pane": pane(sheet, page.documents, request.appointment, request.received or Turned()),
        "errors": errors or {},
        "typed": (typed or {}) | forms.place_typed(request.POST if errors else {}),
        "open_act": act_of(request),
    }
    template = TEMPLATES.get(page.marking_as, "marksheets/countersign.html")
    return render(request, template, context, status=422 if errors else status)


def merge(request: CentreRequest, sheet: MarkSheet, given: dict[str, str], sentence: str) -> HttpResponse:
    """The 409 page: both versions of every differing field, nothing lost."""
    sheet.refresh_from_db()
    page = sheet_page(sheet, request.appointment, place=Place(queue_url=desk_url(request, sheet)))
    marks = set_of(sheet, page.marking_as, by=request.appointment.user_id) if page.marking_as else None
    context = {"page": page, "fields": conflict.clashes(sheet, marks, given), "sentence": sentence}
    context["comment"] = forms.place_typed(request.POST).get("annotation-text", "").strip()
    template = "marksheets/_conflict.html" if autosaving(request) else "marksheets/conflict.html"
    return render(request, template, context, status=409)


def act_of(request: CentreRequest) -> str:
    """The verb that was just tried, so that what it asks for stays open when it was refused."""
    return request.path.rstrip("/").rpartition("/")[2] if request.method == "POST" else ""


def autosaving(request: CentreRequest) -> bool:
    """Whether the desk's own script asks, and wants fragments."""
    return request.headers.get("X-Requested-With") == "desk"


def desk_url(request: CentreRequest, sheet: MarkSheet) -> str:
    """Where this person works on the sheet, or reads it when they no longer do."""
    view = WORKED_AT.get(State(sheet.state), "sheet")
    return reverse(view, args=[request.centre.slug, sheet.pk])


def _place(request: CentreRequest, sheet: MarkSheet) -> Place:
    slug = request.centre.slug
    if request.appointment.role == Role.ASSESSOR:
        return queues.place_in(
            queues.to_mark(request.appointment), str(sheet.pk), reverse("queue", args=[slug]), "in your queue"
        )
    rows = queues.to_check(request.appointment)
    return queues.place_in(rows, str(sheet.pk), reverse("checks", args=[slug]), "to check")
