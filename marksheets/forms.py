"""Reading what a desk, a sheet's page or a program sends, and what a stranger types to check a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from centres.models import Appointment
from centres.refusals import Unfit
from marksheets import candidates, codes
from marksheets.actions.annotating import Area, Place
from marksheets.actions.releasing import MOST
from marksheets.models import Hold, MarkSheet
from marksheets.workflow import Move

FIELDS = ("mark-", "strengths-", "areas-", "bullet-", "refer-", "note-")
LONGEST_STRETCH = 3_600  # seconds between two saves; what claims to be longer is not counted
TRIED = ("mark-", "bullet-", "quantity-")


def typed(posted: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the sheet that a page sent, by name; the last of a repeated name counts."""
    return {name: value for name, value in posted.items() if name.startswith(FIELDS) and isinstance(value, str)}


def tried(asked: Mapping[str, Any]) -> dict[str, str]:
    """What an address asks to be tried, by field name; nobody keeps it."""
    return {name: value for name, value in asked.items() if name.startswith(TRIED)}


def version(posted: Mapping[str, Any]) -> int:
    """The version of the sheet the page showed."""
    raw = str(posted.get("version", ""))
    if not raw.isdecimal() or len(raw) > 9:
        raise Unfit("This page did not say which version of the sheet it shows; reload it and try again.")
    return int(raw)


def chosen(posted: QueryDict) -> dict[UUID, int]:
    """The sheets ticked to be released, each with the version its page showed."""
    found = {}
    for ticked in posted.getlist("sheet"):
        pk, _, seen = ticked.partition(" ")
        try:
            key = UUID(pk)
        except ValueError:
            raise Unfit("One of the ticked results cannot be read; reload this page and tick them again.") from None
        found[key] = version({"version": seen})
    if not found:
        raise Unfit("Tick at least one result.")
    if len(found) > MOST:
        raise Unfit(f"{len(found)} are ticked; {MOST} is the most that go out in one act.")
    return found


def spent(posted: Mapping[str, Any]) -> int:
    """Seconds that the desk says its writer was at work since the save before; 0 where it says nothing sensible."""
    raw = str(posted.get("spent", ""))
    seconds = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) <= 5 else 0
    return seconds if seconds <= LONGEST_STRETCH else 0


def start(asked: Mapping[str, Any]) -> int:
    """From which row on a long list is asked for; 0 where nothing sensible is."""
    raw = str(asked.get("from", ""))
    return int(raw) if raw.isascii() and raw.isdecimal() and len(raw) <= 6 else 0


WAYS = ("marks", "words")


def way(asked: Mapping[str, Any]) -> str:
    """How criteria are decided: "marks", or "words" for Pass and Referral; empty when nothing sensible is asked."""
    wished = asked.get("way", "")
    return wished if wished in WAYS else ""


UNREADABLE_PLACE = "The marked place cannot be read; select it in the work again."
NO_PAGE = "A page is a number, such as 4."


def place(posted: Mapping[str, Any]) -> Place | None:
    """The place in the work that was pointed to; None where a page sent nothing of the kind."""
    words = {name: _line_ends(posted.get(f"annotation-{name}", "")) for name in ("quote", "text")}
    if "annotate" not in posted and not any(words.values()):
        return None
    page = str(posted.get("annotation-page", "")).strip().lower().removeprefix("p").strip(" .") or "0"
    if not (page.isascii() and page.isdecimal() and len(page) <= 4):
        raise Unfit(NO_PAGE, code="annotation")
    return Place(
        file=str(posted.get("annotation-file", "")),
        page=int(page),
        areas=_areas(str(posted.get("annotation-areas", ""))),
        about=str(posted.get("annotation-about", "")),
        for_learner=posted.get("annotation-for") == "learner",
        **words,
    )


def place_typed(posted: Mapping[str, Any]) -> dict[str, str]:
    """What was typed of a place in the work, by field name, to be given back."""
    return {n: value for n, value in posted.items() if n.startswith("annotation-") and isinstance(value, str)}


def _line_ends(given: Any) -> str:
    return str(given).replace("\r\n", "\n").replace("\x00", "").strip()


def _areas(given: str) -> tuple[Area, ...]:
    """ "120 4000 7600 180, 120 4200 3000 180" as rectangles."""
    found = []
    for one in filter(str.strip, given.split(",")):
        numbers = one.split()
        if len(numbers) != 4 or not all(n.isascii() and n.isdecimal() and len(n) <= 5 for n in numbers):
            raise Unfit(UNREADABLE_PLACE, code="annotation")
        left, top, width, height = map(int, numbers)
        found.append((left, top, width, height))
    return tuple(found)


LONGEST_WORDS = 5_000  # of what a move asks for; the action names its own, shorter limit in words


def asked(move: Move, posted: Mapping[str, Any], sheet: MarkSheet) -> dict[str, Any]:
    """What a move asks for, read from a form or a body: words as they are, ids as the rows they name.

    Raises Unfit with a sentence for an id that is none of those offered.
    """
    return {name: READERS.get(name, _words)(name, posted, sheet) for name in move.asks}


def _words(name: str, posted: Mapping[str, Any], sheet: MarkSheet) -> str:
    given = posted.get(name) or ""
    if not isinstance(given, str) or "\x00" in given or len(given) > LONGEST_WORDS:
        raise Unfit(f"“{name}” takes words, {LONGEST_WORDS:,} characters at most.", code=name)
    return given


def _one_of(name: str, posted: Mapping[str, Any], rows: Iterable[Any], sentence: str) -> Any:
    given = str(posted.get(name) or "")
    found = next((row for row in rows if str(row.pk) == given), None)
    if found is None:
        raise Unfit(sentence, code=name)
    return found


def _assessor(name: str, posted: Mapping[str, Any], sheet: MarkSheet) -> Appointment:
    rows = candidates.assessors_for(sheet)
    found: Appointment = _one_of(name, posted, rows, "Choose the assessor it goes to from those who may take it.")
    return found


def _ev(name: str, posted: Mapping[str, Any], sheet: MarkSheet) -> Appointment:
    found: Appointment = _one_of(name, posted, candidates.evs_for(sheet), "Choose an EV who was not asked yet.")
    return found


def _person(name: str, posted: Mapping[str, Any], sheet: MarkSheet) -> Appointment | None:
    if not posted.get(name):
        return None
    found: Appointment = _one_of(name, posted, candidates.people_for(sheet), "Choose whose interest it is.")
    return found


def _hold(name: str, posted: Mapping[str, Any], sheet: MarkSheet) -> Hold:
    sentence = "Choose which hold to lift; it may be lifted already."
    found: Hold = _one_of(name, posted, candidates.open_holds(sheet), sentence)
    return found


READERS: Mapping[str, Callable[[str, Mapping[str, Any], MarkSheet], Any]] = {
    "assessor": _assessor,
    "ev": _ev,
    "person": _person,
    "hold": _hold,
}


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
