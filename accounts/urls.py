"""Addresses of people themselves; the rest under /accounts/ is allauth's."""

from django.urls import path

from accounts import views

urlpatterns = [path("invitation/<str:uid>/<str:token>/", views.invitation, name="invitation")]
