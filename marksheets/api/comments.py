"""Saved comments for programs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from centres.api.describing import READS, WRITES, described
from centres.api.shapes import plain, shape
from centres.api.view import CentreView
from centres.refusals import Unfit
from centres.roles import Role
from marksheets import actions, forms
from marksheets.actions.comments import Wording
from marksheets.models import SavedComment
from marksheets.models.comments import Box
from marksheets.pages.comments import CommentRow, comment_rows, row_of, visible_comments

USERS = frozenset({Role.ASSESSOR, Role.IQA, Role.LEAD_IQA, Role.ADMIN})
Row = shape(CommentRow)
FIELDS = ("text", "where", "node", "box")


class SavedWording(serializers.Serializer[Any]):
    """A sentence, and where it fits."""

    text = serializers.CharField()
    where = serializers.CharField(required=False, allow_blank=True, help_text="The code of a sheet or a unit.")
    node = serializers.CharField(required=False, allow_blank=True, help_text="The code of a part of that sheet.")
    box = serializers.ChoiceField(Box.choices, required=False, allow_blank=True)


class NewComment(SavedWording):
    """One to be kept; as the centre's by a lead IQA or an admin."""

    shared = serializers.BooleanField(required=False)


class BetterComment(SavedWording):
    """One written anew, and the version that was read."""

    version = serializers.IntegerField(min_value=1)


class CommentList(serializers.Serializer[Any]):
    """All of them."""

    results = Row(many=True)


class SavedComments(CentreView):
    """One's own and the centre's."""

    roles = {"get": USERS, "post": USERS}

    @described("Saved comments", gives=CommentList, errors=READS)
    def get(self, request: Request) -> Response:
        """One's own first."""
        return Response({"results": [plain(row) for row in comment_rows(self.appointment)]})

    @described("Save a comment", takes=NewComment, gives=Row, status=201, errors=WRITES)
    def post(self, request: Request) -> Response:
        """The same words for the same place are kept once."""
        shared = self.appointment.role == Role.ADMIN or self.body.get("shared") is True
        made = actions.keep_comment(wording(self.body), shared=shared, by=self.appointment)
        return Response(plain(row_of(made, self.appointment)), status=201)


class OneSavedComment(CentreView):
    """One of them."""

    roles = {"patch": USERS, "delete": USERS}

    @described("Improve a comment", takes=BetterComment, gives=Row, errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """What it was inserted into stays as it was."""
        found = self._one(pk)
        actions.improve_comment(found, wording(self.body), version=forms.version(self.body), by=self.appointment)
        return Response(plain(row_of(found, self.appointment)))

    @described("Remove a comment", status=204, errors=WRITES)
    def delete(self, request: Request, pk: UUID) -> Response:
        """It is offered no more."""
        actions.drop_comment(self._one(pk), by=self.appointment)
        return Response(status=204)

    def _one(self, pk: UUID) -> SavedComment:
        return get_object_or_404(visible_comments(self.appointment), pk=pk)


def wording(body: Any) -> Wording:
    """What a body says; a field that is no text is refused."""
    given = [body.get(name) or "" for name in FIELDS]
    wrong = next((name for name, value in zip(FIELDS, given, strict=True) if not isinstance(value, str)), "")
    if wrong:
        raise Unfit(f"“{wrong}” takes a text.", code=wrong)
    return Wording(*given)
