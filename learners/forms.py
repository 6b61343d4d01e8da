"""The registration form of the centre office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learners.models import Cohort, Method, QualificationApproval, Site
from qualifications.models import Specification

DAY = {"type": "date"}
FUNDED = [("no", _("Not funded")), ("yes", _("Funded"))]


class RegistrationForm(forms.Form):
    """One learner on one award: as the registration form on paper asks it."""

    name = forms.CharField(
        label=_("Learner’s name"), max_length=150, help_text=_("As it shall stand on the certificate.")
    )
    email = forms.EmailField(label=_("E-mail address"), help_text=_("An invitation goes there."))
    specification = forms.ModelChoiceField(label=_("Qualification"), queryset=Specification.objects.none())
    registered_on = forms.DateField(
        label=_("Registered on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    number = forms.CharField(
        label=_("Registration number"),
        max_length=30,
        required=False,
        help_text=_("The awarding body’s; it may come later."),
    )
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=None, required=False)
    site = forms.ModelChoiceField(label=_("Site"), queryset=None, required=False)
    method = forms.ChoiceField(label=_("How it is taught"), choices=Method, initial=Method.BLENDED)
    funded = forms.ChoiceField(label=_("Funding"), choices=FUNDED, widget=forms.RadioSelect, initial="no")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["specification"].queryset = Specification.objects.newest().order_by("title", "version")
        fields["specification"].empty_label = _("Choose a qualification")
        fields["cohort"].empty_label = fields["site"].empty_label = _("None")
        fields["cohort"].queryset = Cohort.objects.all()
        fields["site"].queryset = Site.objects.all()
        fields["registered_on"].initial = timezone.localdate()


class QualificationApprovalForm(forms.Form):
    """The awarding body's latest word on the centre and one qualification."""

    award_code = forms.ChoiceField(label=_("Qualification"))
    status = forms.ChoiceField(label=_("Status"), choices=QualificationApproval.Status, widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), required=False)
    risk = forms.ChoiceField(label=_("Risk band"), choices=QualificationApproval.Risk)
    direct_claims = forms.ChoiceField(label=_("Direct claims"), choices=QualificationApproval.DirectClaims)
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        titles = dict(Specification.objects.order_by("title").values_list("code", "title"))
        fields["award_code"].choices = [("", _("Choose a qualification")), *titles.items()]
        fields["starts_on"].initial = timezone.localdate()
        fields["status"].initial = QualificationApproval.Status.APPROVED
        fields["risk"].initial = QualificationApproval.Risk.MEDIUM
