"""./run manage policy show CENTRE | policy load CENTRE FILE"""

from __future__ import annotations

import tomllib
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centres import policy
from centres.models import Centre
from centres.refusals import Refused
from centres.scope import tenant


class Command(BaseCommand):
    """Shows what holds in a centre, or adopts a TOML document as the next version of its policy."""

    help = "Show a centre's policy, or load a new version from a TOML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, for which centre (its slug), with which file."""
        parser.add_argument("act", choices=["show", "load"])
        parser.add_argument("centre")
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, act: str, centre: str, file: Path | None = None, **options: Any) -> None:
        """A mistake is a sentence and exit 1; nothing is adopted then."""
        found = Centre.objects.filter(slug=centre).first()
        if found is None:
            raise CommandError(f"There is no centre “{centre}”; name it by its address, as in /c/{centre}/.")
        with tenant(found, write=act == "load"):
            if act == "load":
                self._load(file)
            for key, value in asdict(policy.in_force()).items():
                self.stdout.write(f"{key} = {str(value).lower() if isinstance(value, bool) else value}")

    def _load(self, file: Path | None) -> None:
        if file is None:
            raise CommandError("Name the TOML file to load.")
        try:
            policy.adopt(tomllib.loads(file.read_text(encoding="utf-8")), by=None)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
            raise CommandError(f"{file} cannot be read: {problem}.") from problem
        except Refused as refused:
            raise CommandError(f"{file} is not adopted. {refused.sentence}") from refused
