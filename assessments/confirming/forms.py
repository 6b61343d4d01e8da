"""Asking, and answering: each answer has fields of its own, named by its item."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.confirming.actions import Said
from assessments.confirming.pages import AskedPage
from assessments.confirming.rules import HANDS
from assessments.diary.forms import DayBounds, day_field
from assessments.diary.lengths import fault, in_words, minutes_of
from assessments.diary.models import DiaryEntry

MOST_LETTERS = 2000


class AskForm(forms.Form):
    """Which entries, whom and as what."""

    entries = forms.MultipleChoiceField(
        label=_("What is to be confirmed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one entry."), "invalid_choice": _("Choose from those listed.")},
    )
    hand = forms.ChoiceField(
        label=_("As what they confirm"), choices=list(HANDS.items()), widget=forms.RadioSelect, initial="coachee"
    )
    name = forms.CharField(
        label=_("Their name"), max_length=120, error_messages={"required": _("Give the name of the person you ask.")}
    )
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("The link goes there and needs no account."),
        error_messages={"required": _("Give an e-mail address."), "invalid": _("This is not an e-mail address.")},
    )
    shows_summary = forms.BooleanField(
        label=_("Show them what I wrote under “What we did”"),
        help_text=_("Without it they see day, start, length, role and label. Your reflection is never shown."),
        required=False,
    )

    def __init__(self, *args: Any, entries: Iterable[DiaryEntry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.pk): entry for entry in entries}
        self.fields["entries"].choices = [(key, _named(one)) for key, one in self.entries.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was said, with the rows of the entries."""
        return {**self.cleaned_data, "entries": [self.entries[key] for key in self.cleaned_data["entries"]]}


def _named(entry: DiaryEntry) -> str:
    starts = f", {entry.starts:%H:%M}" if entry.starts else ""
    return f"{entry.on:%d/%m/%Y}{starts}: {entry.who or entry.form.name}, {in_words(entry.minutes)}"


class AnswerForm(DayBounds):
    """What somebody says of each entry, and who they are."""

    def __init__(self, *args: Any, page: AskedPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [entry.id for entry in page.entries]
        for entry in page.entries:
            self.fields |= _answer_fields(entry.id, entry.on, entry.minutes)
        missing = {"required": _("Write your name; it stands beside your answer.")}
        self.fields["name"] = forms.CharField(
            label=_("Your name"), max_length=120, initial=page.name, error_messages=missing
        )
        if page.asks_qualification:
            missing = {"required": _("Say what your own qualification as a coach or supervisor is.")}
            self.fields["qualification"] = forms.CharField(
                label=_("Your qualification as a coach or supervisor"), max_length=200, error_messages=missing
            )

    def clean(self) -> dict[str, Any]:
        """A correction gives a length that can be."""
        cleaned = super().clean()
        for item in self.items:
            sentence = fault(minutes_of(cleaned.get(f"minutes-{item}", "")))
            if sentence and cleaned.get(f"answer-{item}") == "corrected":
                self.add_error(f"minutes-{item}", sentence)
        return cleaned

    def rows(self) -> list[dict[str, Any]]:
        """The bound fields of each entry, in the order of the page."""
        return [{part: self[f"{part}-{item}"] for part in ("answer", "minutes", "on", "words")} for item in self.items]

    def said(self) -> dict[UUID, Said]:
        """The answers by item."""
        given = self.cleaned_data
        return {
            item: Said(
                given[f"answer-{item}"],
                given.get(f"on-{item}"),
                minutes_of(given.get(f"minutes-{item}", "")),
                given.get(f"words-{item}", ""),
            )
            for item in self.items
        }

    def people(self) -> dict[str, str]:
        """Who answers."""
        return {"name": self.cleaned_data["name"], "qualification": self.cleaned_data.get("qualification", "")}


def _answer_fields(item: UUID, on: Any, minutes: int) -> dict[str, forms.Field]:
    return {
        f"answer-{item}": forms.ChoiceField(
            label=_("Your answer"),
            widget=forms.RadioSelect,
            initial="confirmed",
            choices=[
                ("confirmed", _("It was so")),
                ("corrected", _("It was otherwise")),
                ("not_seen", _("I have not seen this")),
            ],
            error_messages={"required": _("Choose one of the three answers.")},
        ),
        f"minutes-{item}": forms.CharField(
            label=_("It lasted"), required=False, initial=in_words(minutes), max_length=20
        ),
        f"on-{item}": _day(on),
        f"words-{item}": forms.CharField(
            label=_("A word to the learner"),
            required=False,
            max_length=MOST_LETTERS,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


def _day(on: Any) -> forms.Field:
    field = day_field(_("On"), required=False)
    field.initial = on
    return field
