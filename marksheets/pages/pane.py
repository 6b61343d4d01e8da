"""What lies beside a sheet: the learner's files page by page or as text, their diary, and what was found in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from assessments.diary.pages import EntryBeside, entries_beside, final_entries
from assessments.files.finding import Finds, Found, find
from assessments.files.leaves import Leaf
from assessments.models import Evidence, Reading
from assessments.requirements.frozen import keys
from centres.models import Appointment
from marksheets.models import MarkSheet
from marksheets.pages.shape import Document

DIARY = "diary"  # the name of its tab, where a file has its id


@dataclass(frozen=True, slots=True)
class Turned:
    """What the reader asked for by the address: which file, as what, at which page, with which words found."""

    file: str = ""
    view: str = ""
    asked: str = ""
    page: int = 0
    leaf: Leaf | None = None  # that page, drawn before the transaction opened
    problem: str = ""  # why it could not be drawn


@dataclass(frozen=True, slots=True)
class Tab:
    """One thing to read: a file with its original, or the diary."""

    name: str
    summary: str
    url: str
    current: bool
    download_url: str = ""


@dataclass(frozen=True, slots=True)
class LeafPlace:
    """The place of one page: where it is fetched from, where it is reached by a link, and itself where it is drawn."""

    number: int
    fragment_url: str
    url: str
    leaf: Leaf | None = None

    @property
    def picture_url(self) -> str:
        """Where its picture is."""
        return self.fragment_url + "picture/"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place where the words occur, with the way there ("" where the file has no pages)."""

    found: Found
    url: str


@dataclass(frozen=True, slots=True)
class Pane:
    """The reading pane: its tabs and what is open."""

    tabs: tuple[Tab, ...]
    view: Literal["pages", "text", "diary", "nothing"]
    evidence: str = ""  # the open file's id
    download_url: str = ""
    html: str = ""
    leaves: tuple[LeafPlace, ...] = ()
    entries: tuple[EntryBeside, ...] = ()
    other_view: tuple[str, str] = ("", "")  # ("text", address): the same file in its other form, where it has one
    finds: Finds | None = None
    places: tuple[FoundPlace, ...] = ()
    problem: str = ""


def pane(sheet: MarkSheet, documents: tuple[Document, ...], by: Appointment, turned: Turned) -> Pane:
    """What is open beside a sheet; the first file where the address names none (two queries, the diary one more)."""
    learner = sheet.submission.registration.learner_id
    entries = final_entries(learner, by).count()
    file = next((one for one in documents if one.id == turned.file), documents[0] if documents else None)
    on_diary = bool(entries) and (turned.file == DIARY or file is None)
    tabs = [_tab(one, current=not on_diary and one is file) for one in documents]
    if entries:
        count = f"{entries} final {'entry' if entries == 1 else 'entries'}"
        tabs.append(Tab("Coaching diary", count, f"?file={DIARY}", on_diary))
    if on_diary:
        counted = keys(sheet.submission.counted)
        return Pane(tuple(tabs), "diary", entries=entries_beside(learner, by, counted))
    if file is None:
        return Pane(tuple(tabs), "nothing")
    return _opened(Pane(tuple(tabs), "nothing", file.id, file.download_url), sheet, file, turned)


def _tab(document: Document, *, current: bool) -> Tab:
    return Tab(document.name, document.summary, document.view_url, current, document.download_url)


def _opened(empty: Pane, sheet: MarkSheet, file: Document, turned: Turned) -> Pane:
    """The file as pages where it has pages, unless it is asked for as text."""
    html = Reading.objects.filter(evidence=file.id).values_list("html", flat=True).first() or ""
    finds = find(html, turned.asked) if turned.asked else None
    pages = Evidence.objects.filter(pk=file.id).values_list("pages", flat=True).first() if file.kind == "pdf" else None
    if not pages:
        places = tuple(FoundPlace(one, "") for one in finds.places) if finds else ()
        return replace(empty, view="text" if html else "nothing", html=html, finds=finds, places=places)
    as_text = turned.view == "text" and bool(html)
    made = replace(
        empty,
        view="text" if as_text else "pages",
        finds=finds,
        problem=turned.problem,
        places=tuple(_place(one, file, turned, as_text) for one in finds.places) if finds else (),
        other_view=_other(file, as_text, html),
    )
    if as_text:
        return replace(made, html=html)
    return replace(made, leaves=tuple(_leaf(sheet, file, number, turned) for number in range(1, pages + 1)))


def _other(file: Document, as_text: bool, html: str) -> tuple[str, str]:
    if as_text:
        return "pages", _address(file)
    return ("text", _address(file, view="text")) if html else ("", "")


def _leaf(sheet: MarkSheet, file: Document, number: int, turned: Turned) -> LeafPlace:
    address = reverse("leaf", args=[sheet.centre.slug, file.id, number])
    drawn = turned.leaf if turned.file == file.id and turned.page == number else None
    return LeafPlace(number, address, f"{_address(file, page=number)}#leaf-{number}", drawn)


def _place(found: Found, file: Document, turned: Turned, as_text: bool) -> FoundPlace:
    if as_text:
        return FoundPlace(found, f"#p{found.page}")
    return FoundPlace(found, f"{_address(file, q=turned.asked, page=found.page)}#leaf-{found.page}")


def _address(file: Document, **more: str | int) -> str:
    return "?" + urlencode({"file": file.id, **more})
