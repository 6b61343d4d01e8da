"""Addresses of people themselves; the rest under /accounts/ is allauth's."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("invitation/<str:uid>/<str:token>/", views.invitation, name="invitation"),
]
