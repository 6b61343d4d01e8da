"""What the office does about an attempt, for programs: more time, handing in for somebody, the centre's brief."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.access import OFFICE, office_submissions
from assessments.files.intake import Taken
from assessments.models import CentreBrief, Submission
from assessments.pages import AttemptPage, attempt_page
from assessments.uploads import take_uploads
from centres.api.describing import WRITES, described
from centres.api.shapes import plain, shape
from centres.api.view import CentreView
from centres.refusals import Refused
from qualifications.models import Assessment


class Until(serializers.Serializer[Any]):
    """A later day, and why."""

    until = serializers.DateField()
    reason = serializers.CharField()


class Brief(serializers.Serializer[Any]):
    """The centre's own brief; `words` is guidance."""

    text = serializers.CharField(allow_blank=True)
    words = serializers.IntegerField(min_value=1, max_value=100_000, required=False, allow_null=True)


class Behalf(serializers.Serializer[Any]):
    """The reason, and one or more documents, each a part called `file`."""

    reason = serializers.CharField()
    file = serializers.ListField(child=serializers.FileField())


class AttemptView(CentreView):
    """A route about one attempt, for the office."""

    def attempt(self, pk: UUID) -> Submission:
        """Any attempt of others, a draft too."""
        rows = office_submissions(self.appointment).with_rows()
        return get_object_or_404(rows.select_related("registration__learner__appointment"), pk=pk)

    def shown(self, submission: Submission) -> Response:
        """It as it now stands."""
        return Response(plain(attempt_page(submission)))


class OneAttempt(AttemptView):
    """One attempt."""

    roles = {"get": OFFICE}

    @described("One attempt, for the office", gives=shape(AttemptPage))
    def get(self, request: Request, pk: UUID) -> Response:
        """Where it stands and when it is due; of a draft never what is in it."""
        return self.shown(self.attempt(pk))


class Extend(AttemptView):
    """More time."""

    roles = {"post": OFFICE}

    @described("Move the day of a draft", takes=Until, gives=shape(AttemptPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """With a reason and the name of whoever approves it; never past the registration's own end."""
        submission = self.attempt(pk)
        actions.extend(submission, **self.said(Until), by=self.appointment)
        return self.shown(submission)


class OnBehalf(AttemptView):
    """Handing in for a learner."""

    roles = {"post": OFFICE}
    parser_classes = (MultiPartParser,)

    def before(self, request: Request) -> Any:
        """Through the gate, which takes seconds."""
        return take_uploads(request, self.centre.pk)  # type: ignore[arg-type] - it reads FILES and META, which both have

    @described("Hand in for a learner", takes={"multipart/form-data": Behalf}, gives=shape(AttemptPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """It waits until the learner has declared it; both names show."""
        submission = self.attempt(pk)
        for item in self.received:
            if isinstance(item, Refused):
                raise item
        taken = [item for item in self.received if isinstance(item, Taken)]
        reason = str(request.data.get("reason", ""))
        actions.hand_in_for(submission, taken, reason=reason, by=self.appointment)
        return self.shown(submission)


class OneBrief(CentreView):
    """The centre's own brief for one assessment."""

    roles = {"get": OFFICE, "patch": OFFICE}

    @described("The centre’s brief", gives=Brief)
    def get(self, request: Request, pk: UUID) -> Response:
        """As learners read it beside the printed task."""
        row = CentreBrief.objects.filter(assessment=get_object_or_404(Assessment, pk=pk)).first()
        return Response({"text": row.text if row else "", "words": row.words if row else None})

    @described("Write the centre’s brief", takes=Brief, gives=Brief, errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """An empty text takes it away."""
        asked = self.said(Brief)
        row = actions.write_brief(
            get_object_or_404(Assessment, pk=pk), asked["text"], about=asked.get("words"), by=self.appointment
        )
        return Response({"text": row.text, "words": row.words})


urlpatterns = [
    path("attempts/<uuid:pk>/", OneAttempt.as_view(), name="api-attempt"),
    path("attempts/<uuid:pk>/extend/", Extend.as_view(), name="api-extend"),
    path("attempts/<uuid:pk>/on-behalf/", OnBehalf.as_view(), name="api-on-behalf"),
    path("briefs/<uuid:pk>/", OneBrief.as_view(), name="api-brief"),
]
