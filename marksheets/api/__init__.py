"""Mark sheets for programs."""

from __future__ import annotations

from django.urls import URLPattern, path

from marksheets.api.annotations import Annotations, OneAnnotation
from marksheets.api.comments import OneSavedComment, SavedComments
from marksheets.api.moves import Opening, move_view
from marksheets.api.sheets import OneSheet, Result, SameMarks, Sheets, StoredForm
from marksheets.workflow import MOVES


def _routes() -> list[URLPattern]:
    return [
        path("submissions/<uuid:pk>/open/", Opening.as_view(), name="api-open")
        if not move.sources
        else path(f"mark-sheets/<uuid:pk>/{verb}/", move_view(move).as_view(), name=f"api-sheet-{verb}")
        for verb, move in MOVES.items()
    ]


urlpatterns = [
    path("mark-sheets/", Sheets.as_view(), name="api-sheets"),
    path("mark-sheets/<uuid:pk>/", OneSheet.as_view(), name="api-sheet"),
    path("mark-sheets/<uuid:pk>/same-marks/", SameMarks.as_view(), name="api-same-marks"),
    path("mark-sheets/<uuid:pk>/annotations/", Annotations.as_view(), name="api-annotations"),
    path("annotations/<uuid:pk>/", OneAnnotation.as_view(), name="api-annotation"),
    path("saved-comments/", SavedComments.as_view(), name="api-comments"),
    path("saved-comments/<uuid:pk>/", OneSavedComment.as_view(), name="api-comment"),
    path("mark-sheets/<uuid:pk>/pdf/", StoredForm.as_view(), name="api-sheet-pdf"),
    path("results/<uuid:pk>/", Result.as_view(), name="api-result"),
    *_routes(),
]
