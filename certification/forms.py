"""Forms of the centre office."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.notice_kinds import KINDS, WAYS, way_of
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


class ChoicesForm(forms.Form):
    """How somebody wants to be told, kind by kind; those that cannot be chosen are shown beside it."""

    def __init__(self, *args: Any, role: Role, chosen: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            if not kind.is_fixed and role in kind.roles:
                self.fields[f"way-{kind.code}"] = forms.ChoiceField(
                    label=kind.name,
                    choices=list(WAYS.items()),
                    initial=way_of(kind.code, dict(chosen)),
                    error_messages={
                        "required": _("Choose how you are told."),
                        "invalid_choice": _("Choose one of these."),
                    },
                )

    @property
    def always(self) -> list[str]:
        """What always goes at once."""
        return [kind.name for kind in KINDS.values() if kind.is_fixed]

    def ways(self) -> dict[str, str]:
        """What was chosen, by kind."""
        return {name.removeprefix("way-"): way for name, way in self.cleaned_data.items()}
