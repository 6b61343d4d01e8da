"""A sheet as it stands, the moves on it, the result and the printed form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessments.access import visible_submissions
from assessments.actions.files import note_refused
from assessments.files.gate import FileRefused
from assessments.files.intake import Taken
from assessments.sending import attachment, original
from assessments.uploads import receive
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Stale, Unfit
from centres.roles import Role
from centres.step_up import sign_in_again
from marksheets import actions, forms
from marksheets.access import visible_sheets
from marksheets.models import Enclosure, MarkSheet
from marksheets.pages import queues
from marksheets.pages.assemble import Place, sheet_page
from marksheets.pages.copy import copy_of
from marksheets.pages.listing import edition_of, file_name
from marksheets.pages.released import released_page
from marksheets.pages.shape import SheetPage
from marksheets.pages.timeline import timeline
from marksheets.views.desk import act_of, merge, point, show
from marksheets.workflow import MOVES, State

STAFF_READERS = (Role.ASSESSOR, Role.IQA, Role.LEAD_IQA, Role.EV, Role.ADMIN)
NAMES = frozenset(name for one in MOVES.values() for name in one.asks)  # what moves ask for
QUEUES = {Role.ASSESSOR: "queue", Role.IQA: "checks", Role.LEAD_IQA: "checks", Role.EV: "home"}
WORKED_ON = {State.MARKING, State.SAMPLED, State.DISPUTED}


@appointed(*STAFF_READERS)
def sheet(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The sheet as it stands, read only, with its history and the moves this person may make."""
    found = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    return render(
        request, "marksheets/sheet.html", {"page": _page(request, found), "open_act": request.GET.get("act", "")}
    )


def enclosed(request: CentreRequest) -> list[Taken | FileRefused]:
    """Files that came with a return, looked into before the transaction opens."""
    return receive(request) if request.method == "POST" and request.FILES else []


@appointed(*STAFF_READERS, before=enclosed)
def move(request: CentreRequest, pk: UUID, verb: str) -> HttpResponse:
    """Make one move of the table. What the page had typed is saved first; a refusal loses none of it.

    Read by GET it shows the sheet: so ends a proof of who signs whose form no longer waits.
    """
    found = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    if verb not in actions.VERBS or verb not in MOVES:
        raise Http404
    if request.method != "POST":
        return redirect(found)
    given = forms.typed(request.POST)
    try:
        if MOVES[verb].signs:
            sign_in_again(request, request.appointment)
        version = forms.version(request.POST)
        kept = {"version": version, "by": request.appointment, "spent": forms.spent(request.POST)}
        problems = actions.save(found, given, **kept) if given else {}
        pointed = point(request, found, problems, version=found.version if given else version)
        if problems:
            return show(request, found, errors=problems, typed=given)
        asked = forms.asked(actions.lawful(found, verb, request.appointment), request.POST, found)
        files = {"enclosed": _all_taken(request)} if verb == "return" else {}
        latest = found.version if given or pointed else version
        actions.VERBS[verb](found, version=latest, by=request.appointment, **asked, **files)
    except Stale as stale:
        return merge(request, found, given, stale.sentence)
    except Refused as refused:
        return _refused(request, found, refused, given)
    messages.success(request, _done(verb, found))
    return redirect(_after(request, found, verb))


def _all_taken(request: CentreRequest) -> list[Taken]:
    """The files that came with a return. One that cannot be taken stops it: the words may speak of it."""
    received: list[Taken | FileRefused] = request.received
    if refused := next((one for one in received if isinstance(one, FileRefused)), None):
        note_refused(refused, by=request.appointment)
        raise Unfit(f"{refused.sentence} Nothing was returned yet; choose the files again.", code="file")
    return [one for one in received if isinstance(one, Taken)]


def _refused(request: CentreRequest, found: MarkSheet, refused: Refused, given: dict[str, str]) -> HttpResponse:
    found.refresh_from_db()
    if given and found.state in WORKED_ON:
        messages.error(request, refused.sentence)
        return show(request, found, typed={**given, **_words(request)}, status=refused.status)
    page = _page(request, found)
    at_field = {refused.code: refused.sentence} if refused.code in NAMES else {}
    if not at_field:
        messages.error(request, refused.sentence)
    context = {"page": page, "typed": _words(request), "open_act": act_of(request), "refused": at_field}
    return render(request, "marksheets/sheet.html", context, status=refused.status)


def _page(request: CentreRequest, found: MarkSheet) -> SheetPage:
    """The sheet with the way back to the list it was opened from."""
    name = QUEUES.get(Role(request.appointment.role))
    place = Place(queue_url=reverse(name, args=[request.centre.slug]) if name else "")
    return sheet_page(found, request.appointment, place=place)


