"""Addresses of submissions, under /c/<centre>/."""

from django.urls import include, path

from assessments.hours.views import hours
from assessments.uploading.views import office as office_files
from assessments.views import assignment, attempts, drafts, learners, leaves, office

urlpatterns = [
    path("", include("assessments.confirming.urls")),
    path("diary/hours/", hours, name="hours"),
    path("", include("assessments.planning.urls")),
    path("diary/", include("assessments.diary.urls")),
    path("assignments/<uuid:pk>/", assignment.assignment, name="assignment"),
    path("assignments/<uuid:pk>/files/", assignment.upload, name="upload"),
    path("assignments/<uuid:pk>/check/", assignment.check, name="assignment-check"),
    path("assignments/<uuid:pk>/permissions/", attempts.permit, name="permit"),
    path("assignments/<uuid:pk>/submit/", assignment.submit, name="submit"),
    path("assignments/<uuid:pk>/comments/", attempts.ask_for_comments, name="ask-comments"),
    path("submitted/<uuid:pk>/", assignment.receipt, name="receipt"),
    path("submitted/<uuid:pk>/withdraw/", assignment.withdraw, name="withdraw"),
    path("submitted/<uuid:pk>/refuse-use/", attempts.refuse_use, name="refuse-use"),
    path("messages/", include("assessments.messages.urls")),
    path("uploads/", include("assessments.uploading.urls")),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:pk>/", drafts.draft_reading, name="draft-reading"),
    path("files/<uuid:pk>/", office.download, name="file"),
    path("files/<uuid:pk>/pages/<int:number>/", leaves.leaf, name="leaf"),
    path("files/<uuid:pk>/pages/<int:number>/picture/", leaves.picture, name="leaf-picture"),
    path("files/<uuid:pk>/remove/", assignment.remove, name="file-remove"),
    path("office/files/", office_files, name="office-files"),
    path("office/allocate/", office.waiting, name="waiting"),
    path("office/allocate/<uuid:pk>/", office.allocate, name="allocate"),
    path("office/attempts/<uuid:pk>/", learners.attempt, name="attempt"),
    path("office/attempts/<uuid:pk>/on-behalf/", learners.on_behalf, name="on-behalf"),
    path("office/registrations/<uuid:pk>/", learners.registration, name="registration"),
    path("office/briefs/<uuid:pk>/", learners.brief, name="brief"),
]
