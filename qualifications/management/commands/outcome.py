"""./run manage outcome CODE --marks=24,13,25 [--file SPEC.toml] [--quantity code=value] [--award CODE]"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from qualifications import outcome, specfile
from qualifications.outcome.amounts import AMOUNT


class BadInput(Exception):
    """What was wrong with the command line or the file, as a sentence."""


class Command(BaseCommand):
    """What a sheet with these marks says. Reads the files only: no database, nothing published before."""

    help = "Print the outcome of a sheet as JSON. Exit 0 for every outcome, 2 with a sentence for bad input."
    requires_system_checks: Sequence[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The code is optional for the parser, so that its absence is answered by a sentence."""
        parser.add_argument("code", nargs="?", default="", metavar="CODE")
        parser.add_argument("--marks", help="values in printed order of the scored nodes; an empty place is blank")
        parser.add_argument("--file", type=Path, metavar="SPEC.toml", help="read this file, not the catalogue")
        parser.add_argument("--quantity", action="append", default=[], metavar="code=value")
        parser.add_argument("--award", default="", metavar="CODE", help="whose version, where versions differ")

    def handle(self, *args: Any, **options: Any) -> None:
        """JSON on stdout, or a sentence on stderr."""
        try:
            said = _answer(options)
        except BadInput as problem:
            self.stderr.write(str(problem))
            sys.exit(2)
        self.stdout.write(json.dumps(said, indent=2))


def _answer(options: dict[str, Any]) -> dict[str, object]:
    assessment = _assessment(options["code"], options["file"], options["award"])
    decision = outcome.decide(
        assessment,
        _values(assessment, options["marks"]),
        quantities=_quantities(assessment, options["quantity"]),
    )
    return {
        "assessment": assessment.code,
        "outcome": decision.outcome.value,
        "total": decision.total,
        "referred": list(decision.referred),
        "reasons": [reason.sentence for reason in decision.reasons],
        "units": dict(decision.units),
    }


def _assessment(code: str, file: Path | None, award: str) -> specfile.Assessment:
    """The one version that is meant, read without a mistake."""
    if not code:
        raise BadInput("Say which assessment: outcome D7.02-03 --marks=24,13,25.")
    if file and file.is_dir():
        raise BadInput(f"{file} is a folder; name one specification file.")
    catalogue = specfile.read([file], alone=True) if file else specfile.read([specfile.SHIPPED])
    if mistakes := catalogue.mistakes_about(f"assessment {code}"):
        raise BadInput(str(mistakes[0]))
    found = [assessment for assessment in catalogue.assessments if assessment.code == code]
    if not found and file and catalogue.mistakes:
        raise BadInput(str(catalogue.mistakes[0]))
    if not found:
        where, known = file or "the catalogue", ", ".join(a.code for a in catalogue.assessments) or "none"
        raise BadInput(f"There is no assessment {code} in {where}; it holds {known}.")
    return _version(found, award, catalogue)


def _version(found: Sequence[specfile.Assessment], award: str, catalogue: specfile.Catalogue) -> specfile.Assessment:
    """The version that the named award uses; without an award there must be only one."""
    code, versions = found[0].code, ", ".join(assessment.version for assessment in found)
    if not award and len(found) > 1:
        raise BadInput(f"{code} has the versions {versions}; say for which award with --award=CODE.")
    if not award:
        return found[0]
    wanted = _versions_of(award, code, catalogue)
    chosen = [assessment for assessment in found if assessment.version in wanted]
    if len(chosen) != 1:
        uses = f"uses {code} in version {' and '.join(sorted(wanted))}" if wanted else f"does not use {code}"
        raise BadInput(f"{award} {uses}; there is {code} in version {versions}.")
    return chosen[0]


def _versions_of(award: str, code: str, catalogue: specfile.Catalogue) -> set[str]:
    """The versions of an assessment that an award uses now; the award may stand in the file or be shipped."""
    awards = [a for a in catalogue.awards if a.code == award] or [
        a for a in specfile.read([specfile.SHIPPED]).awards if a.code == award
    ]
    if not awards:
        raise BadInput(f"There is no award {award} in the catalogue.")
    superseded = {a.supersedes for a in awards}
    newest = [a for a in awards if a.version not in superseded]
    return {reference.version for a in newest for reference in a.assessments if reference.code == code}


def _values(assessment: specfile.Assessment, marks: str | None) -> dict[str, outcome.Value]:
    nodes = assessment.scored
    places = ", ".join(node.code for node in nodes)
    if marks is None:
        raise BadInput(f"Give a value for each of {places}, in this order: --marks={',' * (len(nodes) - 1)}.")
    typed = marks.split(",")
    if len(typed) != len(nodes):
        given = f"{len(typed)} were given" if len(typed) > 1 else "1 was given"
        raise BadInput(f"{assessment.code} takes {len(nodes)} values in this order: {places}; {given}.")
    return {node.code: _value(node, raw) for node, raw in zip(nodes, typed, strict=True)}


def _value(node: specfile.Node, raw: str) -> outcome.Value:
    read = outcome.parse_mark(node, raw)
    if isinstance(read, outcome.Problem):
        raise BadInput(read.sentence)
    return read


def _quantities(assessment: specfile.Assessment, pairs: Iterable[str]) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = {}
    known = [quantity.code for quantity in assessment.quantities]
    for pair in pairs:
        code, _, amount = pair.partition("=")
        if code not in known:
            held = f"it has {', '.join(known)}" if known else "it has none"
            raise BadInput(f"{assessment.code} has no quantity “{code}”; {held}.")
        if not AMOUNT.fullmatch(amount):
            raise BadInput(f"A quantity is a number such as {code}=11.5; “{amount}” is not one.")
        if code in amounts:
            raise BadInput(f"The quantity {code} is given twice.")
        amounts[code] = Decimal(amount)
    return amounts
