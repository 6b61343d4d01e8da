"""Whether a rule can be met, can refer, and needs each of its parts: found by trying markings on the engine itself.

Rules are monotone: a better mark never turns a pass into a referral. So the best marking there is shows whether
a sheet can pass, and the worst whether it can refer. A part of a rule decides when some marking is told
otherwise with it than without it; `qualifications.weakest_markings` proposes such markings, the engine judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from qualifications.outcome.marking import Marking
from qualifications.outcome.rules import hear, in_words
from qualifications.specfile import AllOf, AnyOf, Assessment, Catalogue, Leaf, Mistake, Note, Rule
from qualifications.weakest_markings import Extremes, TooMany, weakest

ALWAYS, NEVER = AllOf(()), AnyOf(())


@dataclass(frozen=True)
class Findings:
    """Sentences: mistakes forbid publishing, notes are only worth knowing."""

    mistakes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One leaf of a rule: `without` is the rule with the leaf left out; the others say when it matters.

    With every rule of `beside` met and every one of `instead` not met, the whole rule says what the leaf says.
    """

    leaf: Leaf
    without: Rule
    one_of_several: bool = False
    beside: tuple[Rule, ...] = ()
    instead: tuple[Rule, ...] = ()


def searched(catalogue: Catalogue) -> Catalogue:
    """The same catalogue with what the search finds about the rules of its sound sheets."""
    mistakes, notes = list(catalogue.mistakes), list(catalogue.notes)
    known = set(catalogue.mistakes) | set(catalogue.notes)
    for sheet in catalogue.assessments:
        spot = catalogue.rule_spots.get((sheet.code, sheet.version))
        if spot is not None:
            found = findings(sheet)
            mistakes += [Mistake(spot.file, spot.line, spot.place, sentence) for sentence in found.mistakes]
            notes += [Note(spot.file, spot.line, spot.place, sentence) for sentence in found.notes]
    fresh = [mistake for mistake in mistakes[len(catalogue.mistakes) :] if mistake not in known]
    told = [note for note in notes[len(catalogue.notes) :] if note not in known]
    return replace(catalogue, mistakes=(*catalogue.mistakes, *fresh), notes=(*catalogue.notes, *told))


@lru_cache(maxsize=512)
def findings(sheet: Assessment) -> Findings:
    """What is wrong with the rule of a sheet that has no other mistake, and what is worth knowing of it."""
    extremes = Extremes(sheet)
    if extremes.undecidable:
        return Findings(mistakes=(extremes.undecidable,))
    best, worst = extremes.best(), tuple(extremes.worst())
    words = dict.fromkeys(in_words(part.leaf, best) for part in parts(sheet.rule) if not hear(part.leaf, best).holds)
    if words:
        return Findings(mistakes=tuple(map(_never_met, words)))
    if all(hear(sheet.rule, marking).holds for marking in worst):
        return Findings(mistakes=(NEVER_REFERS,))
    return Findings(notes=tuple(dict.fromkeys(_notes(sheet, best, worst))))


NEVER_REFERS = (
    "This sheet can never be referred: with no marks and nothing met its rule holds already. "
    "Raise the total, or give each part a minimum above 0."
)


def _never_met(words: str) -> str:
    return (
        f"This part of the rule can never be met: “{words}”. Even the best marks do not reach it; lower what it asks."
    )


def _notes(sheet: Assessment, best: Marking, worst: tuple[Marking, ...]) -> Iterator[str]:
    for part in parts(sheet.rule):
        words = in_words(part.leaf, best)
        if all(hear(part.leaf, marking).holds for marking in worst):
            yield f"This part of the rule always holds: “{words}”. It asks for nothing."
        elif not _decides(part, sheet):
            yield f"This part of the rule can never decide: “{words}”. Without it every outcome would be the same."


def _decides(part: Part, sheet: Assessment) -> bool:
    """Whether some marking is told otherwise without this part; true as well where the search is too large."""
    met, missed = list(part.beside), list(part.instead)
    (met if part.one_of_several else missed).append(part.leaf)
    try:
        return any(hear(sheet.rule, m).holds is not hear(part.without, m).holds for m in weakest(sheet, met, missed))
    except TooMany:
        return True


def parts(rule: Rule, *, one_of_several: bool = False) -> Iterator[Part]:
    """Every leaf of the rule, in the order of the file."""
    if not isinstance(rule, AllOf | AnyOf):
        # Left out of an "all of" a part asks for nothing any more; left out of an "any of" it helps nobody any more.
        yield Part(rule, NEVER if one_of_several else ALWAYS, one_of_several)
        return
    either = isinstance(rule, AnyOf) if len(rule.parts) > 1 else one_of_several
    for at, own in enumerate(rule.parts):
        others = rule.parts[:at] + rule.parts[at + 1 :]
        for part in parts(own, one_of_several=either):
            without = type(rule)((*rule.parts[:at], part.without, *rule.parts[at + 1 :]))
            if isinstance(rule, AllOf):
                yield replace(part, without=without, beside=(*part.beside, *others))
            else:
                yield replace(part, without=without, instead=(*part.instead, *others))
