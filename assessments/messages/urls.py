"""Addresses of conversations, under /c/<centre>/messages/."""

from django.urls import path

from assessments.messages import views

KINDS = ("assignment", "entry", "learner")
urlpatterns = [
    path("", views.listed, name="messages"),
    *(path(f"about/{kind}/<uuid:pk>/", views.about, {"kind": kind}, f"messages-{kind}") for kind in KINDS),
    *(path(f"about/{kind}/<uuid:pk>/text/", views.as_text, {"kind": kind}, f"messages-{kind}-text") for kind in KINDS),
    path("<uuid:pk>/take-back/", views.take_back, name="message-take-back"),
]
