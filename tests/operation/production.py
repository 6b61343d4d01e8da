"""A complete production environment, and the project started in it as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house import ROOT

COMPLETE = {
    "COUNTERSIGN_PROFILE": "production",
    "SECRET_KEY": "q8Zr2mVx7LwT4nHs9KdJ3bYc6PfG5aRe1UoWi0XtMhNzQyBvSk",
    "ALLOWED_HOSTS": "marks.example",
    "DATABASE_URL": "postgres://countersign_app:not-used@127.0.0.1/countersign",
    "REDIS_URL": "redis://127.0.0.1/0",
    "EMAIL_URL": "smtp://mail.example:25",
    "PUBLIC_ADDRESS": "https://marks.example",
}


def python(*arguments: str, var: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Python in that environment, and in nothing of ours but the path to programs."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**bare, **COMPLETE, "COUNTERSIGN_VAR": str(var), **changes}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
