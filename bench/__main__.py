"""./run bench [pages|known|chord] [--rounds N]: a table of queries, bytes and median times; ratios are what counts."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Make a demo world in a temporary folder, measure it, throw it away."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("what", nargs="?", choices=["pages", "known", "chord"], default="pages")
    parser.add_argument("--rounds", type=int, help="how often each page is asked for (pages 40, known 200, chord 20)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ["COUNTERSIGN_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        import django

        django.setup()
        from bench import chord, known, measure

        kinds = {"pages": (measure.run, 40), "known": (known.run, 200), "chord": (chord.run, 20)}
        measured, usual = kinds[asked.what]
        print(measured(asked.rounds or usual))
    return 0


if __name__ == "__main__":
    sys.exit(main())
