"""Small words of sentences: capitals, plurals, lists, numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

PLURALS = {
    "section": "sections",
    "criterion": "criteria",
    "requirement": "requirements",
    "test": "tests",
    "part": "parts",
}


def capital(sentence: str) -> str:
    """The same with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def small(sentence: str) -> str:
    """The same as a part of a longer sentence: first letter small, no full stop."""
    return (sentence[:1].lower() + sentence[1:]).removesuffix(".")


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def counted(nouns: Iterable[str]) -> str:
    """ "1 section", "2 sections and 1 test": how many there are of each noun."""
    counts = Counter(nouns).items()
    return listed([f"{count} {noun if count == 1 else PLURALS[noun]}" for noun, count in counts])


def number(amount: Decimal | None) -> str:
    """12, 11.5: without zeros that say nothing; nothing for None."""
    return "" if amount is None else f"{amount.normalize():f}"
