"""What two versions of a published thing say differently, line by line. Pure: documents in, lines out.

A line is one value of the document, or one line of a longer text; its place is told in words. Things in a list are
known by their code, number or heading, so that what is put in between changes no line after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from qualifications.specfile.documents import STRUCTURE

Kind = Literal["same", "added", "removed", "changed"]
Place = tuple[str, ...]
Opcode = Literal["replace", "delete", "insert", "equal"]

KNOWN_BY = ("code", "number", "heading", "about", "old", "from")
OWN = {"version", "code"}  # of the whole document: the page's own heading says them
NOUNS = {
    "nodes": "part",
    "bullets": "bullet",
    "units": "unit",
    "assessments": "mark sheet",
    "outcomes": "outcome",
    "criteria": "criterion",
    "quantities": "quantity",
    "decisions": "decision",
    "choices": "choice",
    "options": "answer",
    "bands": "band",
    "results": "result",
    "groups": "group",
    "printed": "printed under",
    "rows": "row",
}
NODE_NOUNS = {"criterion_mark": "criterion", "bands": "criterion", "group": "part", "context": "section"}
NAMES = {
    "maximum": "maximum",
    "minimum": "minimum",
    "evidences": "criteria evidenced",
    "criterion": "unit criterion",
    "review_on": "review date",
    "rule_text": "printed rule",
    "guidance": "what it asks for",
    "outcomes_wording": "wording of the outcomes",
}
NAMED = 2  # how many places a sentence names
LIKE_ENOUGH = 0.4  # below this two lines share so few words that one was taken out and another put in


@dataclass(frozen=True)
class Word:
    """Some words of a changed line: in both, in the newer alone, or in the older alone."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Line:
    """One line of either version. `place` says where: ("section 2", "minimum"); `words` is of changed lines."""

    kind: Kind
    place: Place
    old: str
    new: str
    words: tuple[Word, ...] = ()
    counts: bool = False  # whether it belongs to what marks depend on

    @property
    def where(self) -> str:
        """ "section 2, minimum"."""
        return ", ".join(self.place)


@dataclass(frozen=True)
class Comparison:
    """All lines of two versions, in the newer one's order; what was taken out stands where it was."""

    lines: tuple[Line, ...]

    @property
    def differences(self) -> tuple[Line, ...]:
        """The lines that are not the same in both."""
        return tuple(line for line in self.lines if line.kind != "same")

    @property
    def same(self) -> tuple[Line, ...]:
        """The lines that are."""
        return tuple(line for line in self.lines if line.kind == "same")

    def count(self, kind: Kind) -> int:
        """How many lines are of a kind."""
        return sum(line.kind == kind for line in self.lines)

    @property
    def sentence(self) -> str:
        """ "3 lines changed, 1 line added, 1 line removed; 60 lines are the same."."""
        said = [_lines(self.count(kind), kind) for kind in ("changed", "added", "removed") if self.count(kind)]
        if not said:
            return "Nothing differs: every line is the same."
        same = self.count("same")
        return f"{', '.join(said)}; {same} {'line is' if same == 1 else 'lines are'} the same."


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """Two documents of one kind, as `specfile.to_document` writes them."""
    before, after = ({key: value for key, value in one.items() if key not in OWN} for one in (old, new))
    return Comparison(tuple(_differences(before, after, (), ())))


def carried(comparison: Comparison, *, same_structure: bool) -> str:
    """Whether marks of one version of a mark sheet stand on the other (RULINGS 24), as a sentence."""
    if same_structure:
        return "Marks can be carried across: maximum, minimum, mapping and rule are the same in both."
    found = (" of ".join(reversed(line.place)) for line in comparison.differences if line.counts)
    places = list(dict.fromkeys(found)) or ["structure"]
    named = [f"the {place}" for place in places[:NAMED]]
    more = [f"{len(places) - NAMED} more"] if len(places) > NAMED else []
    return f"Marks cannot be carried across: {_listed([*named, *more])} {'differs' if len(places) == 1 else 'differ'}."


