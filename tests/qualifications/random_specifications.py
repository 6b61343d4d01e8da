"""Random whole specifications, sound and spoilt: an award, its units and a sheet, as objects and as a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.outcome import Value
from qualifications.rule_search import searched
from qualifications.specfile import (
    AllOf,
    Assessment,
    Award,
    Catalogue,
    Choice,
    Criterion,
    EachAtLeastMinimum,
    EveryPasses,
    Kind,
    LearningOutcome,
    Node,
    Option,
    Printed,
    Quantity,
    Reference,
    Rule,
    TotalAtLeast,
    Unit,
)
from tests.qualifications.random_sheets import MARKED_SHEETS, UNITS, Marked

# Set to anything: the full numbers are tried (some ten minutes), not the smaller ones of every run.
IN_FULL = bool(os.environ.get("COUNTERSIGN_RANDOM_IN_FULL"))

TEXTS = (
    "Planning", "What you did", "Größe und “Wert”", "A text with \"quotes\" and a \\ in it", "Ends with three \"\"\"",
    "Several\n\nlines,\nwith – dashes", "# not a remark", "[[assessments]]", "key = 'value'", "a\tb\nc", "日本語 · 😀",
    "Word " * 60 + "end", "'single'", "<b>&amp;</b>", "{{ page }}", "%s %d {0}", "≥ 6 h", "x",
)  # fmt: skip
LITTER = (
    "", "3", "-1", "1e400", "nan", "true", "[]", "[[]]", "{}", '""', '"S1"', "2014-12-31", '["U1 1.1"]', '["U9 1.1"]',
    '[{ code = "X" }]', "{ all_of = [] }", "{ total_at_least = 0 }", "{ total_at_least = 30000 }", '"section"',
    '{ node_passes = "N0" }', '"group"', '"requirement"', '"N0"', "0", "1", "99999999999999999999", "0.5", "101",
    '"U 1"',
)  # fmt: skip
SECTION_LIKE = (Kind.SECTION, Kind.CONTEXT)
MINIMA = (Kind.SECTION, Kind.CRITERION_MARK)
PASSING = (Kind.CRITERION, Kind.REQUIREMENT, Kind.BANDS, Kind.TEST)
ROWS = (Kind.CRITERION_MARK, Kind.CRITERION, Kind.BANDS)


@dataclass(frozen=True)
class Specification:
    """A specification with one marking of its sheet; `text` is its file, spoilt where `spoilt` says so."""

    award: Award
    units: tuple[Unit, ...]
    marked: Marked
    text: str
    spoilt: bool

    @property
    def sheet(self) -> Assessment:
        return self.marked.sheet

    @property
    def things(self) -> tuple[specfile.Thing, ...]:
        return (*self.units, self.sheet, self.award)


def specification(marked: Marked, seed: int, sensible: bool, spoils: int) -> Specification:
    """Dress a random sheet: headings, texts, numbers, units that it evidences, an award that holds it all."""
    chance = Random(seed)
    codes = UNITS if chance.random() < 0.1 else _evidenced(marked.sheet)
    sheet = replace(
        marked.sheet,
        title=_line(chance),
        units=codes,
        nodes=tuple(_dressed(node, chance) for node in marked.sheet.nodes),
        rule=_sensible_rule(marked.sheet, chance) if sensible else marked.sheet.rule,
        task=chance.choice(TEXTS),
        rule_text=_line(chance),
        form_version=chance.choice(("", "2", "F-3.1")),
        printed=(Printed(heading="A row", text=chance.choice(TEXTS)),) if chance.random() < 0.3 else (),
        choices=_choices(chance),
        quantities=_quantities(marked.sheet, chance),
    )
    units = tuple(_unit(code, chance) for code in codes)
    award = _award(units, sheet, chance)
    text = specfile.to_toml(*units, sheet, award)
    spoilt = _spoilt(text, chance, spoils)
    return Specification(award, units, replace(marked, sheet=sheet), spoilt, spoilt != text)


def _evidenced(sheet: Assessment) -> tuple[str, ...]:
    named = {reference.partition(" ")[0] for node in sheet.nodes for reference in node.evidences}
    return tuple(unit for unit in UNITS if unit in named)


def _line(chance: Random) -> str:
    return " ".join(chance.choice(TEXTS).split())[:120]


def _dressed(node: Node, chance: Random) -> Node:
    more: dict[str, Any] = {"nodes": tuple(_dressed(inner, chance) for inner in node.nodes)}
    if node.kind in SECTION_LIKE or chance.random() < 0.5:
        more["heading"] = _line(chance)
    if node.kind in (*PASSING, *ROWS) or node.kind is Kind.CONTEXT:
        more["text"] = chance.choice(TEXTS).strip()
    if node.kind in ROWS and chance.random() < 0.3:
        more["local"] = str(chance.randrange(1, 30))
    if node.kind not in (Kind.TEST, Kind.REQUIREMENT) and chance.random() < 0.3:
        more["words"] = chance.randrange(1, 5000)
    if node.kind is Kind.GROUP:
        more["subtotal"] = chance.random() < 0.3
    more["guidance"] = chance.choice(("", "", *TEXTS)).strip()
    more["short"] = chance.choice(("", "Short"))
    more["bullets"] = tuple(replace(bullet, text=chance.choice(TEXTS).strip()) for bullet in node.bullets)
    return replace(node, **more)


def _sensible_rule(sheet: Assessment, chance: Random) -> Rule:
    """Every row is read; a total that the maxima reach."""
    kinds = {node.kind for node in sheet.walk()}
    parts: list[Rule] = [EachAtLeastMinimum(kind) for kind in MINIMA if kind in kinds]
    parts += [EveryPasses(kind) for kind in PASSING if kind in kinds]
    if Kind.GROUP in kinds and chance.random() < 0.5:
        parts.append(EachAtLeastMinimum(Kind.GROUP))
    most = sum(node.maximum or 0 for node in sheet.walk())
    if most and chance.random() < 0.7:
        parts.append(TotalAtLeast(chance.randrange(1, most + 1)))
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else sheet.rule


def _choices(chance: Random) -> tuple[Choice, ...]:
    if chance.random() < 0.8:
        return ()
    return (Choice(code="c", question=_line(chance), options=tuple(Option(code=c, text=c.upper()) for c in "ab")),)


def _quantities(sheet: Assessment, chance: Random) -> tuple[Quantity, ...]:
    extra = Quantity(code="pages", measure="words", maximum=Decimal(chance.choice((500, "0.5", 2000))))
    return (*sheet.quantities, extra) if chance.random() < 0.2 else sheet.quantities


def _unit(code: str, chance: Random) -> Unit:
    numbers = ("1.1", "1.2") if chance.random() < 0.1 else ("1.1",)
    criteria = tuple(Criterion(number=number, text=_line(chance)) for number in numbers)
    outcome = LearningOutcome(number="1", text=_line(chance), indicative_content=(_line(chance),), criteria=criteria)
    return Unit(
        code=code,
        version="1",
        title=_line(chance),
        level=3,
        credits=chance.randrange(1, 9),
        wording="centre_own",
        purpose=chance.choice(TEXTS),
        available_from=date(2026, 1, chance.randrange(1, 28)),
        outcomes=(outcome,),
    )


def _award(units: tuple[Unit, ...], sheet: Assessment, chance: Random) -> Award:
    off = 1 if chance.random() < 0.05 else 0
    return Award(
        code="RANDOM-AWARD",
        version="1",
        title=_line(chance),
        kind="regulated",
        level=3,
        credits=sum(unit.credits for unit in units) + off if units else None,
        duration_years=3,
        operational_from=date(2026, 1, 1),
        registration_ends=date(2030 if chance.random() < 0.95 else 2020, 12, 31),
        purpose=chance.choice(TEXTS),
        fictional=True,
        units=tuple(Reference(code=unit.code, version=unit.version) for unit in units),
        assessments=(Reference(code=sheet.code, version=sheet.version),),
    )


def _spoilt(text: str, chance: Random, spoils: int) -> str:
    """The file with some values replaced, and some lines gone or twice."""
    lines = text.split("\n")
    for _ in range(spoils):
        at = chance.randrange(len(lines))
        key, equals, _ = lines[at].partition(" = ")
        way = chance.randrange(4)
        if way < 2 and equals:
            lines[at] = f"{key} = {chance.choice(LITTER)}"
        elif way == 2:
            del lines[at]
        else:
            lines.insert(at, lines[at])
    return "\n".join(lines)


SPECIFICATIONS = st.builds(
    specification,
    MARKED_SHEETS,
    st.integers(0, 2**32),
    st.sampled_from((True, True, True, False)),
    st.sampled_from((0, 0, 0, 1, 2)),
)


def read(folder: Path, text: str) -> Catalogue:
    """What the reader and the search say of this file."""
    file = folder / "specification.toml"
    file.write_text(text, "utf-8")
    return searched(specfile.read([file]))


@lru_cache(maxsize=1)
def accepted(count: int) -> tuple[Specification, ...]:
    """The first sound specifications of a fixed series, each with something to mark."""
    found: list[Specification] = []

    @settings(max_examples=count * 8, derandomize=True, database=None, deadline=None, suppress_health_check=HealthCheck)
    @given(SPECIFICATIONS)
    def gather(one: Specification) -> None:
        if len(found) < count and not one.spoilt and one.units and one not in found:
            with TemporaryDirectory() as folder:
                if not read(Path(folder), one.text).mistakes:
                    found.append(one)

    gather()
    assert len(found) == count, f"only {len(found)} of {count} were found"
    return tuple(found)


def typed(values: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """The fields of a desk with these values."""
    from qualifications.outcome import written

    return ((f"mark-{code}", written(value)) for code, value in values.items())
