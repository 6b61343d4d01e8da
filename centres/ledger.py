"""What happened: append-only, hash-chained per centre.

An entry's digest covers the digest before it, the centre, its place, the database's time, who, what kind and the
salted digest of the body; the body itself lies apart, so that it can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from centres.models import Appointment, LedgerBody, LedgerEntry, LedgerHead
from centres.scope import current_centre


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spare spaces: the same value always gives the same bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def record(kind: str, subject: models.Model | None, body: dict[str, Any], *, by: Appointment | None) -> LedgerEntry:
    """Append one event of the current centre; `by` None means the system itself. Call it last: it locks the head."""
    centre = current_centre()
    head = _locked_head()
    salt = secrets.token_hex(16)
    entry = LedgerEntry(
        centre=centre,
        seq=head.seq + 1,
        at=database_now(),
        actor_id=by.user_id if by else None,
        actor_role=by.role if by else "system",
        kind=kind,
        subject=subject._meta.label if subject else "",
        subject_id=str(subject.pk) if subject else "",
        body_digest=digest_of([salt, body]),
        previous=head.digest,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    LedgerBody(centre=centre, entry=entry, salt=salt, body=json.loads(canonical(body))).save(force_insert=True)
    LedgerHead.objects.filter(pk=head.pk).update(seq=entry.seq, digest=entry.digest)
    return entry


def entry_digest(entry: LedgerEntry) -> str:
    """What an untouched entry's digest must be."""
    return digest_of(
        [
            entry.previous,
            entry.centre_id,
            entry.seq,
            entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
            entry.actor_id,
            entry.actor_role,
            entry.kind,
            entry.subject,
            entry.subject_id,
            entry.body_digest,
        ]
    )


def first_break() -> str:
    """A sentence naming the first place where the current centre's chain does not hold, or ""."""
    previous, seq = "0" * 64, 0
    for entry in LedgerEntry.objects.order_by("seq").select_related("body").iterator(2000):
        seq += 1
        if entry.seq != seq:
            return f"Entry {seq} of the ledger is missing."
        if entry.previous != previous or entry.digest != entry_digest(entry):
            return f"Entry {seq} of the ledger was altered, or the one before it."
        body = getattr(entry, "body", None)
        if body is not None and digest_of([body.salt, body.body]) != entry.body_digest:
            return f"What entry {seq} of the ledger says was altered."
        previous = entry.digest
    head = LedgerHead.objects.values_list("seq", "digest").first()
    return "" if (head or (0, previous)) == (seq, previous) else "The end of the ledger was cut off."


def database_now() -> datetime:
    """The database's clock, so that no web server's wrong clock reaches the ledger."""
    sql = (
        "SELECT strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')"
        if connection.vendor == "sqlite"
        else "SELECT clock_timestamp()"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        (value,) = cursor.fetchone()
    moment = parse_datetime(value) if isinstance(value, str) else value
    assert isinstance(moment, datetime)
    return moment


def _locked_head() -> LedgerHead:
    head = LedgerHead.objects.select_for_update().first()
    if head is None:
        LedgerHead.objects.bulk_create([LedgerHead(centre=current_centre())], ignore_conflicts=True)
        head = LedgerHead.objects.select_for_update().get()
    return head
