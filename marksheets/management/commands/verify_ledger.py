"""./run manage verify_ledger [--centre C]"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centres.models import Centre
from centres.scope import tenant
from marksheets.proof import Proof, prove


class Command(BaseCommand):
    """Reads every centre's ledger, signatures and editions. Exit 0: all holds; 1: something does not; 2: misused."""

    help = "Prove the ledger, the signatures and the stored forms of one centre or of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All centres, or one by its short name."""
        parser.add_argument("--centre", metavar="C", help="the centre's short name, as in its addresses")

    def handle(self, *args: Any, centre: str | None, **options: Any) -> None:
        """One line for a centre where all holds; a line for each kind of break where not."""
        centres = list(Centre.objects.order_by("slug") if centre is None else Centre.objects.filter(slug=centre))
        if centre is not None and not centres:
            raise CommandError(f"There is no centre “{centre}”.", returncode=2)
        broken, entries, began = False, 0, time.perf_counter()
        for one in centres:
            with tenant(one, write=False):
                proof = prove()
            self._say(one, proof)
            broken, entries = broken or bool(proof.breaks), entries + proof.entries
        took = time.perf_counter() - began
        self.stdout.write(f"{entries:,} ledger entries, and all that hangs on them: {entries / took:,.0f} a second.")
        if broken:
            sys.exit(1)

    def _say(self, centre: Centre, proof: Proof) -> None:
        for sentence in proof.breaks:
            self.stdout.write(f"{centre.slug}: {sentence}")
        if not proof.breaks:
            read = f"{proof.entries:,} entries, {proof.signatures:,} signatures, {proof.editions:,} editions"
            self.stdout.write(f"{centre.slug}: all holds ({read}).")
