"""Small words every template may use: icons, the bar with the minimum drawn on it, British dates.

Widths are SVG attributes, since the content security policy forbids inline styles.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.dateformat import format as write
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
TONES = {"pass": "ok", "ok": "ok", "met": "ok", "referral": "ref", "ref": "ref", "not_met": "ref"}


class _Cell(Protocol):
    raw: str
    standing: str


class _Row(Protocol):
    maximum: int | None
    minimum: int | None
    passing: tuple[str, ...]
    assessor: _Cell | None
    qa: _Cell | None
    third: _Cell | None


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One picture of the sprite, e.g. `{% icon "ok" %}`; silent to screen readers unless it gets a label."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="i" {}><use href="{}#i-{}"/></svg>', said, static("icons.svg"), name)


@register.simple_tag
def bar(row: _Row, hand: str = "assessor") -> SafeString | str:
    """The mark of one hand ("assessor" or "iqa") on a line from 0 to the maximum, with the minimum drawn.

    Nothing for rows without marks. On the IQA's bar the assessor's mark is a small tick.
    Silent to screen readers: the sentence beside it says the same.
    """
    if not row.maximum:
        return ""
    mine = cell(row, hand)
    other = row.assessor if hand != "assessor" else None
    return format_html(
        '<svg class="bar bar-{}" width="100%" height="14" aria-hidden="true">'
        '<rect class="bar-all" y="3" width="100%" height="8" rx="4"/>'
        '<rect class="bar-mark" y="3" width="{}%" height="8" rx="4"/>{}{}</svg>',
        mine.standing if mine else "none",
        _share(_number(mine), row.maximum),
        _tick("bar-other", _number(other), row.maximum),
        _tick("bar-minimum", row.minimum, row.maximum),
    )


@register.filter
def cell(row: _Row, hand: str) -> _Cell | None:
    """What one hand ("assessor", "iqa" or "third") gave a row; None while hidden or blank."""
    return {"iqa": row.qa, "third": row.third}.get(hand, row.assessor)


@register.filter
def tone_of(row: _Row, option: str) -> str:
    """ "ok" where this option of the row passes, else "ref"."""
    return "ok" if option in row.passing else "ref"


@register.simple_tag(takes_context=True)
def kept(context: Mapping[str, Any], name: str, stored: object = "") -> object:
    """What a field shows: the text just refused, from `typed` (field name -> text), else what is stored."""
    typed = context.get("typed") or {}
    return typed.get(name, stored)


def _number(given: _Cell | None) -> int | None:
    return int(given.raw) if given and given.raw.isdecimal() else None


def _share(mark: int | None, maximum: int) -> float:
    return round(100 * min(mark or 0, maximum) / maximum, 1)


def _tick(kind: str, mark: int | None, maximum: int) -> SafeString | str:
    if mark is None:
        return ""
    return format_html('<rect class="{}" x="{}%" width="2" height="14"/>', kind, _share(mark, maximum))


@register.filter
def tone(word: object) -> str:
    """ "ok", "ref" or "none" for an outcome, a standing or a met / not met decision."""
    return TONES.get(str(word), "none")


@register.filter
def at(mapping: Mapping[str, object] | None, key: str) -> object:
    """The value under a key made up in the template, "" where there is none."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field without a placeholder: the label has said it, and stays when typing begins."""
    return field.as_widget(attrs={"placeholder": False})


@register.filter
def in_words(number: int) -> str:
    """ "Seven"; from ten on in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


@register.filter
def initials(name: object) -> str:
    """First letters of the first and last word: "Ada Byrne" is "AB"."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """ "21 Nov 2026"."""
    return _written(value, "j M Y")


@register.filter(expects_localtime=True)
def short_day(value: date | datetime | None) -> str:
    """ "21 Nov"."""
    return _written(value, "j M")


@register.filter(expects_localtime=True)
def weekday(value: date | datetime | None) -> str:
    """ "Thu 27 Nov"."""
    return _written(value, "D j M")


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """ "21 Nov 2026, 10:42"."""
    return _written(value, "j M Y, H:i")


@register.filter(expects_localtime=True)
def clock(value: datetime | None) -> str:
    """ "10:42"."""
    return _written(value, "H:i")


def _written(value: date | datetime | None, pattern: str) -> str:
    return write(value, pattern) if value else ""
