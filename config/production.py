"""What the profile "production" refuses to start without: a sentence for each thing, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 50  # characters; what Django's own deployment check asks for
DEMO_MARK = "demo-"
OWNER_STAYS_OUT = (
    "OWNER_DATABASE_URL is set. The owner of the database migrates and does nothing else: give this address to the"
    " migrate service alone, and take it from the environment of web, worker and beat."
)


def refusals(environ: Mapping[str, str], demo_keys: Path) -> list[str]:
    """Everything that keeps a production site from starting; [] when nothing does."""
    rules = (_secret, _hosts, _database, _queue, _mail, _address)
    return [sentence for rule in rules for sentence in rule(environ, demo_keys)]


def owner_is_here(environ: Mapping[str, str]) -> bool:
    """Whether a process that serves was given the owner's way into the database."""
    return environ.get("COUNTERSIGN_PROFILE") == "production" and bool(environ.get("OWNER_DATABASE_URL"))


def _secret(environ: Mapping[str, str], demo_keys: Path) -> Iterator[str]:
    secret = environ.get("SECRET_KEY", "")
    if not secret:
        yield f"SECRET_KEY is missing. It signs sessions and links: set {SHORTEST_SECRET} random characters or more."
    elif secret.startswith((DEMO_MARK, "django-insecure-")) or secret in _demo_secrets(demo_keys):
        yield "SECRET_KEY is a demo's. Its file lies on somebody's desk: make one of your own for production."
    elif len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        yield f"SECRET_KEY is too easy to guess. Set {SHORTEST_SECRET} random characters or more."


def _demo_secrets(demo_keys: Path) -> list[str]:
    path = demo_keys / "demo-secret"
    return [path.read_text(encoding="ascii")] if path.is_file() else []


def _hosts(environ: Mapping[str, str], _: Path) -> Iterator[str]:
    hosts = [host.strip() for host in environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        yield "ALLOWED_HOSTS is missing. Name the host names this site answers to, with commas between them."
    elif "*" in hosts:
        yield "ALLOWED_HOSTS lets any host name in. Name the host names this site answers to."


def _database(environ: Mapping[str, str], _: Path) -> Iterator[str]:
    scheme = urlsplit(environ.get("DATABASE_URL", "")).scheme
    if not scheme:
        yield "DATABASE_URL is missing. Set the PostgreSQL address that the role countersign_app connects to."
    elif scheme not in {"postgres", "postgresql"}:
        yield f"DATABASE_URL begins with “{scheme}”. The wall between centres needs PostgreSQL: postgres://…"


def _queue(environ: Mapping[str, str], _: Path) -> Iterator[str]:
    if not environ.get("REDIS_URL"):
        yield "REDIS_URL is missing. Workers take their work from Redis, and web processes count wrong passwords there."


def _mail(environ: Mapping[str, str], _: Path) -> Iterator[str]:
    if not environ.get("EMAIL_URL"):
        yield "EMAIL_URL is missing. Invitations go by e-mail: set the mail server, as in smtp+tls://user:pass@host:587."


def _address(environ: Mapping[str, str], _: Path) -> Iterator[str]:
    address = urlsplit(environ.get("PUBLIC_ADDRESS", ""))
    if not address.scheme:
        yield "PUBLIC_ADDRESS is missing. Links in e-mails begin with it: set https:// and the site's host name."
    elif address.scheme != "https" or not address.hostname:
        yield "PUBLIC_ADDRESS must begin with https:// and a host name: passwords and marks never travel in clear."
