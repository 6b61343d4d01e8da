"""What the catalogue is asked: words, and a choice of what to see. Each form is read by GET, so an address keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from qualifications.models import Published
from qualifications.pages import versions
from qualifications.pages.listing import REPLACED, AwardRow, UnitRow

STATES = (
    ("open", _("Registration open")),
    ("later", _("Registration not open yet")),
    ("ended", _("Registration ended")),
    ("fictional", _("Fictional, for the demo")),
    ("replaced", _("Replaced by a newer version")),
)
FAMILIES = (
    ("coaching", _("Coaching")),
    ("mentoring", _("Mentoring")),
    ("both", _("Coaching and mentoring")),
    ("other", _("Other work")),
)
KINDS = (("award", _("Awards")), ("unit", _("Units")), ("sheet", _("Mark sheets")))
NO_LEVEL = "none"
NOT_THERE = _("“%(value)s” is none of these; choose one of the list.")


class Worded(Protocol):
    """A row with words to search."""

    @property
    def words(self) -> str:
        """What a search looks through."""


Row = TypeVar("Row", bound=Worded)


def _one_of(label: Any, every: Any, choices: Iterable[tuple[str, Any]] = ()) -> forms.ChoiceField:
    found = [("", every), *choices]
    return forms.ChoiceField(label=label, choices=found, required=False, error_messages={"invalid_choice": NOT_THERE})


class Find(forms.Form):
    """Words to look for; whoever inherits it adds choices, each of them named as the rows name it."""

    q = forms.CharField(
        label=_("Words or code"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("class", "f")

    def found(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that hold every word and fit every choice; what was refused is not asked for."""
        asked = {name: value for name, value in self.asked.items() if value}
        words = str(asked.pop("q", "")).casefold().split()
        return [row for row in rows if _holds(row, words) and all(_fits(row, *one) for one in asked.items())]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked and can be."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked at all."""
        return any(self.asked.values())


def _holds(row: Worded, words: Iterable[str]) -> bool:
    said = row.words.casefold()
    return all(word in said for word in words)


def _fits(row: Worded, name: str, value: str) -> bool:
    if value == REPLACED:
        return True
    held = getattr(row, name)
    return held is None if value == NO_LEVEL else str(held) == value


class _Levelled(Find):
    """With the levels that there are."""

    level = _one_of(_("Level"), _("All levels"))

    def __init__(self, *args: Any, rows: Sequence[AwardRow | UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = sorted({row.level for row in rows if row.level is not None}, reverse=True)
        found = [(str(level), _("Level %(level)s") % {"level": level}) for level in levels]
        none = [(NO_LEVEL, _("No level"))] if any(row.level is None for row in rows) else []
        field: Any = self.fields["level"]
        field.choices = [("", _("All levels")), *found, *none]


class FindAward(_Levelled):
    """Which award do you want?"""

    family = _one_of(_("Family"), _("All families"), FAMILIES)
    state = _one_of(_("State"), _("All states"), STATES)

    def found(self, rows: Sequence[Row]) -> list[Row]:
        """The newest versions alone, unless those that were replaced are asked for."""
        replaced = self.asked.get("state") == REPLACED
        wanted = [row for row in rows if bool(getattr(row, "superseded_by", "")) is replaced]
        return super().found(wanted)


class FindUnit(_Levelled):
    """Which unit?"""


class FindSheet(Find):
    """Which mark sheet?"""


class FindVersion(Find):
    """Which version of what?"""

    kind = _one_of(_("Of"), _("Everything"), KINDS)


class CompareWith(forms.Form):
    """The other version, out of those there are."""

    other = forms.ChoiceField(
        label=_("Compare it with"),
        error_messages={
            "required": _("Choose what to compare it with."),
            "invalid_choice": _("That one is not in the catalogue; choose one of the list."),
        },
    )

    def __init__(self, *args: Any, row: Published, found: Sequence[Published], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        field: Any = self.fields["other"]
        field.choices = versions.choices(row, list(found))
        field.widget.attrs["class"] = "f"
