"""Forms of the centre office."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.roles import Role
from qualifications.models import Unit

DAY = {"type": "date"}


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), initial=timezone.localdate, **kwargs
    )


class AppointmentForm(forms.Form):
    """Who, as what, from when."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=[(r.value, r.label) for r in Role if r is not Role.LEARNER])
    starts_on = _day(_("From"))
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("For a guest, such as a lead IQA who decides one dispute."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        required=False,
    )


class MayAssessForm(forms.Form):
    """A further unit the person may assess, from a day; `known` are those they may assess already."""

    unit_code = forms.ChoiceField(label=_("Unit"))
    starts_on = _day(_("From"))

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = dict(Unit.objects.exclude(code__in=known).order_by("code").values_list("code", "title"))
        fields: Any = self.fields
        fields["unit_code"].choices = [(code, f"{code} {title}") for code, title in units.items()]


class EndForm(forms.Form):
    """The last day of an appointment."""

    on = _day(_("Last day"))
