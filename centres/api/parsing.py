"""Reading a body of JSON: no more of it than is allowed, and nothing in it that a database cannot keep."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework import exceptions
from rest_framework.parsers import BaseParser

NOT_JSON = "The body is not JSON. Send one JSON object in UTF-8, with Content-Type: application/json."
NOT_AN_OBJECT = "The body is JSON, but not an object: send {…} with the fields by name."
NOT_TEXT = "A text in the body holds a character that cannot be kept: a NUL, or half of a surrogate pair."


class TooLarge(exceptions.APIException):
    """More than is ever read."""

    status_code = 413
    default_code = "too_large"


class Json(BaseParser):
    """One JSON object of at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The object; a sentence for whatever else was sent."""
        limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge(f"The body is larger than {limit // (1024 * 1024)} MB; send less at once.")
        return read_object(raw)


def read_object(raw: bytes) -> dict[str, Any]:
    """Bytes as one JSON object whose texts can be stored."""
    try:
        found = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
        texts = list(_texts(found))
    except (ValueError, RecursionError) as error:
        raise exceptions.ParseError(NOT_JSON, code="not_json") from error
    if not isinstance(found, dict):
        raise exceptions.ParseError(NOT_AN_OBJECT, code="not_json")
    if any("\x00" in text or _is_broken(text) for text in texts):
        raise exceptions.ParseError(NOT_TEXT, code="not_text")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON.")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _is_broken(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)
