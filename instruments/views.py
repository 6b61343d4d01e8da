"""Own sheets: the list, a new one, one sheet with its text, its approvals and its places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Stale
from centres.roles import Role
from instruments import actions
from instruments.drafts import difference_of, made_out_for
from instruments.forms import ApprovalForm, OwnApprovalForm, PlaceForm, StartForm, TextForm, VersionForm
from instruments.models import Instrument
from instruments.pages import instrument_page, instruments_page, overlay_page, shipped_page, shipped_sheets
from qualifications import specfile
from qualifications.models import Overlay, Specification
from qualifications.specfile import Assessment

READERS = (Role.LEAD_IQA, Role.ADMIN)
EXAMPLE = Path(__file__).with_name("example.toml")


@appointed(*READERS)
def instruments(request: CentreRequest) -> HttpResponse:
    """Every own sheet, and the shipped ones that need an approval too."""
    return render(request, "instruments/list.html", {"page": instruments_page(request.centre)})


@appointed(Role.LEAD_IQA)
def new(request: CentreRequest) -> HttpResponse:
    """Begin a draft: from the example, a published sheet or a file."""
    form = StartForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        text = _beginning(**form.cleaned_data)
        made = actions.start(text, form.cleaned_data["specification"], by=request.appointment)
        return redirect("instrument", request.centre.slug, made.pk)
    return render(request, "instruments/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _beginning(*, start: str, sheet: Any, source: str, specification: Specification, **other: Any) -> str:
    if start == "upload":
        return source
    if start == "copy":
        return specfile.to_toml(_copied(sheet.definition))
    example, first = EXAMPLE.read_text(encoding="utf-8"), specification.unit_places.select_related("unit").first()
    return example if first is None else made_out_for(first.unit.definition, example)


def _copied(sheet: Assessment) -> Assessment:
    """A copy is the centre's wording from its first word on, under a code of its own."""
    code = sheet.code if sheet.wording == "centre_own" else f"{sheet.code}-OWN"
    return replace(sheet, code=code, version="1", wording="centre_own", source="", printed=())


