"""Addresses of people themselves; the rest under /accounts/ is allauth's."""

from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("password/reset/", views.ForgottenPassword.as_view(), name="account_reset_password"),
    path("invitation/<str:uid>/<str:token>/", views.invitation, name="invitation"),
    # allauth's pages for signing up with an identity and for keeping several.
    re_path(r"^(?:3rdparty|social)/", views.nothing),
]
