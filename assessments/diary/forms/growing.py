"""The forms of goals and of the feedback register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.diary.forms.entry import MOST_LETTERS, DayBounds, day_field
from assessments.diary.models import DiaryEntry, FeedbackNote, GoalStep


class GoalForm(DayBounds):
    """A new goal."""

    wording = forms.CharField(
        label=_("The goal"),
        max_length=2000,
        help_text=_("Demanding but realistic."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the goal.")},
    )
    on = day_field(_("Set on"))
    review_on = day_field(_("To be reviewed on"), required=False)
    agreed_with = forms.CharField(label=_("Agreed with"), max_length=120, required=False)


STEPS = [(did.value, did.label) for did in GoalStep.Did if did is not GoalStep.Did.SET]


class StepForm(DayBounds):
    """What was done with a goal."""

    did = forms.ChoiceField(
        label=_("What you do"),
        widget=forms.RadioSelect,
        initial="reviewed",
        choices=[
            ("reviewed", _("Review it: it stays as it is")),
            ("revised", _("Revise it: it gets new words")),
            ("reached", _("Close it: it is reached")),
            ("dropped", _("Close it: I give it up")),
        ],
    )
    on = day_field(_("On"))
    note = forms.CharField(
        label=_("How it stands, and why"),
        max_length=4000,
        error_messages={"required": _("Say in a sentence how it stands.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wording = forms.CharField(
        label=_("The goal as it now reads"),
        help_text=_("Only when you revise it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = day_field(_("Next review"), required=False)
    agreed_with = forms.CharField(label=_("Agreed with"), max_length=120, required=False)


class FeedbackForm(DayBounds):
    """One row of the feedback register."""

    on = day_field(_("Received on"))
    giver = forms.ChoiceField(label=_("From a"), choices=FeedbackNote.Giver.choices, widget=forms.RadioSelect)
    from_whom = forms.CharField(
        label=_("From whom"),
        max_length=120,
        help_text=_("A label for clients, such as “Client B”."),
        error_messages={"required": _("Say from whom.")},
    )
    entry = forms.ChoiceField(label=_("About"), required=False)
    said = forms.CharField(
        label=_("What was said"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    discussed_with = forms.CharField(label=_("Discussed with"), max_length=120, required=False)
    discussed_on = day_field(_("Discussed on"), required=False)
    outcome = forms.CharField(
        label=_("What came of it"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, entries: Iterable[DiaryEntry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.pk): entry for entry in entries}
        named = [(key, f"{entry.on:%d/%m/%Y} {entry.who or entry.form.name}") for key, entry in self.entries.items()]
        self.fields["entry"].choices = [("", _("No one entry")), *named]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was said, by column."""
        return {**self.cleaned_data, "entry": self.entries.get(self.cleaned_data["entry"])}