def carried_between(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The same for two versions of an award, from the structure hashes of their mark sheets by code."""
    shared = [code for code in new if code in old]
    can = [code for code in shared if old[code] == new[code]]
    cannot = [code for code in shared if old[code] != new[code]]
    if not shared:
        return "No marks can be carried across: the two have no mark sheet in common."
    if not cannot:
        return f"Marks can be carried across for {_listed(can)}: their structure is the same in both."
    if not can:
        return f"Marks cannot be carried across: the structure of {_listed(cannot)} differs."
    return f"Marks of {_listed(can)} can be carried across; those of {_listed(cannot)} cannot: the structure differs."


def credited(comparison: Comparison) -> str:
    """The same for two versions of a unit, which carries no marks of its own."""
    if any(line.counts for line in comparison.differences):
        return "Its outcomes or criteria differ, so marks cannot be carried across without a look at its mark sheets."
    return "Its outcomes and criteria are the same; whether marks can be carried across, its mark sheets say."


def _differences(old: Any, new: Any, place: Place, keys: Place) -> Iterator[Line]:
    """`place` is told to people; `keys` are the document's own words for it."""
    if keys[-1:] == ("rule",):
        yield from _texts(_aloud(old), _aloud(new), place, _counts(keys))
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from _tables(old or {}, new or {}, place, keys)
    elif _is_list_of_tables(old) or _is_list_of_tables(new):
        yield from _lists(old or [], new or [], place, keys)
    else:
        yield from _texts(_said(old), _said(new), place, _counts(keys))


def _tables(old: Mapping[str, Any], new: Mapping[str, Any], place: Place, keys: Place) -> Iterator[Line]:
    for key in _merged(list(old), list(new)):
        inner = place if _is_list_of_tables(old.get(key) or new.get(key)) else (*place, NAMES.get(key, _plain(key)))
        yield from _differences(old.get(key), new.get(key), inner, (*keys, key))


def _lists(old: Sequence[Any], new: Sequence[Any], place: Place, keys: Place) -> Iterator[Line]:
    before, after = _by_name(old), _by_name(new)
    shared = [[name for name in one if name in other] for one, other in ((before, after), (after, before))]
    if shared[0] != shared[1]:
        told = [[_listed(names)] for names in shared]
        yield from _texts(told[0], told[1], (*place, f"order of {_plain(keys[-1])}"), counts=False)
    for name in _merged(list(before), list(after)):
        one, other = _unnamed(before.get(name), name), _unnamed(after.get(name), name)
        whole = _counts(keys) and (one is None or other is None)
        for line in _differences(one, other, (*place, _called(keys[-1], name, other or one or {})), keys):
            yield replace(line, counts=line.counts or whole)


def _texts(old: Sequence[str], new: Sequence[str], place: Place, counts: bool) -> Iterator[Line]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for one, other in zip_longest(old[a:b], new[c:d]):
            yield from _line(tag, one, other, place, counts)


def _line(tag: Opcode, old: str | None, new: str | None, place: Place, counts: bool) -> Iterator[Line]:
    if tag == "equal":
        yield Line("same", place, old or "", new or "")
    elif old is not None and new is not None and _alike(old, new):
        yield Line("changed", place, old, new, _words(old, new), counts)
    else:
        if old is not None:
            yield Line("removed", place, old, "", counts=counts)
        if new is not None:
            yield Line("added", place, "", new, counts=counts)


def _alike(old: str, new: str) -> bool:
    """Short values replace each other; of sentences enough words must stay."""
    if len(old.split()) < 4 and len(new.split()) < 4:
        return True
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() >= LIKE_ENOUGH


def _words(old: str, new: str) -> tuple[Word, ...]:
    """Both lines in one: what stays, what went, what came; neighbours of one kind are one."""
    before, after = (re.findall(r"\S+", text) for text in (old, new))
    found: list[Word] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Word("same", " ".join(before[a:b])))
            continue
        found += [Word("removed", " ".join(before[a:b]))] if a < b else []
        found += [Word("added", " ".join(after[c:d]))] if c < d else []
    return tuple(found)


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The newer order; what is gone stands after what it stood after."""
    order = list(new)
    for at, key in enumerate(old):
        if key not in order:
            order.insert(order.index(old[at - 1]) + 1 if at else 0, key)
    return order


def _by_name(tables: Iterable[Any]) -> dict[str, Any]:
    """Each table of a list under what it is known by; a second one of a name says that it is the second."""
    found: dict[str, Any] = {}
    for at, table in enumerate(tables, start=1):
        name = next((str(table[key]) for key in KNOWN_BY if table.get(key)), str(at))
        found[name if name not in found else f"{name} (no. {at})"] = table
    return found


def _unnamed(table: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    """A table without the words that name it already, unless it says nothing else."""
    if table is None:
        return None
    return {key: value for key, value in table.items() if key not in KNOWN_BY or str(value) != name} or table


def _called(key: str, name: str, table: Mapping[str, Any]) -> str:
    """ "section 2", "bullet S2.1", "unit D7.02"."""
    if key == "nodes":
        kind = table.get("kind", "")
        return f"{NODE_NOUNS.get(kind, kind)} {table.get('number') or name}"
    return f"{NOUNS.get(key, _plain(key))} {name}"


def _counts(keys: Place) -> bool:
    """Whether marks depend on it: what the structure hash holds, and a unit's outcomes and criteria."""
    taught = keys[:1] == ("outcomes",) and "indicative_content" not in keys
    return keys[-1] in STRUCTURE or taught


def _said(value: Any) -> list[str]:
    """A value as lines of text."""
    if value is None:
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [text for each in value for text in _said(each)]
    return [line for line in str(value).splitlines() if line.strip()]


def _aloud(rule: Any) -> list[str]:
    """A rule as lines: one for each of its parts."""
    if rule is None:
        return []
    return [" ".join(line) for line in _parts(rule)]


def _parts(rule: Mapping[str, Any]) -> Iterator[list[str]]:
    for key, value in rule.items():
        if key in {"all_of", "any_of"}:
            yield [f"{_plain(key)}:"]
            for part in value:
                yield from _parts(part)
        elif isinstance(value, Mapping):
            yield [_plain(key), *(f"{_plain(name)} {', '.join(_said(held))}" for name, held in value.items())]
        else:
            yield [_plain(key), *([] if value is True else _said(value))]


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, Mapping) for each in value)


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _lines(count: int, kind: str) -> str:
    return f"{count} {'line' if count == 1 else 'lines'} {kind}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
