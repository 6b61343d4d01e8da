"""./run manage catalogue_schema [--check]"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from qualifications.specfile.schema import catalogue_schema

STORED = Path(settings.BASE_DIR) / "docs" / "catalogue.schema.json"


class Command(BaseCommand):
    """Writes the format of specification files as JSON Schema, taken from their reader."""

    help = "Write docs/catalogue.schema.json; --check only says whether it is current."
    requires_system_checks: Sequence[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check writes nothing."""
        parser.add_argument("--check", action="store_true", help="exit 1 where the stored schema is not current")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """One sentence; exit 1 only with --check."""
        text, name = written(), STORED.relative_to(settings.BASE_DIR)
        current = STORED.is_file() and STORED.read_text("utf-8") == text
        if check and not current:
            self.stderr.write(f"{name} is not what the reader takes; run ./run manage catalogue_schema.")
            sys.exit(1)
        if not check:
            STORED.write_text(text, "utf-8")
        self.stdout.write(f"{name} is current." if current else f"{name} is written.")


def written() -> str:
    """The schema as the stored file has it."""
    return json.dumps(catalogue_schema(), indent=2, ensure_ascii=False) + "\n"
