"""Safeguards are switched off for a test of the tests, and never anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("profile", ["demo", "production"])
def test_outside_the_tests_it_does_not_start(profile: str) -> None:
    own = {"COUNTERSIGN_PROFILE": profile, "COUNTERSIGN_NAIVE": "once", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], env={**os.environ, **own}, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "COUNTERSIGN_NAIVE switches safeguards off, and is for the tests alone; unset it." in done.stderr
