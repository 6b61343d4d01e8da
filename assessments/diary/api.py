"""The diary for programs: reading it, and logging into one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.diary import actions
from assessments.diary.access import visible_entries
from assessments.diary.forms import AS_USUAL, SPLIT, EntryForm, initial_of
from assessments.diary.kinds import FLOWS, FORMS, KINDS, ROLES
from assessments.diary.models import DiaryEntry
from assessments.diary.pages import EntryPage, EntrySummary, entry_page, entry_summaries, shares_by_key
from assessments.diary.wanted import wanted_of
from centres.api.describing import AFTER, LIMIT, READS, WRITES, described
from centres.api.refusing import problems_of, unfit
from centres.api.shapes import plain, rows_of, shape
from centres.api.view import CentreView
from centres.refusals import Unfit
from centres.roles import Role
from learners.models import Learner

READERS = frozenset({Role.LEARNER, Role.TUTOR, Role.ASSESSOR, Role.IQA, Role.LEAD_IQA})
OWN = frozenset({Role.LEARNER})
WHOSE = OpenApiParameter("learner", OpenApiTypes.UUID, description="Only the entries of this learner.")
TEXTS = ("own_goals", "goals_agreed", "summary", "feedback", "reflection")
WORDS = ("client", "title", "supervisor", "supervisor_qualification", *TEXTS)


def _words() -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True)


class EntryChange(serializers.Serializer[Any]):
    """What an entry says; what is left out stays as it is. Each kind has its own columns, the others are not read."""

    on = serializers.DateField(required=False, help_text="The day it took place.")
    starts = serializers.CharField(required=False, allow_blank=True, help_text="“14:30”, local time.")
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=1440)
    role = serializers.ChoiceField(required=False, choices=list(ROLES))
    client = _words()
    title = _words()
    supervisor = _words()
    supervisor_qualification = _words()
    cpd_form = serializers.ChoiceField(required=False, allow_blank=True, choices=list(FORMS))
    cpd_flow = serializers.ChoiceField(required=False, allow_blank=True, choices=list(FLOWS))
    own_goals = _words()
    goals_agreed = _words()
    summary = _words()
    feedback = _words()
    reflection = _words()
    counts = serializers.CharField(
        required=False,
        help_text="The requirement it counts for, as in `counts_for` of an entry; “nothing”, or “split” with `split`. "
        "A new entry that does not say it counts for the first requirement that takes it and is not full.",
    )
    split = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1440),
        required=False,
        help_text="Minutes by requirement.",
    )
    final = serializers.BooleanField(required=False, help_text="Finished; every final version stays readable.")


class EntryKept(EntryChange):
    """A change of an entry as it was read."""

    version = serializers.IntegerField(help_text="The version that was read.")


class EntryLogged(EntryChange):
    """A new entry. Day, length, and with whom are enough; it stays a draft until `final`."""

    kind = serializers.ChoiceField(choices=list(KINDS))
    on = serializers.DateField()
    minutes = serializers.IntegerField(min_value=1, max_value=1440)


class Entries(CentreView):
    """The list, and logging."""

    roles = {"get": READERS, "post": OWN}

    @described(
        "Diary entries I may read",
        gives=rows_of(EntrySummary),
        errors=(*READS, 422),
        parameters=(WHOSE, AFTER, LIMIT),
    )
    def get(self, request: Request) -> Response:
        """A learner's own, drafts included; for staff the final ones of learners whose diary they may read."""
        return self.listed(entry_summaries(self.appointment, self.slice(), _learner(request)))

    @described("Log an entry", takes=EntryLogged, gives=shape(EntryPage), status=201, errors=WRITES)
    def post(self, request: Request) -> Response:
        """Into one's own diary."""
        given = self.said(EntryLogged)
        learner = get_object_or_404(Learner, appointment=self.appointment)
        form = _form(learner, given["kind"], {"counts": AS_USUAL}, given)
        if not form.is_valid():
            return unfit(problems_of(dict(form.errors)))
        final = given.get("final", False)
        entry = actions.log(learner, given["kind"], form.given(), by=self.appointment, final=final)
        return Response(plain(entry_page(entry, self.appointment)), status=201)


class OneEntry(CentreView):
    """One entry."""

    roles = {"get": READERS, "patch": OWN}

    @described("One diary entry", gives=shape(EntryPage))
    def get(self, request: Request, pk: UUID) -> Response:
        """With its history, files, cautions and what it counts for."""
        return Response(plain(entry_page(self._entry(pk), self.appointment)))

    @described("Change an entry", takes=EntryKept, gives=shape(EntryPage), errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """`version` is the one that was read; what is left out stays as it is."""
        entry = self._entry(pk)
        given = self.said(EntryKept)
        form = _form(entry.learner, entry.kind, initial_of(entry, shares_by_key(entry)), given)
        if not form.is_valid():
            return unfit(problems_of(dict(form.errors)))
        final = given.get("final", entry.is_final)
        actions.change(entry, form.given(), version=given["version"], by=self.appointment, final=final)
        return Response(plain(entry_page(self._entry(pk), self.appointment)))

    def _entry(self, pk: UUID) -> DiaryEntry:
        return get_object_or_404(visible_entries(self.appointment).select_related("learner", "centre"), pk=pk)


def _learner(request: Request) -> UUID | None:
    asked = request.query_params.get("learner", "")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise Unfit("“learner” is the id of a learner; this is not an id.", code="learner") from None


def _form(learner: Learner, kind: str, stored: dict[str, Any], given: dict[str, Any]) -> EntryForm:
    """The page's own form, filled with what is stored and what was sent."""
    data = {**stored, **{name: given[name] for name in given if name not in {"split", "final", "version", "kind"}}}
    if "minutes" in given and "counts" not in given and stored.get("counts") != SPLIT:
        data["counts"] = AS_USUAL  # what all of it counted for goes on counting for all of it
    data |= {f"share-{key}": str(minutes) for key, minutes in given.get("split", {}).items()}
    sent = {name: value for name, value in data.items() if value is not None}
    return EntryForm(sent, kind=kind, wanted=wanted_of(learner))


urlpatterns = [
    path("diary/", Entries.as_view(), name="api-diary"),
    path("diary/<uuid:pk>/", OneEntry.as_view(), name="api-diary-entry"),
]
