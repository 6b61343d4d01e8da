"""The shape of a home: a sentence, at most seven needs, then where things stand."""

from __future__ import annotations

from dataclasses import dataclass

from centres.templatetags.house import in_words

MOST = 7


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs this person: what, why and when, and one button."""

    title: str
    reason: str
    label: str
    url: str
    urgent: bool = False
    posts: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a person reads first: a sentence, then at most seven needs, then where their things stand."""

    sentence: str
    detail: str
    needs: tuple[Need, ...]
    more_url: str
    more_label: str
    standing: tuple[Standing, ...] = ()
    beyond: int = 0  # needs that are not listed


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of an assignment as the learner follows it."""

    name: str
    detail: str
    state: str  # "done", "now", ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the learner's assignments and how far it is."""

    title: str
    url: str
    word: str
    kind: str  # "ok", "ref", "le", ""
    steps: tuple[Step, ...]
    so_far: str = ""  # where its days are told


def counted(number: int, one: str, many: str) -> str:
    """ "Four sheets" or "One sheet": numbers below ten in words."""
    return f"{in_words(number)} {one if number == 1 else many}"
