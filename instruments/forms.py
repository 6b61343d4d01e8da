"""What is typed about an own sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from instruments.drafts import LONGEST, as_text
from instruments.models import Instrument
from instruments.reading import awards_for, sheets_for
from qualifications.models import Assessment, Specification

FROM = [
    ("example", _("From the example, which explains itself line by line")),
    ("copy", _("From a copy of a sheet that is published")),
    ("upload", _("From a file of mine")),
]
NO_SHEET = _("Choose the sheet to copy.")
NO_FILE = _("Choose the file; it ends in .toml.")


def named(award: Specification) -> str:
    """Title and version: two versions of an award have one title."""
    return f"{award.title}, {award.version}"


class StartForm(forms.Form):
    """What a new draft begins with, and the award it is meant for."""

    specification = forms.ModelChoiceField(
        label=_("For which qualification"), queryset=Specification.objects.none(), empty_label=_("Choose one")
    )
    start = forms.ChoiceField(label=_("Begin"), choices=FROM, widget=forms.RadioSelect, initial="example")
    sheet = forms.ModelChoiceField(
        label=_("The sheet to copy"), queryset=Assessment.objects.none(), required=False, empty_label=_("None")
    )
    source = forms.FileField(
        label=_("The file"),
        required=False,
        help_text=_("A specification file (.toml) with one sheet, in UTF-8."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["specification"].queryset = Specification.objects.defer("document").order_by("title", "version")
        fields["specification"].label_from_instance = named
        fields["sheet"].queryset = Assessment.objects.defer("document").order_by("code", "version")
        fields["sheet"].label_from_instance = lambda sheet: f"{sheet} ({sheet.version})"

    def clean_source(self) -> str:
        """The file's text; a sentence where it is none."""
        file: UploadedFile | None = self.cleaned_data.get("source")
        if file is None:
            return ""
        if file.size and file.size > 4 * LONGEST:
            raise forms.ValidationError(_("The file is too large for a sheet."))
        try:
            return as_text(file.read())
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Whatever the way chosen asks for."""
        given = super().clean() or {}
        if given.get("start") == "copy" and not given.get("sheet") and "sheet" not in self.errors:
            self.add_error("sheet", NO_SHEET)
        if given.get("start") == "upload" and not given.get("source") and "source" not in self.errors:
            self.add_error("source", NO_FILE)
        return given


class TextForm(forms.Form):
    """The text of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The sheet"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"class": "f code", "rows": 30, "spellcheck": "false", "wrap": "off"}),
    )


class VersionForm(forms.Form):
    """The draft as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ApprovalForm(forms.Form):
    """What the awarding body wrote."""

    reference = forms.CharField(
        label=_("Reference"), max_length=80, help_text=_("As it stands on the awarding body’s letter or e-mail.")
    )
    granted_on = forms.DateField(
        label=_("Dated"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )
    holder = forms.CharField(label=_("Who keeps the document"), max_length=150)
    note = forms.CharField(
        label=_("The document"), max_length=500, required=False, help_text=_("What it is and where it lies.")
    )


class OwnApprovalForm(VersionForm, ApprovalForm):
    """The same for a draft, whose text is frozen with it."""


class PlaceForm(VersionForm):
    """An award and, where it takes another's place, the sheet it replaces there."""

    specification = forms.ModelChoiceField(
        label=_("Into which qualification"), queryset=Specification.objects.none(), empty_label=None
    )
    replaces = forms.ModelChoiceField(
        label=_("In place of"),
        queryset=Assessment.objects.none(),
        required=False,
        empty_label=_("None: it is added"),
        help_text=_("Learners who are registered already keep the sheets they have."),
    )

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        awards = awards_for(instrument)
        fields["specification"].queryset = Specification.objects.filter(pk__in=[award.pk for award in awards])
        fields["specification"].initial = instrument.award_id
        fields["specification"].label_from_instance = named
        ids = {sheet.pk for award in awards for sheet in sheets_for(award)}
        fields["replaces"].queryset = Assessment.objects.filter(pk__in=ids).defer("document")
