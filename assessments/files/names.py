"""File names as they may be shown: what a person called their file, without what could mislead or break."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # characters, ending included
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, right-to-left overrides, unassigned
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")  # devices on Windows


def clean_name(claimed: str, kind: str = "") -> str:
    """The last part of a claimed name, fit to show and to download under.

    Paths, control and direction characters and characters that Windows forbids are taken out, length is cut
    to 120 characters. With `kind` ("pdf" or "docx") the name ends as what the file is: a PDF called
    "essay.exe" becomes "essay.exe.pdf". Never used to decide where bytes lie.
    """
    stem, ending = _split(_visible(claimed), kind)
    stem = _RESERVED.sub(r"\1_", stem[: LONGEST - len(ending)].strip(" .")) or "document"
    return stem + ending


def _visible(claimed: str) -> str:
    """One line of visible characters: the part after the last slash of either direction."""
    text = unicodedata.normalize("NFC", claimed[:4096])
    text = "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) not in _HIDDEN)
    text = re.split(r"[/\\]", text)[-1]
    text = re.sub(r'[<>:"|?*]', "-", text)
    return re.sub(r"\s+", " ", text).strip(" .")


def _split(name: str, kind: str) -> tuple[str, str]:
    """(stem, ending); the ending is kept as typed when it tells the truth, else the true one is added."""
    stem, dot, last = name.rpartition(".")
    if kind:
        return (stem, dot + last) if dot and last.lower() == kind else (name, f".{kind}")
    return (stem, dot + last) if stem and len(last) <= 10 else (name, "")
