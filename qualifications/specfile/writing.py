"""Specifications as TOML: the file that reads back as exactly this, in the canonical order of keys.

The standard library reads TOML and does not write it. This writes what a specification holds and no more: texts,
whole numbers and fractions, dates, true and false, lists and tables. Order and indents are those of the shipped
files: first what is short, in the order of the shapes, then the lists of tables, each deeper by two blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from qualifications.specfile.documents import Thing, plain
from qualifications.specfile.shapes import Assessment, Award, Competences, Overlay, Unit, Upgrade

LISTS: Mapping[type, str] = {
    Award: "awards",
    Unit: "units",
    Assessment: "assessments",
    Overlay: "overlays",
    Upgrade: "upgrades",
    Competences: "competences",
}
WIDEST = 100  # letters of a table written on one line
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNSAFE = re.compile(r'[\x00-\x08\x0b-\x1f\x7f"\\]')
_NAMED = {"\b": "\\b", "\f": "\\f", "\r": "\\r", "\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\"}


def to_toml(*things: Thing) -> str:
    """One whole specification file with these things in this order; reading it gives back equal ones."""
    lines = ["format = 1"]
    for thing in things:
        lines += ["", *_table(LISTS[type(thing)], plain(thing, dates_as_text=False), "")]
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, Any], indent: str) -> Iterator[str]:
    """[[name]] with all that it holds; what begins a table of its own comes last, or it would end this one."""
    yield f"{indent}[[{name}]]"
    deeper = [key for key, value in table.items() if _is_list_of_tables(value)]
    for key, value in table.items():
        if key not in deeper:
            yield from _pair(key, value, indent)
    for key in deeper:
        for each in table[key]:
            yield from _table(f"{name}.{_key(key)}", each, f"{indent}  ")


def _is_list_of_tables(value: Any) -> bool:
    """Whether these tables need lines of their own: they hold more than short values."""
    tables = isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)
    return tables and not all(_is_short(each) for each in value)


def _is_short(table: Mapping[str, Any]) -> bool:
    flat = all(not isinstance(value, Mapping | list) for value in table.values())
    return flat and len(written := _value(table)) <= WIDEST and "\\n" not in written


def _pair(key: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, list) and len(value) > 1 and all(isinstance(each, Mapping) for each in value):
        yield f"{indent}{_key(key)} = ["
        yield from (f"{indent}  {_value(each)}," for each in value)
        yield f"{indent}]"
    elif isinstance(value, str) and "\n" in value:
        yield f'{indent}{_key(key)} = """\n{_several_lines(value)}"""'
    else:
        yield f"{indent}{_key(key)} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case str():
            return f'"{_escaped(value)}"'
        case Mapping():
            inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        case _:
            return _list(value)


def _list(values: Sequence[Any]) -> str:
    inside = ", ".join(map(_value, values))
    return f"[ {inside} ]" if inside.startswith("{") else f"[{inside}]"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else f'"{_escaped(key)}"'


def _escaped(text: str) -> str:
    return _UNSAFE.sub(_escape, text).replace("\n", "\\n").replace("\t", "\\t")


def _several_lines(text: str) -> str:
    """Line ends and tabs as they are; quotes are escaped, so that three in a row end nothing."""
    return _UNSAFE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    return _NAMED.get(letter, f"\\u{ord(letter):04X}")
