"""One whole specification file, to be spoilt in one place or another."""

from __future__ import annotations

from pathlib import Path

from qualifications import specfile
from qualifications.rule_search import searched

DATA = Path(__file__).parent / "data"
WHOLE = (DATA / "whole.toml").read_text("utf-8")


def mistakes(folder: Path, text: str | bytes) -> list[tuple[int | None, str, str]]:
    """Line, place and sentence of every mistake in a file with this text."""
    file = folder / "spec.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(m.line, m.place, m.sentence) for m in searched(specfile.read([file])).mistakes]
