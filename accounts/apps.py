"""People and how they sign in; the lowest storey."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """A user is global; what they may do is an appointment in a centre."""

    name = "accounts"
