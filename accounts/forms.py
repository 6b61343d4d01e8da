"""Forms of people themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class InvitationForm(forms.Form):
    """Name and first password of an invited person."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters; a short sentence is good."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].initial = user.name

    def clean_password(self) -> str:
        """Refuse what is too short or too well known, in words."""
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password, self.user)
        except ValidationError as problem:
            raise forms.ValidationError(problem.messages) from problem
        return password
