"""The list, one entry, logging, changing, withdrawing, files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.confirming.pages import rows_about
from assessments.confirming.reading import partners_of
from assessments.diary import actions
from assessments.diary.access import visible_entries
from assessments.diary.export import as_csv
from assessments.diary.forms import BehalfForm, EntryForm, initial_of
from assessments.diary.kinds import KINDS
from assessments.diary.matrix import matrix_rows
from assessments.diary.models import Attachment, DiaryEntry
from assessments.diary.pages import (
    diary_page,
    entry_page,
    feedback_rows,
    goal_rows,
    labels_of,
    reader_rows,
    shares_by_key,
)
from assessments.diary.views.people import READERS, entry_of, keep_key, myself, readable, say_saved, version_sent
from assessments.diary.wanted import wanted_of
from assessments.sending import original
from assessments.uploads import NO_FILE, receive
from centres.appointed import CentreRequest, appointed
from centres.refusals import NotYours, Refused, Stale
from centres.roles import Role
from learners.models import Learner


@appointed(*READERS)
def diary(request: CentreRequest) -> HttpResponse:
    """The learner's own entries; for staff the learners whose diary they may read."""
    if request.appointment.role != Role.LEARNER:
        wanted = request.GET.get("q", "").strip()[:100]
        rows = reader_rows(request.appointment, wanted)
        return render(request, "diary/readers.html", {"rows": rows, "wanted": wanted})
    return _list(request, myself(request), mine=True)


