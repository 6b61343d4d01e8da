"""Addresses of the diary, under /c/<centre>/diary/, and of its page for when there is no network, at the root."""

from django.urls import path

from assessments.diary.views import away, entries, growing, showing

urlpatterns = [
    path("", entries.diary, name="diary"),
    path("of/<uuid:pk>/", entries.of_learner, name="diary-of"),
    path("of/<uuid:pk>/diary.csv", entries.sheet_of, name="diary-csv"),
    path("of/<uuid:pk>/log/<slug:kind>/", entries.log_for, name="diary-log-for"),
    path("new/<slug:kind>/", entries.new, name="diary-new"),
    path("goals/", growing.goals, name="diary-goals"),
    path("goals/<uuid:pk>/", growing.goal, name="diary-goal"),
    path("feedback/", growing.feedback, name="diary-feedback"),
    path("feedback/<uuid:pk>/", growing.feedback_note, name="diary-feedback-note"),
    path("criteria/", showing.criteria, name="diary-criteria"),
    path("criteria/<uuid:pk>/", showing.matrix, name="diary-matrix"),
    path("files/<uuid:pk>/", entries.download, name="diary-file"),
    path("files/<uuid:pk>/remove/", entries.remove, name="diary-file-remove"),
    path("evidence/<uuid:pk>/criteria/", showing.file_criteria, name="diary-file-criteria"),
    path("<uuid:pk>/", entries.entry, name="diary-entry"),
    path("<uuid:pk>/edit/", entries.edit, name="diary-edit"),
    path("<uuid:pk>/withdraw/", entries.withdraw, name="diary-withdraw"),
    path("<uuid:pk>/files/", entries.upload, name="diary-upload"),
    path("<uuid:pk>/criteria/", showing.entry_criteria, name="diary-entry-criteria"),
]
at_the_root = [
    path("away/", away.page, name="away"),
    path("worker.js", away.worker, name="away-worker"),
    path("app.webmanifest", away.manifest, name="away-manifest"),
]
