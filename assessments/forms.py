"""Forms of submissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.access import eligible_assessors
from assessments.models import Submission


class AllocateForm(forms.Form):
    """Who is to mark a submission: only people who may."""

    assessor = forms.ChoiceField(label=_("Assessor"))

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in eligible_assessors(submission)}
        choices = [("", _("Choose an assessor")), *((pk, person.name) for pk, person in self.people.items())]
        self.fields["assessor"].choices = choices  # type: ignore[attr-defined]

    def person(self) -> Any:
        """The chosen assessor's appointment."""
        return self.people[self.cleaned_data["assessor"]]
