"""Where allauth asks what this house allows."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves: a centre invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed, always; the invitation page sets the first password."""
        return False
