"""Addresses of signing in with OpenID Connect, under /accounts/; included by allauth."""

from django.urls import path

from accounts.openid import views

urlpatterns = [
    path("openid/", views.sign_in, name="openid-sign-in"),
    path("openid/back/", views.callback, name="openid-callback"),
    path("openid/again/", views.again, name="openid-again"),
    path("openid/again/go/", views.prove, name="openid-prove"),
]
