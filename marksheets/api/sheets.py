"""Mark sheets for programs: the page object as JSON, its fields, the printed form, the learner's result."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.access import visible_submissions
from assessments.sending import attachment
from centres.api.describing import AFTER, FILE, LIMIT, READS, WRITES, Problem, Problems, described
from centres.api.refusing import unfit
from centres.api.shapes import plain, rows_of, shape
from centres.api.view import CentreView
from centres.refusals import Stale, Unfit
from centres.roles import Role
from marksheets import actions, forms
from marksheets.access import visible_sheets
from marksheets.models import MarkSheet
from marksheets.pages.assemble import pdf_state, sheet_page
from marksheets.pages.conflict import Clash, clashes
from marksheets.pages.listing import SheetRow, edition_of, file_name, sheet_rows
from marksheets.pages.released import released_page
from marksheets.pages.shape import SheetPage
from marksheets.reading import set_of

MARKERS = frozenset({Role.ASSESSOR, Role.IQA, Role.LEAD_IQA})
STAFF_READERS = MARKERS | {Role.EV, Role.ADMIN}
EVERYBODY = STAFF_READERS | {Role.LEARNER}
OF_A_PAGE = ("place", "queue_url", "next_url", "previous_url", "view_url", "primary")  # of no use to a program
NOT_RELEASED = "There is no result to read yet; you are told when it is ready."
NO_FORM = "The printed form is made when the sheet is released."
WRONG_KIND = "This field takes a text or a number."
NO_FIELD = "This sheet has no such field."
TWO_VERSIONS = "If-Match and the body name different versions of the sheet; send one of them."
Sheet = shape(SheetPage, omit=OF_A_PAGE)
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of the sheet, instead of `version`."
)


class Version(serializers.Serializer[Any]):
    """The version of the sheet that was read; a stale one is refused."""

    version = serializers.IntegerField(min_value=0, required=False, help_text="Or the header If-Match.")


class Typed(Version):
    """Fields by name: `mark-S1`, `strengths-S1`, `areas-S1`, `bullet-S1.2`. Those left out stay as they are."""

    fields = serializers.DictField(child=serializers.CharField(allow_blank=True))  # type: ignore[assignment]


class NotAllKept(Problems):
    """A sentence for each field that could not be taken; the others are kept, and the sheet has a new version."""

    version = serializers.IntegerField(required=False)


class Changed(Problem):
    """Somebody, or another window, changed the sheet: both values of each field that differs."""

    version = serializers.IntegerField(required=False, help_text="The sheet's version now.")
    differences = shape(Clash)(many=True, required=False)


class SheetView(CentreView):
    """A route about one sheet."""

    def sheet(self, pk: UUID) -> MarkSheet:
        """The sheet, when this person may see it."""
        return get_object_or_404(visible_sheets(self.appointment).select_related("assessor", "iqa"), pk=pk)

    def version(self) -> int:
        """The version the program read: from the body, or from If-Match."""
        tag = self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
        if tag and str(self.body.get("version", tag)) != tag:
            raise Unfit(TWO_VERSIONS, code="version")
        return forms.version({"version": tag} if tag else self.body)

    def shown(self, sheet: MarkSheet, *, status: int = 200) -> Response:
        """The sheet for this reader; its version is the ETag."""
        by = self.appointment
        page = self.addressed(released_page(sheet, by) if by.role == Role.LEARNER else sheet_page(sheet, by))
        return Response(plain(page, omit=OF_A_PAGE), status=status, headers={"ETag": f'"{page.version}"'})

    def addressed(self, page: SheetPage) -> SheetPage:
        """The page with the API's addresses in place of the pages'."""
        moves = (dataclasses.replace(m, url=self.at(f"api-sheet-{m.verb}", page.id)) for m in page.moves)
        files = (dataclasses.replace(d, download_url=self.at("api-file", d.id)) for d in page.documents)
        return dataclasses.replace(
            page,
            moves=tuple(moves),
            documents=tuple(files),
            save_url=self.at("api-sheet", page.id) if page.marking_as else "",
            pdf_url=self.at("api-sheet-pdf", page.id) if page.pdf_url else "",
        )


class Sheets(CentreView):
    """The list."""

    roles = {"get": STAFF_READERS}

    @described("Mark sheets I may see", gives=rows_of(SheetRow), errors=(*READS, 422), parameters=(AFTER, LIMIT))
    def get(self, request: Request) -> Response:
        """In the order they were opened."""
        return self.listed(sheet_rows(self.appointment, self.slice()))


class OneSheet(SheetView):
    """One sheet."""

    roles = {"get": STAFF_READERS, "patch": MARKERS}

    @described("One mark sheet", gives=Sheet)
    def get(self, request: Request, pk: UUID) -> Response:
        """As this person may see it, with the moves they may make now. The ETag is its version."""
        return self.shown(self.sheet(pk))

    @described(
        "Save fields",
        takes=Typed,
        gives=Sheet,
        errors=WRITES,
        also={409: Changed, 422: NotAllKept},
        parameters=(IF_MATCH,),
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Into one's own column. A field that cannot be taken gets its sentence, the others are kept."""
        sheet = self.sheet(pk)
        given, problems = typed(self.body, sheet)
        try:
            problems |= actions.save(sheet, given, version=self.version(), by=self.appointment)
        except Stale as stale:
            return self._changed(self.sheet(pk), given, stale)
        return unfit(problems, version=sheet.version) if problems else self.shown(self.sheet(pk))

    def _changed(self, sheet: MarkSheet, given: dict[str, str], stale: Stale) -> Response:
        column = sheet_page(sheet, self.appointment, slim=True).marking_as
        found = clashes(sheet, set_of(sheet, column, by=self.appointment.user_id) if column else None, given)
        differences = [plain(clash) for clash in found]
        answer = {"detail": stale.sentence, "code": stale.code, "version": sheet.version, "differences": differences}
        return Response(answer, status=stale.status)


