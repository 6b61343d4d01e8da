"""What tutors and the office do around attempts, for programs."""

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
from assessments.access import OFFICE, office_submissions, visible_submissions
from assessments.api.submissions import SubmissionView
from assessments.files.intake import Taken
from assessments.models import CentreBrief, DraftReading, Submission
from assessments.pages import AttemptPage, DraftPage, DraftRow, attempt_page, draft_page, draft_rows
from assessments.uploads import take_uploads
from centres.api.describing import READS, WRITES, described
from centres.api.shapes import plain, shape
from centres.api.view import CentreView
from centres.refusals import Refused
from centres.roles import Role
from learners.models import Registration
from qualifications.models import Assessment

LEARNER = frozenset({Role.LEARNER})
TUTOR = frozenset({Role.TUTOR})


class Until(serializers.Serializer[Any]):
    """A later day, and why."""

    until = serializers.DateField()
    reason = serializers.CharField()


class Away(serializers.Serializer[Any]):
    """A break in learning."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField()


class Leaving(serializers.Serializer[Any]):
    """From when, and why."""

    on = serializers.DateField()
    reason = serializers.CharField()


class Adjusted(serializers.Serializer[Any]):
    """What was agreed."""

    adjustments = serializers.CharField(allow_blank=True, max_length=2_000)


class RegistrationStands(serializers.Serializer[Any]):
    """How a registration stands."""

    id = serializers.UUIDField()
    adjustments = serializers.CharField()
    withdrawn_on = serializers.DateField(allow_null=True)
    breaks = serializers.ListField(child=serializers.DictField())


class Commented(serializers.Serializer[Any]):
    """Comments on a draft, without marks."""

    comments = serializers.CharField(trim_whitespace=False)


class Brief(serializers.Serializer[Any]):
    """The centre's own brief; `words` is guidance."""

    text = serializers.CharField(allow_blank=True)
    words = serializers.IntegerField(min_value=1, max_value=100_000, required=False, allow_null=True)


class Drafts(serializers.Serializer[Any]):
    """Those that wait for comments."""

    drafts = shape(DraftRow)(many=True)


class Behalf(serializers.Serializer[Any]):
    """The reason, and one or more documents, each a part called `file`."""

    reason = serializers.CharField()
    file = serializers.ListField(child=serializers.FileField())


def read(kind: type[serializers.Serializer[Any]], body: Any) -> dict[str, Any]:
    """What a body says, or a 422 that names the field."""
    asked = kind(data=body)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class Comments(SubmissionView):
    """Asking for comments on a draft."""

    roles = {"post": LEARNER}

    @described("Ask for comments on a draft", gives=shape(DraftPage), status=201, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """A tutor reads the files as they are now. The draft stays a draft."""
        reading = actions.ask_for_comments(self.submission(pk), by=self.appointment)
        return Response(plain(draft_page(reading, self.centre)), status=201)


class RefuseUse(SubmissionView):
    """Refusing the awarding body's use after handing in."""

    roles = {"post": LEARNER}

    @described("Refuse the use of a script", errors=WRITES, status=204)
    def post(self, request: Request, pk: UUID) -> Response:
        """It binds every attempt and is not taken back."""
        actions.refuse_use(self.submission(pk), by=self.appointment)
        return Response(status=204)


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
        actions.comment(self._reading(pk), read(Commented, self.body)["comments"], by=self.appointment)
        return Response(status=204)

    def _reading(self, pk: UUID) -> DraftReading:
        rows = DraftReading.objects.filter(submission__in=visible_submissions(self.appointment))
        rows = rows.select_related("submission__registration__learner__appointment", "submission__assessment")
        return get_object_or_404(rows, pk=pk)


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
        actions.extend(submission, **read(Until, self.body), by=self.appointment)
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


class RegistrationView(CentreView):
    """A route about one registration."""

    def registration(self, pk: UUID) -> Registration:
        """Anybody's but one's own."""
        rows = Registration.objects.select_related("learner__appointment", "specification")
        return get_object_or_404(rows.exclude(learner__appointment__user=self.appointment.user_id), pk=pk)

    def shown(self, found: Registration) -> Response:
        """It as it now stands."""
        breaks = [{"starts_on": b.starts_on, "ends_on": b.ends_on, "reason": b.reason} for b in found.breaks.all()]
        stands = {"id": found.pk, "adjustments": found.adjustments, "withdrawn_on": found.withdrawn_on}
        return Response({**stands, "breaks": breaks})


class OneRegistration(RegistrationView):
    """How it stands."""

    roles = {"get": OFFICE, "patch": OFFICE}

    @described("One registration", gives=RegistrationStands)
    def get(self, request: Request, pk: UUID) -> Response:
        """The note of adjustments, breaks, withdrawal."""
        return self.shown(self.registration(pk))

    @described("Note reasonable adjustments", takes=Adjusted, gives=RegistrationStands, errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Whoever teaches or assesses the learner reads it."""
        found = self.registration(pk)
        actions.note_adjustments(found, read(Adjusted, self.body)["adjustments"], by=self.appointment)
        return self.shown(found)


class TakeBreak(RegistrationView):
    """A break in learning."""

    roles = {"post": OFFICE}

    @described("Record a break in learning", takes=Away, gives=RegistrationStands, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """The centre's own days move by its length; the registration's end stays."""
        found = self.registration(pk)
        actions.take_break(found, **read(Away, self.body), by=self.appointment)
        return self.shown(found)


class Leave(RegistrationView):
    """Withdrawal from the registration."""

    roles = {"post": OFFICE}

    @described("Withdraw a learner from an award", takes=Leaving, gives=RegistrationStands, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Nothing more is handed in; what is being marked is finished."""
        found = self.registration(pk)
        actions.leave(found, **read(Leaving, self.body), by=self.appointment)
        return self.shown(found)


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
        asked = read(Brief, self.body)
        row = actions.write_brief(
            get_object_or_404(Assessment, pk=pk), asked["text"], about=asked.get("words"), by=self.appointment
        )
        return Response({"text": row.text, "words": row.words})


urlpatterns = [
    path("submissions/<uuid:pk>/comments/", Comments.as_view(), name="api-ask-comments"),
    path("submissions/<uuid:pk>/refuse-use/", RefuseUse.as_view(), name="api-refuse-use"),
    path("drafts/", WaitingDrafts.as_view(), name="api-drafts"),
    path("drafts/<uuid:pk>/", OneDraft.as_view(), name="api-draft-reading"),
    path("attempts/<uuid:pk>/", OneAttempt.as_view(), name="api-attempt"),
    path("attempts/<uuid:pk>/extend/", Extend.as_view(), name="api-extend"),
    path("attempts/<uuid:pk>/on-behalf/", OnBehalf.as_view(), name="api-on-behalf"),
    path("registrations/<uuid:pk>/", OneRegistration.as_view(), name="api-registration"),
    path("registrations/<uuid:pk>/break/", TakeBreak.as_view(), name="api-break"),
    path("registrations/<uuid:pk>/withdraw/", Leave.as_view(), name="api-leave"),
    path("briefs/<uuid:pk>/", OneBrief.as_view(), name="api-brief"),
]
