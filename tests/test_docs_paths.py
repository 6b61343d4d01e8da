"""What the documents call by a path is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
QUOTED = re.compile(r"`([\w./-]+)`")
NAMES = {path.name for path in ROOT.iterdir() if path.is_dir()}
# Made when the house runs, or by whoever builds on another machine.
ELSEWHERE = re.compile(r"^(var|catalogue)/")


def named(text: str) -> set[str]:
    """Quoted words that look like a file or folder of this tree."""
    return {word for word in QUOTED.findall(text) if "/" in word and word.split("/")[0] in NAMES}


def test_the_documents_name_what_is_there() -> None:
    lost = {
        f"{document.relative_to(ROOT)}: {word}"
        for document in DOCUMENTS
        for word in named(document.read_text(encoding="utf-8"))
        if not ELSEWHERE.match(word) and not (ROOT / word.rstrip("/")).exists()
    }
    assert sorted(lost) == []
