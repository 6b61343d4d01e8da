"""Places in the work that a marker points to, for programs. They are read with the sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from centres.api.describing import WRITES, described
from centres.refusals import Unfit
from marksheets import actions, forms
from marksheets.access import visible_sheets
from marksheets.api.sheets import IF_MATCH, MARKERS, Sheet, SheetView, Version
from marksheets.models import Annotation

AREAS = "Send “areas” as a list of [left, top, width, height], whole numbers in ten-thousandths of the page."


class Pointed(Version):
    """A place in a file of the submission; it has words of its own, or says what it is evidence for."""

    file = serializers.UUIDField()
    page = serializers.IntegerField(min_value=0, required=False, help_text="From 1; left out in a file without pages.")
    areas = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(min_value=0), min_length=4, max_length=4),
        required=False,
        help_text="Rectangles as left, top, width, height in ten-thousandths of the page.",
    )
    quote = serializers.CharField(required=False, allow_blank=True)
    about = serializers.CharField(
        required=False, allow_blank=True, help_text="The code of a scored row or of a printed point."
    )
    text = serializers.CharField(required=False, allow_blank=True)
    for_learner = serializers.BooleanField(required=False, help_text="Leaves with the result; the assessor’s alone.")


class Annotations(SheetView):
    """What points into the work of one sheet."""

    roles = {"post": MARKERS}

    @described("Point to a place in the work", takes=Pointed, gives=Sheet, errors=WRITES, parameters=(IF_MATCH,))
    def post(self, request: Request, pk: UUID) -> Response:
        """Into one's own column, while it can be written. The answer is the sheet with it."""
        place = forms.place(_as_typed(self.body))
        assert place is not None  # "annotate" is in it
        actions.annotate(self.sheet(pk), place, version=self.version(), by=self.appointment)
        return self.shown(self.sheet(pk))


class OneAnnotation(SheetView):
    """One of one's own."""

    roles = {"delete": MARKERS}

    @described("Take it away", gives=Sheet, errors=WRITES, parameters=(IF_MATCH,))
    def delete(self, request: Request, pk: UUID) -> Response:
        """While one's marks can still be changed. The answer is the sheet without it."""
        mine = Annotation.objects.filter(mark_set__sheet__in=visible_sheets(self.appointment))
        found = get_object_or_404(mine.filter(mark_set__by=self.appointment.user_id).select_related("mark_set"), pk=pk)
        sheet = self.sheet(found.mark_set.sheet_id)
        actions.unannotate(sheet, str(pk), version=self.version(), by=self.appointment)
        return self.shown(self.sheet(sheet.pk))


def _as_typed(body: Any) -> dict[str, str]:
    """A body in the words of the desk's form, so that both are read in one way."""
    areas = body.get("areas") or []
    if not isinstance(areas, list) or not all(isinstance(area, list) for area in areas):
        raise Unfit(AREAS, code="areas")
    words = {name: body.get(name) or "" for name in ("file", "page", "quote", "about", "text")}
    return {
        **{f"annotation-{name}": str(value) for name, value in words.items()},
        "annotation-areas": ",".join(" ".join(map(str, area)) for area in areas),
        "annotation-for": "learner" if body.get("for_learner") is True else "staff",
        "annotate": "1",
    }