@appointed(*READERS)
def instrument(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One own sheet; a lead IQA writes it here. What is typed is kept, mistakes and all."""
    found = _found(pk)
    if request.method != "POST":
        return _show(request, found)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _show(request, found, text=form, status=422)
    try:
        actions.save(found, form.cleaned_data["text"], version=form.cleaned_data["version"], by=request.appointment)
    except Stale as stale:
        return _both(request, found, form.cleaned_data["text"], stale)
    except Refused as refused:
        form.add_error("text", refused.sentence)
        return _show(request, found, text=form, status=refused.status)
    messages.success(request, "Saved.")
    return redirect(found)


def _both(request: CentreRequest, found: Instrument, typed: str, stale: Stale) -> HttpResponse:
    """Somebody was faster: their text beside what was typed, which can then be saved over it."""
    found.refresh_from_db()
    form = TextForm(initial={"version": found.version, "text": typed})
    difference = "\n".join(difference_of(found.text, typed))
    context = {"form": form, "theirs": found, "sentence": stale.sentence, "difference": difference}
    return render(request, "instruments/conflict.html", context, status=stale.status)


@appointed(*READERS)
def download(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The text as a file: what `publish_specs --check` reads and another centre could import."""
    found = _found(pk)
    name = "".join(letter if letter.isalnum() or letter in ".-_" else "-" for letter in found.code) or "sheet"
    headers = {"Content-Disposition": f'attachment; filename="{name.encode("ascii", "replace").decode()}.toml"'}
    return HttpResponse(found.text.encode(), content_type="application/toml; charset=utf-8", headers=headers)


@appointed(*READERS)
@require_POST
def approve(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Record the awarding body's approval; the draft's text is frozen with it."""
    found, form = _found(pk), OwnApprovalForm(request.POST)
    return _act(request, found, form, "approval", actions.approve, "The approval is recorded.")


@appointed(*READERS)
@require_POST
def place(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Give it its place in an award."""
    found = _found(pk)
    form = PlaceForm(request.POST, instrument=found)
    done = "It has its place: whoever is registered from now on is assessed with it."
    return _act(request, found, form, "place", actions.place, done)


@appointed(*READERS)
@require_POST
def withdraw(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Nobody is registered with it from now on."""
    return _act(request, _found(pk), VersionForm(request.POST), "withdrawal", actions.withdraw, "It is withdrawn.")


@appointed(Role.LEAD_IQA)
@require_POST
def again(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Begin the next version."""
    made = actions.again(_found(pk), by=request.appointment)
    messages.success(request, "A new draft begins with the same text; give it a new version.")
    return redirect(made)


@appointed(*READERS)
def shipped(request: CentreRequest, pk: UUID) -> HttpResponse:
    """A sheet of the catalogue in a centre's wording: its approvals, and the next one."""
    found = next((sheet for sheet in shipped_sheets() if sheet.pk == pk), None)
    if found is None:
        raise Http404
    form = ApprovalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.approve_shipped(found, **form.cleaned_data, by=request.appointment)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The approval is recorded.")
            return redirect("instrument-shipped", request.centre.slug, pk)
    context = {"page": shipped_page(found), "form": form}
    return render(request, "instruments/shipped.html", context, status=422 if form.is_bound else 200)


@appointed(*READERS)
def overlay(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What may be asked beyond an award; taken into use here, or out of it."""
    found = get_object_or_404(Overlay, pk=pk)
    if request.method != "POST":
        return render(request, "instruments/overlay.html", {"page": overlay_page(found)})
    try:
        if "stop" in request.POST:
            actions.leave_off(found, by=request.appointment)
            messages.success(request, "It is no longer in use. Whoever has its checklist already keeps it.")
        else:
            actions.adopt(found, by=request.appointment)
            messages.success(request, "It is in use: whoever is registered from now on meets it as well.")
    except Refused as refused:
        messages.error(request, refused.sentence)
        return render(request, "instruments/overlay.html", {"page": overlay_page(found)}, status=refused.status)
    return redirect("overlay", request.centre.slug, pk)


def _found(pk: UUID) -> Instrument:
    rows = Instrument.objects.select_related("award", "assessment", "changed_by", "centre")
    return get_object_or_404(rows, pk=pk)


def _act(
    request: CentreRequest, found: Instrument, form: forms.Form, name: str, action: Any, done: str
) -> HttpResponse:
    """One act on a sheet: done, or the page again with its sentence and all that was typed."""
    status = 422
    if form.is_valid():
        try:
            action(found, **form.cleaned_data, by=request.appointment)
        except Refused as refused:
            status = refused.status
            form.add_error(None, refused.sentence)
            found.refresh_from_db()
            form.data = form.data.copy()
            form.data["version"] = found.version  # sent again, it is about what is shown now
        else:
            messages.success(request, done)
            return redirect(found)
    found.refresh_from_db()
    return _show(request, found, status=status, **{name: form})


def _show(request: CentreRequest, found: Instrument, status: int = 200, **given: forms.Form) -> HttpResponse:
    version = {"version": found.version}
    place_form = given.get("place") or PlaceForm(initial=version, instrument=found)
    context = {
        "page": instrument_page(found),
        "text_form": given.get("text") or TextForm(initial={**version, "text": found.text}),
        "approval_form": given.get("approval") or OwnApprovalForm(initial=version),
        "place_form": place_form,
        "withdraw_form": given.get("withdrawal") or VersionForm(initial=version),
        "failed": next((form for form in given.values() if form.errors), None),
        "writes": request.appointment.role == Role.LEAD_IQA and found.is_draft,
        "drafts": request.appointment.role == Role.LEAD_IQA,
    }
    return render(request, "instruments/instrument.html", context, status=status)
