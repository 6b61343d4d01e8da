"""Drafts handed in for comments, for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.access import visible_submissions
from assessments.api.submissions import SubmissionView
from assessments.models import DraftReading
from assessments.pages import DraftPage, DraftRow, draft_page, draft_rows
from centres.api.describing import READS, WRITES, described
from centres.api.shapes import plain, shape
from centres.api.view import CentreView
from centres.roles import Role

LEARNER = frozenset({Role.LEARNER})
TUTOR = frozenset({Role.TUTOR})


class Commented(serializers.Serializer[Any]):
    """Comments on a draft, without marks."""

    comments = serializers.CharField(trim_whitespace=False)


class Drafts(serializers.Serializer[Any]):
    """Those that wait for comments."""

    drafts = shape(DraftRow)(many=True)


class Comments(SubmissionView):
    """Asking for comments on a draft."""

    roles = {"post": LEARNER}

    @described("Ask for comments on a draft", gives=shape(DraftPage), status=201, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """A tutor reads the files as they are now. The draft stays a draft."""
        reading = actions.ask_for_comments(self.submission(pk), by=self.appointment)
        return Response(plain(draft_page(reading, self.centre)), status=201)


class WaitingDrafts(CentreView):
    """The drafts that wait for a tutor."""

    roles = {"get": TUTOR}

    @described("Drafts that wait for comments", gives=Drafts, errors=READS)
    def get(self, request: Request) -> Response:
        """The oldest first, fifty at most."""
        return Response({"drafts": [plain(row) for row in draft_rows(self.centre)]})


class OneDraft(CentreView):
    """One draft."""

    roles = {"get": TUTOR, "post": TUTOR}

    @described("One draft", gives=shape(DraftPage))
    def get(self, request: Request, pk: UUID) -> Response:
        """Its files, what is asked, and the comments."""
        return Response(plain(draft_page(self._reading(pk), self.centre)))

    @described("Comment on a draft", takes=Commented, status=204, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Once, in words, without marks."""
        actions.comment(self._reading(pk), self.said(Commented)["comments"], by=self.appointment)
        return Response(status=204)

    def _reading(self, pk: UUID) -> DraftReading:
        rows = DraftReading.objects.filter(submission__in=visible_submissions(self.appointment))
        rows = rows.select_related("submission__registration__learner__appointment", "submission__assessment")
        return get_object_or_404(rows, pk=pk)


urlpatterns = [
    path("submissions/<uuid:pk>/comments/", Comments.as_view(), name="api-ask-comments"),
    path("drafts/", WaitingDrafts.as_view(), name="api-drafts"),
    path("drafts/<uuid:pk>/", OneDraft.as_view(), name="api-draft-reading"),
]
