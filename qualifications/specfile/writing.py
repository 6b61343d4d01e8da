"""A sheet as the text of a file again: what `read` takes, for a copy that somebody goes on writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from qualifications.specfile.documents import to_document
from qualifications.specfile.shapes import Assessment

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ON_ONE_LINE = frozenset({"options", "bands", "results"})  # short tables, written as the shipped files write them


def to_toml(assessment: Assessment) -> str:
    """The whole sheet as a specification file of its own; reading it gives the same sheet."""
    return "\n".join(["format = 1", *_table(("assessments",), to_document(assessment), 0)]) + "\n"


def _table(path: tuple[str, ...], table: dict[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield ""
    yield f"{indent}[[{'.'.join(path)}]]"
    inner = [key for key, value in table.items() if _is_list_of_tables(key, value)]
    yield from (f"{indent}{_key(key)} = {_value(value)}" for key, value in table.items() if key not in inner)
    for key in inner:
        for each in table[key]:
            yield from _table((*path, key), each, depth + 1)


def _is_list_of_tables(key: str, value: Any) -> bool:
    listed = isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
    return bool(listed) and key not in _ON_ONE_LINE


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items())} }}"
    return _text(str(value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _text(text: str) -> str:
    """A text of several lines keeps them; the last quote may not run into the three that end it."""
    if "\n" not in text:
        return _quoted(text)
    lines = "\n".join(_SPECIAL.sub(_escape, line) for line in text.split("\n"))
    return f'"""\n{lines}"""'


def _quoted(text: str) -> str:
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[0], f"\\u{ord(found[0]):04x}")
