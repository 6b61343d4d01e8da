"""Addresses of uploads in pieces, under /c/<centre>/uploads/."""

from django.urls import path

from assessments.uploading import views

urlpatterns = [
    path("", views.begin, name="uploads"),
    path("<uuid:pk>/", views.upload, name="upload-piece"),
    path("<uuid:pk>/end/", views.end, name="upload-end"),
    path("<uuid:pk>/forget/", views.drop, name="upload-forget"),
]
