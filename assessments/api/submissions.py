"""Submissions and their files, for programs: the learner's assignment, the office's allocation, the originals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.access import visible_submissions
from assessments.forms import AllocateForm
from assessments.models import Evidence, Submission
from assessments.pages import FileRow, SubmissionPage, SubmissionRow, file_row, submission_page, submission_rows
from assessments.sending import original
from assessments.uploads import NO_FILE, take_uploads
from centres.api.describing import AFTER, FILE, LIMIT, READS, WRITES, Problem, described
from centres.api.refusing import problems_of, unfit
from centres.api.shapes import plain, rows_of, shape
from centres.api.view import CentreView
from centres.refusals import Unfit
from centres.roles import Role

OFFICE = frozenset({Role.ADMIN, Role.LEAD_IQA})
LEARNER = frozenset({Role.LEARNER})


class Said(serializers.Serializer[Any]):
    """What the learner says about a draft; what is left out stays as it is."""

    choices = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=100),
        required=False,
        help_text="By code: {“looking”: “forward”}.",
    )
    declared = serializers.BooleanField(required=False, help_text="This is my own work.")
    refuses = serializers.BooleanField(required=False, help_text="The awarding body may not use it, even anonymously.")


class Files(serializers.Serializer[Any]):
    """One or more documents, each a part called `file`."""

    file = serializers.ListField(child=serializers.FileField())


class Added(serializers.Serializer[Any]):
    """The files that came in."""

    files = shape(FileRow)(many=True)


class NotAllAdded(Problem):
    """A file could not be taken; the others were added. `detail` is the first of the sentences."""

    files = shape(FileRow)(many=True, required=False)
    refused = Problem(many=True, required=False)


FORM = {"multipart/form-data": Files}
NOT_ALL = {409: NotAllAdded, 422: NotAllAdded}


class Given(serializers.Serializer[Any]):
    """To whom a submission goes."""

    assessor = serializers.CharField(help_text="The id of an appointment, one of those that a GET lists.")


class Eligible(serializers.Serializer[Any]):
    """Those a submission may go to: id and name."""

    assessors = serializers.DictField(child=serializers.CharField())


class SubmissionView(CentreView):
    """A route about one submission."""

    def submission(self, pk: UUID) -> Submission:
        """The submission, when this person may see it."""
        rows = visible_submissions(self.appointment).with_rows().select_related("registration__specification")
        return get_object_or_404(rows, pk=pk)

    def shown(self, pk: UUID) -> Response:
        """It as it now stands."""
        return Response(plain(submission_page(self.submission(pk), self.appointment)))


class Submissions(CentreView):
    """The list."""

    @described("Submissions I may see", gives=rows_of(SubmissionRow), errors=(*READS, 422), parameters=(AFTER, LIMIT))
    def get(self, request: Request) -> Response:
        """A learner's own attempts, drafts included; an assessor's allocated ones; for others all handed in."""
        return self.listed(submission_rows(self.appointment, self.slice()))


class OneSubmission(SubmissionView):
    """One attempt."""

    roles = {"patch": LEARNER}

    @described("One submission", gives=shape(SubmissionPage))
    def get(self, request: Request, pk: UUID) -> Response:
        """The brief, what was added and said, and what is still missing."""
        return self.shown(pk)

    @described("Say something about a draft", takes=Said, gives=shape(SubmissionPage), errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Choices, own work, the awarding body's use. What is left out stays as it is."""
        submission = self.submission(pk)
        given = self.said(Said)
        actions.answer(
            submission,
            choices={**submission.choices, **given.get("choices", {})},
            declared=given.get("declared", submission.declared_own_work),
            refuses=given.get("refuses", submission.refuses_ilm_use),
            by=self.appointment,
        )
        return self.shown(pk)


