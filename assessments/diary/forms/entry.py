"""The form of an entry of each kind, by its learner or for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.diary.actions import Given
from assessments.diary.kinds import FLOWS, FORMS, KINDS, ROLES, Kind
from assessments.diary.lengths import fault, in_words, minutes_of
from assessments.diary.models import DiaryEntry
from assessments.diary.wanted import Wanted

FIRST_DAY = date(2000, 1, 1)
AS_USUAL, SPLIT, NOTHING = "usual", "split", "nothing"
MOST_LETTERS = 20_000


class LengthField(forms.CharField):
    """A length as people type it, cleaned to whole minutes."""

    def clean(self, value: Any) -> Any:
        """Minutes, or the sentence that says how a length is written."""
        typed = super().clean(value)
        minutes = minutes_of(typed)
        if sentence := fault(minutes):
            raise forms.ValidationError(sentence)
        return minutes

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: minutes as a number."""
        return value


def day_field(label: Any, *, required: bool = True, missing: Any = None) -> forms.DateField:
    """A day, picked or typed."""
    said = {"required": missing or _("Give the day."), "invalid": _("Give the day as day, month and year.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, error_messages=said)


class DayBounds(forms.Form):
    """Days that a form takes lie within a working life."""

    def clean(self) -> dict[str, Any]:
        """Refuse a year that was mistyped."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        last = timezone.localdate() + timedelta(days=3653)
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not FIRST_DAY <= value <= last:
                self.add_error(name, _("Check the year; “%(year)s” cannot be meant.") % {"year": value.year})
        return cleaned


class EntryForm(DayBounds):
    """One entry. Day, length and who come first; the rest can wait."""

    on = day_field(_("Date"), missing=_("Give the day it took place."))
    starts = forms.TimeField(
        label=_("Start"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"],
        error_messages={"invalid": _("Give the start as hours and minutes, such as 14:30.")},
    )
    minutes = LengthField(
        label=_("Length in minutes"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Say how long it lasted, in minutes.")},
    )

    def __init__(
        self, *args: Any, kind: str, wanted: Iterable[Wanted] = (), labels: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind: Kind = KINDS[kind]
        self.wanted = [one for one in wanted if any(one.takes(kind, role) for role in self.kind.roles or ("",))]
        self.labels = list(labels)
        self._lay_out()

    def _lay_out(self) -> None:
        fields: dict[str, forms.Field] = {self.kind.who: _who(self.kind, bool(self.labels))}
        if len(self.kind.roles) > 1:
            choices = [(role, ROLES[role]) for role in self.kind.roles]
            fields["role"] = forms.ChoiceField(
                label=_("I was the"), choices=choices, widget=forms.RadioSelect, initial=self.kind.roles[0]
            )
        fields |= {name: MORE[name]() for name in self.kind.more}
        fields |= {text.code: _words(text.label, text.help) for text in self.kind.texts}
        self.fields.update(fields)
        if self.wanted:
            self.fields["counts"] = forms.ChoiceField(
                label=_("It counts for"), choices=self._counts(), widget=forms.RadioSelect, required=False
            )
        if len(self.wanted) > 1:
            for one in self.wanted:
                self.fields[f"share-{one.key}"] = _share(one.label)

    def _counts(self) -> list[tuple[str, Any]]:
        several = [(SPLIT, _("Several, in parts: give the minutes below"))] if len(self.wanted) > 1 else []
        usual = [(AS_USUAL, _("Whatever it usually counts for"))] if not self.initial.get("counts") else []
        every = [(one.key, one.label) for one in self.wanted]
        return [*usual, *every, *several, (NOTHING, _("Nothing"))]

    @property
    def first(self) -> list[Any]:
        """The fields to fill in when there is a minute: date, start, length, who."""
        return [self[name] for name in ("on", "starts", "minutes", self.kind.who)]

    @property
    def short(self) -> list[Any]:
        """Further fields of one line."""
        return [self[name] for name in self.kind.more]

    @property
    def texts(self) -> list[Any]:
        """The boxes to write in."""
        return [self[text.code] for text in self.kind.texts]

    @property
    def parts(self) -> list[Any]:
        """The minutes for each requirement, where there are several."""
        return [self[name] for name in self.fields if name.startswith("share-")]

    @property
    def wants_more(self) -> bool:
        """Whether something below the first fields was filled in, or is wrong: then it is not folded away."""
        later = [*self.texts, *self.short, *self.parts]
        return any(field.errors or field.value() for field in later) or "counts" in self.errors

    def given(self) -> Given:
        """What was said, for the actions."""
        cleaned = self.cleaned_data
        role = {"role": cleaned.get("role") or self.kind.roles[0]} if self.kind.roles else {}
        columns = {name: str(cleaned.get(name) or "").strip() for name in self.kind.columns if name != "role"}
        return Given(cleaned["on"], cleaned["starts"], cleaned["minutes"], {**columns, **role}, self._shares())

    def _shares(self) -> dict[str, int] | None:
        chosen = self.cleaned_data.get("counts") or AS_USUAL
        if chosen == AS_USUAL:
            return None
        if chosen == SPLIT:
            return {one.key: self.cleaned_data.get(f"share-{one.key}") or 0 for one in self.wanted}
        return {} if chosen == NOTHING else {chosen: self.cleaned_data["minutes"]}

    def clean(self) -> dict[str, Any]:
        """A part is never longer than the whole."""
        cleaned = super().clean()
        whole = cleaned.get("minutes")
        for name, value in list(cleaned.items()):
            if name.startswith("share-") and value and whole and value > whole and cleaned.get("counts") == SPLIT:
                self.add_error(name, f"It lasted {in_words(whole)}; no part of it is longer.")
        return cleaned


class BehalfForm(EntryForm):
    """An entry that staff log for a learner: why, and where what shows it lies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].label = _("The learner was the")
        self.fields["reason"] = forms.CharField(
            label=_("Why you log it for them"),
            max_length=300,
            error_messages={"required": _("Say why you log it for them; the reason stays with the entry.")},
        )
        self.fields["evidence"] = forms.CharField(
            label=_("Where what shows it lies"),
            help_text=_("Such as “signed form, cabinet 3”."),
            max_length=300,
            error_messages={"required": _("Say where what shows it lies, such as a signed form in the office.")},
        )

    def why(self) -> dict[str, str]:
        """Reason and evidence."""
        return {name: self.cleaned_data[name] for name in ("reason", "evidence")}


def initial_of(entry: DiaryEntry, shares: dict[str, int]) -> dict[str, Any]:
    """What the form of a stored entry shows at first."""
    counts = next(iter(shares)) if len(shares) == 1 and set(shares.values()) == {entry.minutes} else ""
    found = {name: getattr(entry, name) for name in ("on", "starts", "minutes", *entry.form.columns)}
    found["counts"] = counts or (SPLIT if shares else NOTHING)
    return found | {f"share-{key}": minutes for key, minutes in shares.items() if not counts}


def _who(kind: Kind, listed: bool) -> forms.CharField:
    attrs = {"autocomplete": "off", **({"list": "labels"} if listed else {})}
    most = DiaryEntry._meta.get_field(kind.who).max_length
    return forms.CharField(
        label=kind.who_label,
        help_text=kind.who_help,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


def _words(label: str, help_text: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, max_length=MOST_LETTERS, required=False, widget=widget)


class _Share(LengthField):
    def clean(self, value: Any) -> Any:
        return super().clean(value) if str(value or "").strip() not in {"", "0"} else None


def _share(label: str) -> forms.CharField:
    return _Share(label=label, max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))


def _choice(label: Any, choices: dict[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices.items()), widget=forms.RadioSelect, required=False)


MORE = {
    "supervisor_qualification": lambda: forms.CharField(
        label=_("Supervisor’s qualification"), max_length=200, required=False
    ),
    "cpd_form": lambda: _choice(_("How"), FORMS),
    "cpd_flow": lambda: _choice(_("Input or output"), FLOWS),
}
