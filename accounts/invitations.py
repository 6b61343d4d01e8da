"""The first password of an invited person: a link that works once, for a week."""

from __future__ import annotations

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import User


def invitation_path(user: User) -> str:
    """The path of this person's own page for choosing a password; using it makes it stale."""
    uid = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("invitation", args=[uid, default_token_generator.make_token(user)])


def invited(uid: str, token: str) -> User | None:
    """The person a link belongs to, or None when it is used, old or altered."""
    try:
        user = User.objects.get(pk=int(force_str(urlsafe_base64_decode(uid))))
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if user.is_active and default_token_generator.check_token(user, token) else None
