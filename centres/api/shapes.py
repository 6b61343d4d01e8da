"""A frozen page object as JSON, and the same object as a serializer, so that the schema says what is sent.

The page objects are the one description: a field added to one is in the answer and in the schema at once.
"""

from __future__ import annotations

import dataclasses
import types
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from rest_framework import serializers

Fields = tuple[str, ...]
PLAIN: dict[type, Any] = {
    bool: serializers.BooleanField,
    int: serializers.IntegerField,
    datetime: serializers.DateTimeField,
    date: serializers.DateField,
    UUID: serializers.UUIDField,
}


def plain(page: Any, *, omit: Fields = ()) -> dict[str, Any]:
    """A page object as nested dicts and lists, without the named fields, at whatever depth they stand."""

    def kept(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return {name: value for name, value in items if name not in omit}

    return dataclasses.asdict(page, dict_factory=kept)


def shape(kind: type, *, omit: Fields = ()) -> type[serializers.Serializer[Any]]:
    """The serializer that describes what `plain` makes of a dataclass of this kind."""
    return _shape(kind, omit)


@cache
def _shape(kind: type, omit: Fields) -> type[serializers.Serializer[Any]]:
    hints = get_type_hints(kind)
    fields = {
        field.name: _field(hints[field.name], omit) for field in dataclasses.fields(kind) if field.name not in omit
    }
    return type(kind.__name__, (serializers.Serializer,), {**fields, **_said_of(kind)})


@cache
def rows_of(kind: type) -> type[serializers.Serializer[Any]]:
    """The serializer of one slice of a list: the rows, and where the next slice is."""
    fields = {
        "results": shape(kind)(many=True),
        "next": serializers.CharField(allow_null=True, help_text="The address of the next slice; null at the end."),
    }
    return type(f"{kind.__name__}s", (serializers.Serializer,), {**fields, **_said_of(kind)})


def _said_of(kind: type) -> dict[str, Any]:
    return {"__doc__": kind.__doc__, "__module__": kind.__module__}


def _field(hint: Any, omit: Fields = (), **options: Any) -> serializers.Field[Any, Any, Any, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        (kept,) = [argument for argument in arguments if argument is not type(None)]
        return _field(kept, omit, allow_null=True)
    if origin is Literal:
        return serializers.ChoiceField(choices=list(arguments), **options)
    if origin in {tuple, list}:
        return _many(arguments, omit)
    if dataclasses.is_dataclass(hint):
        return shape(hint, omit=omit)(**options)
    if hint in PLAIN:
        return PLAIN[hint](**options)
    return serializers.CharField(allow_blank=True, **options)


def _many(arguments: tuple[Any, ...], omit: Fields) -> serializers.Field[Any, Any, Any, Any]:
    """`tuple[X, ...]` is a list; `tuple[str, str]` one of just so many; mixed ones are not described further."""
    if dataclasses.is_dataclass(arguments[0]):
        return shape(arguments[0], omit=omit)(many=True)
    if arguments[-1] is Ellipsis:
        return serializers.ListField(child=_field(arguments[0], omit))
    child = _field(arguments[0], omit) if len(set(arguments)) == 1 else None
    return serializers.ListField(
        min_length=len(arguments), max_length=len(arguments), **({"child": child} if child else {})
    )
