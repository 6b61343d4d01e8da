"""The bench measures what is there today: a page that moved would leave it broken until somebody needs a figure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).parents[2]
PAGES = ["empty page", "home", "queue", "learners", "desk", "save a mark", "check"]


@pytest.mark.skipif(databases.is_postgresql(), reason="it measures on a SQLite of its own; once is enough")
def test_every_page_of_the_bench_answers() -> None:
    asked = [sys.executable, "-m", "bench", "--rounds", "1"]
    demo = {**os.environ, "COUNTERSIGN_PROFILE": "demo"}
    said = subprocess.run(asked, cwd=ROOT, env=demo, capture_output=True, text=True, timeout=300)
    assert said.returncode == 0, said.stderr
    lines = said.stdout.splitlines()
    assert [line[:14].strip() for line in lines[1:8]] == PAGES
    assert lines[-1].startswith("printed form: first ")
