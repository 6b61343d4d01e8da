"""./run manage verify_pdf FILE [--known]"""

from __future__ import annotations

import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from centres.keys import known_certificates
from marksheets.pages import verify
from marksheets.pdf.sealing import Seal, read_seal
from marksheets.proof import known_edition_break

UNSEALED_DEMO = "Its seal is a DEMO seal: it proves nothing outside a demonstration."
ONLY_THE_SEAL = (
    "This says nothing of what became of the result since: ask the verify page, or add --known where the ledger is."
)


class Command(BaseCommand):
    """Says whether a printed form is as it was made. Exit 0: it is, and stands; 1: not; 2: the command was misused."""

    help = "Check a printed form: by its seal alone, or with --known against what was stored and the ledger."
    requires_system_checks: Any = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether the database is at hand."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--known", action="store_true", help="compare with what was stored here, and the ledger")

    def handle(self, *args: Any, file: Path, known: bool, **options: Any) -> None:
        """A sentence or two on standard output; the exit code for programs."""
        try:
            body = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.", returncode=2) from problem
        if not (self._known(file, body) if known else self._sealed(body)):
            sys.exit(1)

    def _sealed(self, body: bytes) -> bool:
        """The seal alone: needs the certificates of this installation, and nothing else."""
        seal = read_seal(body, known_certificates())
        self.stdout.write(_said(seal))
        if seal.by is not None and seal.by.demo:
            self.stdout.write(UNSEALED_DEMO)
        if seal.holds:
            self.stdout.write(ONLY_THE_SEAL)
        return seal.holds

    def _known(self, file: Path, body: bytes) -> bool:
        """With the ledger at hand: the whole file's hash, the frozen page's digest, and what became of the result."""
        found = verify.by_upload(file)
        self.stdout.write(found.sentence)
        if found.centre_name:
            made_by = f"{found.centre_name} ({found.centre_number})"
            what = f"edition {found.edition} of {found.assessment_code}, {made_by}, code {found.code}."
            self.stdout.write(f"It names {what}" if found.standing == "altered" else f"It is {what}")
        trouble = known_edition_break(hashlib.sha256(body).hexdigest())
        if trouble:
            self.stdout.write(f"But the records do not hold together. {trouble}")
        return found.holds and not trouble


def _said(seal: Seal) -> str:
    if seal.claims:
        return f"Not proved. {seal.trouble} It claims to be of “{seal.claims}”."
    if not seal.holds or seal.by is None:
        return f"Not proved. {seal.trouble}"
    when = date_format(timezone.localtime(seal.at), "j F Y, H:i") if seal.at else "an unknown time"
    return (
        f"Whole: every byte is as {seal.by.name} ({seal.by.number}) sealed it, certified against any change, "
        f"by its own clock on {when}. Key {seal.by.short}."
    )