def typed(body: Any, sheet: MarkSheet) -> tuple[dict[str, str], dict[str, str]]:
    """The fields a body names, as typed text; and a sentence for each that is of no use here."""
    fields = body.get("fields")
    if not isinstance(fields, dict):
        raise Unfit("Send what was typed as “fields”: an object of texts by field name.", code="fields")
    known = actions.field_names(sheet)
    wrong = {name[:60]: NO_FIELD for name in fields if name not in known}
    wrong |= {name: WRONG_KIND for name in fields if name in known and not _is_typed(fields[name])}
    return {name: str(value) for name, value in fields.items() if name in known and name not in wrong}, wrong


def _is_typed(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool))


class SameMarks(SheetView):
    """The IQA's "same marks"."""

    roles = {"post": MARKERS}

    @described("Same marks", takes=Version, gives=Sheet, errors=WRITES, parameters=(IF_MATCH,))
    def post(self, request: Request, pk: UUID) -> Response:
        """Fills the IQA's set with the assessor's marks and says so on the sheet."""
        actions.fill_same_marks(self.sheet(pk), version=self.version(), by=self.appointment)
        return self.shown(self.sheet(pk))


class StoredForm(SheetView):
    """The printed form."""

    roles = {"get": EVERYBODY}

    @described("The printed form of a released sheet", gives=FILE)
    def get(self, request: Request, pk: UUID) -> FileResponse:
        """Byte for byte as it was stored; while it is being made, 404 with the sentence that says so."""
        sheet = self.sheet(pk)
        edition = edition_of(sheet, self.appointment)
        if edition is None:
            raise exceptions.NotFound(pdf_state(sheet, self.centre)["pdf_note"] or NO_FORM, code="no_form_yet")
        return attachment(self.centre.pk, edition.sha256, file_name(sheet), "pdf")


class Result(SheetView):
    """The learner's own result."""

    roles = {"get": frozenset({Role.LEARNER})}

    @described("My result", gives=Sheet)
    def get(self, request: Request, pk: UUID) -> Response:
        """By the id of the submission, once it is released: outcome, reasons, feedback, the printed form."""
        submission = get_object_or_404(visible_submissions(self.appointment), pk=pk)
        sheet = visible_sheets(self.appointment).filter(submission=submission).first()
        if sheet is None:
            raise exceptions.NotFound(NOT_RELEASED, code="not_released")
        return self.shown(sheet)
