"""./run bench [pages|known] [--rounds N]: a table of queries, bytes and median times; ratios are what counts."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Make a demo world in a temporary folder, measure it, throw it away."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("what", nargs="?", choices=["pages", "known"], default="pages")
    parser.add_argument("--rounds", type=int, help="how often each page is asked for (pages 40, known 200)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ["COUNTERSIGN_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        import django

        django.setup()
        from bench import known, measure

        print(known.run(asked.rounds or 200) if asked.what == "known" else measure.run(asked.rounds or 40))
    return 0


if __name__ == "__main__":
    sys.exit(main())
