"""Addresses of mark sheets, under /c/<centre>/; and those where anybody checks a printed form, under /verify/."""

from django.urls import path

from marksheets.views import comments, desk, own, releasing, sharing, sheets, verify

urlpatterns = [
    path("mark/", desk.queue, name="queue"),
    path("mark/open/<uuid:pk>/", desk.open_one, name="open"),
    path("mark/<uuid:pk>/", desk.desk, name="desk"),
    path("check/", desk.checks, name="checks"),
    path("check/release/", releasing.release, name="release"),
    path("check/<uuid:pk>/", desk.check, name="check"),
    path("sheets/<uuid:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<uuid:pk>/save/", desk.save, name="sheet-save"),
    path("sheets/<uuid:pk>/pdf/", sheets.pdf, name="sheet-pdf"),
    path("sheets/enclosed/<uuid:pk>/", sheets.enclosure, name="enclosure"),
    path("sheets/<uuid:pk>/comments/", comments.beside, name="comments-beside"),
    path("office/share/", sharing.share_out, name="share-out"),
    path("comments/", comments.comments, name="comments"),
    path("comments/all.csv", comments.table, name="comments-csv"),
    path("comments/take/", comments.take, name="comments-take"),
    path("comments/<uuid:pk>/", comments.comment, name="comment"),
    path("comments/<uuid:pk>/used/", comments.used, name="comment-used"),
    path("sheets/<uuid:pk>/draft/", sheets.draft, name="sheet-draft"),
    path("sheets/<uuid:pk>/move/<slug:verb>/", sheets.move, name="sheet-move"),
    path("assignments/<uuid:pk>/so-far/", sheets.so_far, name="so-far"),
    path("results/<uuid:pk>/", sheets.result, name="result"),
    path("results/<uuid:pk>/comments/", sheets.commented, name="result-comments"),
    path("instruments/<uuid:pk>/preview/", own.preview, name="instrument-preview"),
    path("instruments/<uuid:pk>/specimen/", own.printed, name="instrument-pdf"),
    path("instruments/<uuid:pk>/try/", own.try_marks, name="instrument-try"),
]

public = [
    path("", verify.ask, name="verify"),
    path("<str:code>/", verify.by_code, name="verify-code"),
]

public_api = [
    path("", verify.file_for_programs, name="api-verify"),
    path("<str:code>/", verify.code_for_programs, name="api-verify-code"),
]