@appointed(*READERS)
def of_learner(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One learner's diary, for those who may read it."""
    learner = readable(request, pk)
    return _list(request, learner, mine=request.appointment.role == Role.LEARNER)


def _list(request: CentreRequest, learner: Learner, *, mine: bool) -> HttpResponse:
    context = {
        "page": diary_page(learner, mine=mine),
        "kinds": KINDS.values(),
        "goals": () if mine else goal_rows(learner),
        "notes": () if mine else feedback_rows(learner),
        "lines": () if mine else matrix_rows(learner, request.appointment),
        "partners": () if mine else partners_of(learner),
        "learner": learner,
        "mine": mine,
        "tab": "diary",
    }
    return render(request, "diary/diary.html", context)


@appointed(*READERS)
def sheet_of(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What may be read of a diary as a table for spreadsheets."""
    learner = readable(request, pk)
    mine = request.appointment.role == Role.LEARNER
    response = HttpResponse(as_csv(learner, drafts=mine), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="coaching-diary.csv"'
    return response


@appointed(*READERS)
def entry(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One entry whole, with its history."""
    return _entry(request, entry_of(request, pk))


@appointed(Role.LEARNER)
def new(request: CentreRequest, kind: str) -> HttpResponse:
    """The form of a new entry: four fields, and the rest when there is time."""
    if kind not in KINDS:
        raise Http404
    learner = myself(request)
    form = _form(request, learner, kind, {"on": timezone.localdate()})
    if request.method != "POST":
        return _show(request, form, kind)
    if not form.is_valid():
        return _show(request, form, kind, status=422)
    try:
        final = "final" in request.POST
        made = actions.log(learner, kind, form.given(), by=request.appointment, final=final)
    except Refused as refused:
        return _show(request, form, kind, refused=refused)
    say_saved(request, _logged(made), f"diary-new-{kind}")
    return redirect(made)


def _logged(made: DiaryEntry) -> str:
    return "Logged." if made.is_final else "Logged as a draft. Finish it whenever you have the time."


@appointed(Role.TUTOR)
def log_for(request: CentreRequest, pk: UUID, kind: str) -> HttpResponse:
    """Log for a learner who cannot; it waits for their word."""
    if kind not in KINDS:
        raise Http404
    learner = readable(request, pk)
    form = BehalfForm(request.POST or None, kind=kind, initial={"on": timezone.localdate()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.log_for(learner, kind, form.given(), **form.why(), by=request.appointment)
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, refused.sentence)
            status = refused.status
        else:
            messages.success(request, "Logged. It counts once the learner has taken it over.")
            return redirect("diary-of", request.centre.slug, pk)
    return render(request, "diary/behalf.html", {"form": form, "kind": KINDS[kind], "learner": learner}, status=status)


@appointed(Role.LEARNER)
def edit(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Change an entry, or finish a draft."""
    found = entry_of(request, pk)
    if found.withdrawn_at:
        return redirect(found)
    form = _form(request, found.learner, found.kind, initial_of(found, shares_by_key(found)))
    if request.method != "POST":
        return _show(request, form, found.kind, entry=found)
    if not form.is_valid():
        return _show(request, form, found.kind, entry=found, version=request.POST.get("version", ""), status=422)
    try:
        final = found.is_final or "final" in request.POST
        actions.change(found, form.given(), version=version_sent(request), by=request.appointment, final=final)
    except Refused as refused:
        return _show(request, form, found.kind, entry=found, refused=refused)
    say_saved(request, "Saved as final." if found.is_final else "Draft saved.", found.pk)
    return redirect(found)


def _form(request: CentreRequest, learner: Learner, kind: str, initial: dict[str, Any]) -> EntryForm:
    labels = labels_of(learner, kind)
    data = request.POST if request.method == "POST" else None
    return EntryForm(data, kind=kind, wanted=wanted_of(learner), labels=labels, initial=initial)


def _show(
    request: CentreRequest,
    form: EntryForm,
    kind: str,
    *,
    entry: DiaryEntry | None = None,
    version: str = "",
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with what was typed; after a change elsewhere also what is stored, to be looked at beside it."""
    if isinstance(refused, NotYours):
        raise refused
    stored = _stored(entry, form) if entry is not None and isinstance(refused, Stale) else ()
    context = {
        "form": form,
        "kind": KINDS[kind],
        "entry": entry,
        "keep": keep_key(request, entry.pk if entry else f"diary-new-{kind}"),
        "stored": stored,
        "refused": refused.sentence if refused else "",
        "version": version or (entry.version if entry else ""),
    }
    return render(request, "diary/form.html", context, status=refused.status if refused else status)


def _stored(entry: DiaryEntry, form: EntryForm) -> tuple[tuple[str, str], ...]:
    """What is stored where it differs from what was typed, by label."""
    entry.refresh_from_db()
    given = form.given()
    typed: dict[str, Any] = {"on": given.on, "starts": given.starts, "minutes": given.minutes, **given.columns}
    return tuple(
        (str(form.fields[name].label), str(getattr(entry, name) or "–"))
        for name, value in typed.items()
        if name in form.fields and getattr(entry, name) != value
    )


@appointed(Role.LEARNER)
@require_POST
def withdraw(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take an entry back: a draft is gone, a final one stays to be read."""
    found = entry_of(request, pk)
    try:
        stayed = actions.withdraw(
            found, version=version_sent(request), reason=request.POST.get("reason", ""), by=request.appointment
        )
    except Refused as refused:
        return _entry(request, found, [refused.sentence], status=refused.status)
    if stayed:
        messages.success(request, "Withdrawn. It stays to be read and counts for nothing.")
        return redirect(found)
    messages.success(request, "The draft is deleted.")
    return redirect("diary", request.centre.slug)


@appointed(Role.LEARNER, before=receive)
@require_POST
def upload(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Add files to an entry; one that cannot be taken does not stop the others."""
    found = entry_of(request, pk)
    added, refusals = actions.attach_all(found, request.received, by=request.appointment)
    for file in added:
        messages.success(request, f"“{file.name}” is added.")
    if problems := [one.sentence for one in refusals] or ([] if request.received else [NO_FILE]):
        return _entry(request, found, problems, status=422)
    return redirect(found.get_absolute_url() + "#files")


@appointed(*READERS, writes=True)
def download(request: CentreRequest, pk: UUID) -> FileResponse:
    """A file of an entry, byte for byte; every download leaves a line."""
    file = _file(request, pk)
    actions.note_download(file, by=request.appointment)
    return original(file)


@appointed(Role.LEARNER)
@require_POST
def remove(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take a file away."""
    file = _file(request, pk)
    actions.detach(file, by=request.appointment)
    return redirect(file.entry.get_absolute_url() + "#files")


def _file(request: CentreRequest, pk: UUID) -> Attachment:
    rows = Attachment.objects.filter(entry__in=visible_entries(request.appointment))
    return get_object_or_404(rows.select_related("entry__learner", "entry__centre"), pk=pk)


def _entry(
    request: CentreRequest, found: DiaryEntry, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "page": entry_page(found, request.appointment),
        "asked": rows_about(found),
        "upload_target": f"entry:{found.pk}",
        "begun": found.uploads.all(),
        "problems": problems or [],
    }
    return render(request, "diary/entry.html", context, status=status)
