"""What a document prints beyond the fields that exist."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A row the specification prints for which no field exists: its heading and its text."""

    heading: str
    text: str
