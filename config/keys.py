"""Keys of a demo: made on first use, readable by their owner alone, and never used in production."""

import secrets
from pathlib import Path

from config.production import DEMO_MARK


def demo_secret(folder: Path) -> str:
    """The demo's SECRET_KEY, created in `folder` with mode 0600 the first time."""
    path = folder / "demo-secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(DEMO_MARK + secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")