def _words(request: CentreRequest) -> dict[str, str]:
    """What was typed beside the marks: a refused act gives it back."""
    return {name: value for name, value in request.POST.items() if name in NAMES and isinstance(value, str)}


def _done(verb: str, found: MarkSheet) -> str:
    if verb == "countersign" and found.state == State.DISPUTED:
        return (
            "Countersigned. You and the assessor differ, so the sheet is disputed and cannot be released as it stands."
        )
    return MOVES[verb].done


def _after(request: CentreRequest, found: MarkSheet, verb: str) -> str:
    """Where the person goes next: on to the next sheet when they asked for it, else where this one is worked on."""
    slug = request.centre.slug
    if verb in {"call_in", "take_over", "lock"}:
        return reverse("check", args=[slug, found.pk])
    if verb in {"recall", "override"}:
        return reverse("desk", args=[slug, found.pk])
    if verb == "sign" and request.POST.get("then") == "next":
        return _next_to_mark(request)
    if verb == "countersign" and request.POST.get("then") == "next":
        rows = queues.to_check(request.appointment)
        return rows[0].url if rows else reverse("checks", args=[slug])
    return reverse("sheet", args=[slug, found.pk])


def _next_to_mark(request: CentreRequest) -> str:
    """The next sheet of the queue, opened: signing one and moving on is how an assessor asks for it."""
    rows = queues.to_mark(request.appointment)
    if not rows:
        return reverse("queue", args=[request.centre.slug])
    if not rows[0].opens:
        return rows[0].url
    submission = visible_submissions(request.appointment).get(pk=rows[0].id)
    opened = actions.open_sheet(submission, by=request.appointment)
    return reverse("desk", args=[request.centre.slug, opened.pk])


@appointed(Role.LEARNER)
def result(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The learner's result: outcome, reason, feedback, the printed form."""
    submission = get_object_or_404(visible_submissions(request.appointment), pk=pk)
    found = visible_sheets(request.appointment).filter(submission=submission).first()
    if found is None:
        return redirect(submission if submission.is_draft else reverse("receipt", args=[request.centre.slug, pk]))
    page = released_page(found, request.appointment)
    commented = reverse("result-comments", args=[request.centre.slug, pk]) if copy_of(page, request.centre) else ""
    return render(request, "marksheets/result.html", {"page": page, "copy_url": commented})


@appointed(Role.LEARNER)
def commented(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The learner's work with the comments written for them, once the result is theirs."""
    submission = get_object_or_404(visible_submissions(request.appointment), pk=pk)
    found = get_object_or_404(visible_sheets(request.appointment), submission=submission)
    page = released_page(found, request.appointment)
    context = {"page": page, "leaves": copy_of(page, request.centre), "submission": pk}
    return render(request, "marksheets/copy.html", context)


@appointed(Role.LEARNER)
def so_far(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What happened to one assessment, and what comes next, for its learner."""
    rows = visible_submissions(request.appointment).select_related("assessment", "centre")
    submission = get_object_or_404(rows, pk=pk)
    sheet = MarkSheet.objects.filter(submission=submission).first()
    shown = sheet is not None and sheet.state in {State.RELEASED, State.VOID}
    name = "assignment" if submission.is_draft else "result" if shown else "receipt"
    context = {
        "page": timeline(submission, request.appointment),
        "back": reverse(name, args=[request.centre.slug, pk]),
    }
    return render(request, "marksheets/timeline.html", context)


@appointed(Role.LEARNER, *STAFF_READERS)
def pdf(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The stored form of a released sheet, byte for byte."""
    found = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    edition = edition_of(found, request.appointment)
    if edition is None:
        raise Http404
    return attachment(request.centre.pk, edition.sha256, file_name(found), "pdf")


@appointed(*STAFF_READERS, writes=True)
def enclosure(request: CentreRequest, pk: UUID) -> FileResponse:
    """A file that was enclosed with a return, byte for byte; every download leaves a line."""
    rows = Enclosure.objects.filter(reason__sheet__in=visible_sheets(request.appointment))
    file = get_object_or_404(rows.select_related("centre"), pk=pk)
    actions.note_enclosure_read(file, by=request.appointment)
    return original(file)


@appointed(*STAFF_READERS)
def draft(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The form as it would print now, watermarked and stored nowhere."""
    from marksheets.pdf.render import PangoMissing, render_sheet

    found = get_object_or_404(visible_sheets(request.appointment), pk=pk)
    page = _page(request, found)
    try:
        body = render_sheet(page, draft=True)
    except PangoMissing as missing:
        messages.error(request, str(missing))
        return render(request, "marksheets/sheet.html", {"page": page}, status=503)
    return HttpResponse(
        body, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="draft.pdf"'}
    )
