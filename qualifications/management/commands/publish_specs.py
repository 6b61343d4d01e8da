"""./run manage publish_specs [--check] [PATH ...]"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from qualifications import actions, specfile
from qualifications.rule_search import searched


class Command(BaseCommand):
    """Reads specification files and publishes them, or with --check only says what is wrong with them."""

    help = "Publish specification files (the shipped catalogue by default); --check only lists their mistakes."
    requires_system_checks: Sequence[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths of files or folders; none means the shipped catalogue."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--check", action="store_true", help="list all mistakes, write nothing")

    def handle(self, *args: Any, paths: Sequence[Path] = (), check: bool = False, **options: Any) -> None:
        """Exit 0 when all is well, 1 with sentences when it is not."""
        files = specfile.specification_files(paths or [specfile.SHIPPED])
        if not files:
            self._refuse("There are no .toml files there.")
        beside = specfile.read([specfile.SHIPPED]) if paths else None
        catalogue = searched(specfile.read(files, beside=beside))
        if catalogue.mistakes:
            self._refuse(*map(str, catalogue.mistakes), _counted(len(catalogue.mistakes), "mistake") + ".")
        if check:
            self._note(catalogue.notes)
            self.stdout.write(f"{_contents(catalogue)} in {_counted(len(files), 'file')}: no mistakes.")
        else:
            self._publish(catalogue)

    def _publish(self, catalogue: specfile.Catalogue) -> None:
        try:
            done = actions.publish(catalogue)
        except actions.NotPublished as refusal:
            self._refuse(str(refusal))
        for name in done.new:
            self.stdout.write(f"Published {name}")
        self.stdout.write(f"{len(done.new)} published, {done.unchanged} unchanged.")

    def _note(self, notes: Sequence[specfile.Note]) -> None:
        for note in notes:
            self.stdout.write(f"Note: {note}")

    def _refuse(self, *sentences: str) -> NoReturn:
        for sentence in sentences:
            self.stderr.write(sentence)
        sys.exit(1)


def _contents(catalogue: specfile.Catalogue) -> str:
    always = [
        _counted(len(catalogue.awards), "award"),
        _counted(len(catalogue.units), "unit"),
        _counted(len(catalogue.assessments), "assessment"),
    ]
    tables = [f"{_counted(len(catalogue.competences), 'table')} of competences"] if catalogue.competences else []
    beside = ((len(catalogue.overlays), "overlay"), (len(catalogue.upgrades), "upgrade"))
    parts = [*always, *tables, *(_counted(count, noun) for count, noun in beside if count)]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