class SubmissionFiles(SubmissionView):
    """The files of a draft."""

    roles = {"post": LEARNER}
    parser_classes = (MultiPartParser,)

    def before(self, request: Request) -> Any:
        """Through the gate, which takes seconds."""
        return take_uploads(request, self.centre.pk)  # type: ignore[arg-type] - it reads FILES and META, which both have

    @described("Add files to a draft", takes=FORM, gives=Added, status=201, errors=WRITES, also=NOT_ALL)
    def post(self, request: Request, pk: UUID) -> Response:
        """PDF, Word (.docx) or a photo of a page (JPEG, PNG), up to 25 MB each.

        One that cannot be taken does not stop the others.
        """
        submission = self.submission(pk)
        if not self.received:
            raise Unfit(NO_FILE, code="no_file")
        added, refusals = actions.attach_all(submission, self.received, by=self.appointment)
        files = [plain(file_row(evidence)) for evidence in added]
        if not refusals:
            return Response({"files": files}, status=201)
        refused = [{"detail": one.sentence, "code": one.code} for one in refusals]
        return Response({"files": files, **refused[0], "refused": refused}, status=max(one.status for one in refusals))


class OneFile(CentreView):
    """One file of a submission."""

    roles = {"delete": LEARNER}
    leaves_a_line = True

    @described("The original of a file", gives=FILE)
    def get(self, request: Request, pk: UUID) -> FileResponse:
        """Byte for byte as it was uploaded. Every download is in the ledger."""
        evidence = self._file(pk)
        actions.note_download(evidence, by=self.appointment)
        return original(evidence)

    @described("Take a file out of a draft", status=204, errors=WRITES)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Only from a draft, by its learner."""
        actions.detach(self._file(pk), by=self.appointment)
        return Response(status=204)

    def _file(self, pk: UUID) -> Evidence:
        rows = Evidence.objects.filter(submission__in=visible_submissions(self.appointment))
        return get_object_or_404(rows.select_related("submission__registration__learner"), pk=pk)


class Submit(SubmissionView):
    """Handing in."""

    roles = {"post": LEARNER}

    @described("Hand in", gives=shape(SubmissionPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Nothing in it changes from here on; the answer carries the receipt."""
        actions.submit(self.submission(pk), by=self.appointment)
        return self.shown(pk)


class Withdraw(SubmissionView):
    """Taking it back."""

    roles = {"post": LEARNER}

    @described("Withdraw", gives=shape(SubmissionPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Until an assessor has opened it: a draft again, with its files, to be declared anew. It uses no attempt."""
        actions.withdraw(self.submission(pk), by=self.appointment)
        return self.shown(pk)


class RefuseUse(SubmissionView):
    """Refusing the awarding body's use after handing in."""

    roles = {"post": LEARNER}

    @described("Refuse the use of a script", errors=WRITES, status=204)
    def post(self, request: Request, pk: UUID) -> Response:
        """It binds every attempt and is not taken back."""
        actions.refuse_use(self.submission(pk), by=self.appointment)
        return Response(status=204)


class Allocation(SubmissionView):
    """Who is to mark a submission."""

    roles = {"get": OFFICE, "post": OFFICE}

    @described("Who may mark this submission", gives=Eligible)
    def get(self, request: Request, pk: UUID) -> Response:
        """The assessors who may assess every unit of it today."""
        people = AllocateForm(submission=self.submission(pk)).people
        return Response({"assessors": {key: person.name for key, person in people.items()}})

    @described("Give it to an assessor", takes=Given, gives=shape(SubmissionPage), errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Possible until the assessor has opened it."""
        submission = self.submission(pk)
        form = AllocateForm(self.body, submission=submission)
        if not form.is_valid():
            return unfit(problems_of(dict(form.errors)))
        actions.allocate(submission, assessor=form.person(), by=self.appointment)
        return self.shown(pk)


urlpatterns = [
    path("submissions/", Submissions.as_view(), name="api-submissions"),
    path("submissions/<uuid:pk>/", OneSubmission.as_view(), name="api-submission"),
    path("submissions/<uuid:pk>/files/", SubmissionFiles.as_view(), name="api-submission-files"),
    path("submissions/<uuid:pk>/submit/", Submit.as_view(), name="api-submit"),
    path("submissions/<uuid:pk>/refuse-use/", RefuseUse.as_view(), name="api-refuse-use"),
    path("submissions/<uuid:pk>/withdraw/", Withdraw.as_view(), name="api-withdraw"),
    path("submissions/<uuid:pk>/allocate/", Allocation.as_view(), name="api-allocate"),
    path("files/<uuid:pk>/", OneFile.as_view(), name="api-file"),
]
