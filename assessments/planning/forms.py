"""What is typed about a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.diary.forms.entry import DayBounds, day_field
from assessments.diary.kinds import FLOWS, FORMS
from assessments.planning.lengths import MOST, minutes_of

LENGTH = _("Give the hours, such as 6, 1.5 or 90 min.")
TOO_LONG = _("One activity takes at most 200 hours; split a longer one.")


class ActivityForm(DayBounds):
    """One activity."""

    title = forms.CharField(
        label=_("What you plan"), max_length=200, error_messages={"required": _("Say what you plan.")}
    )
    on = day_field(_("When, about"))
    minutes = forms.CharField(
        label=_("Hours"),
        max_length=20,
        help_text=_("Such as 6, 1.5 or 90 min."),
        error_messages={"required": LENGTH},
    )
    form = forms.ChoiceField(label=_("Kind"), choices=list(FORMS.items()), widget=forms.RadioSelect)
    flow = forms.ChoiceField(label=_("Direction"), choices=list(FLOWS.items()), widget=forms.RadioSelect)

    def clean_minutes(self) -> int:
        """Whole minutes."""
        found = minutes_of(self.cleaned_data["minutes"])
        if not found:
            raise forms.ValidationError(LENGTH)
        if found > MOST:
            raise forms.ValidationError(TOO_LONG)
        return found

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("title", "on", "minutes", "form", "flow")}


class StartForm(DayBounds):
    """The day the twelve months begin."""

    starts_on = day_field(_("The twelve months start on"))
