"""A page object as JSON and back: what was released is kept as it was read, and printed from that alone."""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from marksheets.pages.shape import SheetPage

Page = TypeVar("Page")
EMPTY: dict[Any, Any] = {str: "", int: 0, bool: False}
MISSING = object()


class NotThisPage(ValueError):
    """The JSON is not what such a page is made of; the message names the place."""


def freeze(page: SheetPage) -> dict[str, Any]:
    """The page as JSON, moments to the microsecond."""
    document: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(page), default=_moment))
    return document


def thaw(document: dict[str, Any]) -> SheetPage:
    """The page again. A field that this page did not have when it was frozen is empty; one of another type is refused.

    Fields that pages have no more are passed over: an old page is read by whatever stands here now.
    """
    return _built(SheetPage, document, "page")


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong on a page.")


def _built(kind: type[Page], given: Any, place: str) -> Page:
    if not isinstance(given, dict):
        raise NotThisPage(f"{place} is {type(given).__name__}, not an object.")
    hints = get_type_hints(kind)
    values = {
        field.name: _value(hints[field.name], given.get(field.name, MISSING), f"{place}.{field.name}")
        for field in dataclasses.fields(kind)  # type: ignore[arg-type]
        if field.name in given or field.default is dataclasses.MISSING
    }
    return kind(**values)


def _value(hint: Any, given: Any, place: str) -> Any:
    if given is MISSING:
        return _empty(hint, place)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        (kept,) = [argument for argument in arguments if argument is not type(None)]
        return None if given is None else _value(kept, given, place)
    if origin is tuple:
        return _tuple(arguments, given, place)
    if dataclasses.is_dataclass(hint):
        return _built(hint, given, place)  # type: ignore[arg-type]
    return _plain(hint, origin, arguments, given, place)


def _tuple(arguments: tuple[Any, ...], given: Any, place: str) -> tuple[Any, ...]:
    kinds = [arguments[0]] * len(given) if isinstance(given, list) and arguments[-1] is Ellipsis else list(arguments)
    if not isinstance(given, list) or len(kinds) != len(given):
        raise NotThisPage(f"{place} is not the list it should be.")
    pairs = zip(kinds, given, strict=True)
    return tuple(_value(kind, item, f"{place}[{number}]") for number, (kind, item) in enumerate(pairs))


def _plain(hint: Any, origin: Any, arguments: tuple[Any, ...], given: Any, place: str) -> Any:
    if origin is Literal and given in arguments:
        return given
    if hint is datetime and isinstance(given, str):
        try:
            return datetime.fromisoformat(given)
        except ValueError as problem:
            raise NotThisPage(f"{place} is no moment: {given[:40]!r}.") from problem
    if hint in EMPTY and type(given) is hint:
        return given
    raise NotThisPage(f"{place} is {type(given).__name__}, which it cannot be.")


def _empty(hint: Any, place: str) -> Any:
    """What stands for a field that was not frozen: nothing, of its type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return None
    if origin is tuple and arguments[-1] is Ellipsis:
        return ()
    if origin is Literal and "" in arguments:
        return ""
    if hint in EMPTY:
        return EMPTY[hint]
    raise NotThisPage(f"{place} is missing.")
