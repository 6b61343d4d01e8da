"""Reading what a desk posts, and what a stranger types to check a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from centres.refusals import Unfit
from marksheets import codes

FIELDS = ("mark-", "strengths-", "areas-", "bullet-")


def typed(posted: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the sheet that a page sent, by name; the last of a repeated name counts."""
    return {name: value for name, value in posted.items() if name.startswith(FIELDS) and isinstance(value, str)}


def version(posted: Mapping[str, Any]) -> int:
    """The version of the sheet the page showed."""
    raw = str(posted.get("version", ""))
    if not raw.isdecimal() or len(raw) > 9:
        raise Unfit("This page did not say which version of the sheet it shows; reload it and try again.")
    return int(raw)


class CheckCode(forms.Form):
    """The code on a printed form, typed however it was read."""

    code = forms.CharField(
        label=_("Code on the form"),
        help_text=_("Four groups of four, beside the square picture, such as K7QD-2M4X-9PRT-VW3H."),
        max_length=100,
        error_messages={"required": _("Type the code that stands on the form.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Sixteen letters and digits; case, spaces and dashes do not matter."""
        code = codes.plain(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has sixteen letters and digits, in four groups of four."))
        return code


class CheckFile(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("The PDF"),
        help_text=_("At most 5 MB. It is compared and not kept."),
        allow_empty_file=False,
        error_messages={"required": _("Choose the PDF first."), "empty": _("This file is empty; choose the PDF.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
