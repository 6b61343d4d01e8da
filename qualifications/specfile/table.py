"""One table of a file, read key by key: what is wrong is noted with its line, never raised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from qualifications.specfile.lines import Key
from qualifications.specfile.mistakes import Notes

MOST = 30_000
T = TypeVar("T")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Table:
    """Typed access to one table. A missing or wrong value is noted and a harmless one handed back."""

    def __init__(self, raw: Mapping[str, object], notes: Notes, place: str, path: tuple[Key, ...]) -> None:
        self.raw = raw
        self.notes = notes
        self.place = place
        self.path = path
        self._asked: set[str] = set()

    def wrong(self, sentence: str, *path: Key, place: str = "") -> None:
        """Note a mistake at this key of the table."""
        self.notes.wrong(place or self.place, sentence, *self.path, *path)

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        self._asked.add(key)
        return key in self.raw

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        """A text without surrounding blanks; empty when absent."""
        value = self._get(key, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._not(key, "a text in quotes", "")
        if _CONTROL.search(value):
            return self._not(key, "free of control characters", "")
        if longest and len(value) > longest:
            self.wrong(f"“{key}” has {len(value)} characters; at most {longest} fit.", key)
        if required and not value.strip():
            self.wrong(f"“{key}” is empty.", key)
        return value.strip()

    def code(self, key: str = "code", *, required: bool = True, longest: int = 60) -> str:
        """A code: letters, digits, and . _ / - inside; stored as it stands."""
        value = self.text(key, required=required, longest=longest)
        if value and not _CODE.fullmatch(value):
            self.wrong(f"“{value}” is not a code: letters, digits and . _ / - only, no blanks.", key)
        return value

    def number(self, key: str = "number") -> str:
        """The number that people see: a code, or on a sheet for several units "D7.02 1.1"; empty when absent."""
        value = self.text(key, longest=60)
        if value and not all(map(_CODE.fullmatch, value.split(" ", 1))):
            self.wrong(f"“{value}” is not a number such as 1.1 or D7.02 1.1.", key)
        return value

    def whole(self, key: str, *, required: bool = False, least: int = 0) -> int | None:
        """A whole number from `least` upwards; None when absent."""
        value = self._get(key, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            return self._not(key, f"a whole number from {least} to {MOST}", None)
        return value

    def amount(self, key: str) -> Decimal | None:
        """A number from 0 upwards, whole or not (hours, sessions, clients, words); None when absent."""
        value = self._get(key, False)
        if value is None:
            return None
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # The chain of comparisons is false for nan, and refuses both infinities.
        if not number or not 0 <= value <= MOST:  # type: ignore[operator]
            return self._not(key, f"a number from 0 to {MOST}", None)
        return Decimal(str(value))

    def day(self, key: str) -> date | None:
        """A date, written 2014-12-31 without quotes; None when absent."""
        value = self._get(key, False)
        if self.notes.dates_as_text and isinstance(value, str):
            return date.fromisoformat(value)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        return self._not(key, "a date such as 2014-12-31, without quotes and without a time", None)

    def flag(self, key: str, *, default: bool = False, required: bool = False) -> bool:
        """true or false."""
        value = self._get(key, required)
        if value is None:
            return default
        return value if isinstance(value, bool) else self._not(key, "true or false", default)

    def one_of(self, key: str, allowed: Sequence[str], *, default: str = "") -> str:
        """One of the allowed words; the default when absent (without one the key is required)."""
        value = self.text(key, required=not default)
        is_empty = bool(default) and isinstance(self.raw.get(key), str) and not value
        if (value or is_empty) and value not in allowed:
            return self._not(key, f"one of {_listed(allowed)}", default)
        return value or default

    def texts(self, key: str, *, allowed: Sequence[str] = (), required: bool = False) -> tuple[str, ...]:
        """A list of texts, one at least when required; empty when absent."""
        values = self._list(key)
        if required and not values:
            one = f"one of {_listed(allowed)}" if allowed else "one"
            self.wrong(f"“{key}” must name {one}, or several.", key)
        texts = tuple(value.strip() for value in values if isinstance(value, str))
        if len(texts) < len(values) or any(not text or _CONTROL.search(text) for text in texts):
            return self._not(key, "a list of texts in quotes, none of them empty", ())
        if strangers := [text for text in texts if allowed and text not in allowed]:
            self.wrong(f"“{strangers[0]}” is not one of {_listed(allowed)}.", key)
        return texts

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes; empty when absent."""
        codes = self.texts(key)
        for code in codes:
            if not _CODE.fullmatch(code):
                self.wrong(f"“{code}” is not a code: letters, digits and . _ / - only, no blanks.", key)
        return codes

    def tables(self, key: str, called: str = "", *, least: int = 0) -> tuple[Table, ...]:
        """The tables of a list, `least` or more; each is placed by its code, number or position."""
        values = self._list(key)
        if len(values) < least:
            self.wrong(f"“{key}” must hold at least {least}; there are {len(values)}.", key)
        if not all(isinstance(value, Mapping) for value in values):
            return self._not(key, f"a list of tables, each opened by [[…{key}]]", ())
        return tuple(
            Table(value, self.notes, self._place(called or key.rstrip("s"), value, at), (*self.path, key, at))
            for at, value in enumerate(values)
            if isinstance(value, Mapping)
        )

    def table(self, key: str) -> Table:
        """One table below this one; an empty one, with a mistake noted, when it is not there or is none."""
        value = self._get(key, True)
        if value is not None and not isinstance(value, Mapping):
            self._not(key, "a table, opened by [[…]] or written in { }", None)
        raw = value if isinstance(value, Mapping) else {}
        return Table(raw, self.notes, self.place, (*self.path, key))

    def get(self, key: str) -> object:
        """The raw value, for keys whose shape varies; None when absent."""
        return self._get(key, False)

    def close(self, what: str = "") -> None:
        """Note every key that nobody asked for."""
        for key in self.raw:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, 1)
                hint = f"; did you mean “{near[0]}”?" if near else f"; known are {_listed(sorted(self._asked))}."
                self.wrong(f"“{key}” is not a key of {what or 'this table'}{hint}", key)

    def _get(self, key: str, required: bool) -> object:
        self._asked.add(key)
        if required and key not in self.raw:
            self.wrong(f"“{key}” is missing.", key)
        return self.raw.get(key)

    def _list(self, key: str) -> Sequence[object]:
        value = self._get(key, False)
        if value is None or isinstance(value, list):
            return value or ()
        return self._not(key, "a list, in [ ]", ())

    def _place(self, called: str, raw: Mapping[str, object], at: int) -> str:
        name = next((raw[key] for key in ("code", "number") if isinstance(raw.get(key), str)), at + 1)
        return f"{self.place}, {called} {name}" if self.place else f"{called} {name}"

    def _not(self, key: str, wanted: str, instead: T) -> T:
        self.wrong(f"“{key}” must be {wanted}.", key)
        return instead


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
