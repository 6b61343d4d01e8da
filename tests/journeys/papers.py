"""What learners hand in: a Word file made from the demo's essays and a PDF of a page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from config.demo.documents import word_file
from tests.assessments.file_samples import lines, pdf

ESSAYS = Path(__file__).resolve().parents[2] / "config" / "demo" / "essays.toml"


def word(code: str = "D7.01") -> dict[str, Any]:
    """A .docx as a browser's file field takes it."""
    essays = tomllib.loads(ESSAYS.read_text(encoding="utf-8"))["essays"]
    essay = next(essay for essay in essays if essay["assessment"] == code)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": f"{code} my own work.docx", "mimeType": kind, "buffer": word_file(essay)}


REVIEW = (
    ("My review of five sessions", "", "We agreed the aim before anything else,", "and wrote down what we would see."),
    ("Page two", "", "She set the date herself. I asked who", "would notice first."),
)


def review() -> dict[str, Any]:
    """A .pdf of two pages with something to point to on each."""
    body = pdf(*(lines(*page, size=16, pitch=26) for page in REVIEW))
    return {"name": "review.pdf", "mimeType": "application/pdf", "buffer": body}


def portable(code: str = "D7.02-03") -> dict[str, Any]:
    """A .pdf as a browser's file field takes it."""
    page = lines("Reflective review and coaching diary", "", "In my second session I noticed her silence.")
    return {"name": f"{code} review and diary.pdf", "mimeType": "application/pdf", "buffer": pdf(page)}
