"""Whether everything that a centre sealed still holds together: ledger, signatures, editions and their bytes.

It reads and changes nothing. The command asks it, and the nightly check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from assessments.files import store
from centres import ledger
from centres.models import LedgerBody, LedgerEntry, PublicLink
from centres.scope import tenant
from marksheets import codes
from marksheets.models import Signature, StoredPdf

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read, and a sentence for the first break: of the chain, or of what hangs on it; none when all holds."""

    entries: int
    signatures: int
    editions: int
    breaks: tuple[str, ...]


def prove() -> Proof:
    """Read all that the current centre sealed. What hangs on a broken chain is not asked: its word proves nothing."""
    chain = ledger.first_break()
    rest = () if chain else (_first(_signatures()), _first(_editions()))
    return Proof(
        entries=LedgerEntry.objects.count(),
        signatures=Signature.objects.count(),
        editions=StoredPdf.objects.count(),
        breaks=tuple(found for found in (chain, *rest) if found),
    )


def known_edition_break(sha256: str) -> str:
    """Why the edition with these bytes is not the one that was frozen and stored, or "" (also when there is none)."""
    link = PublicLink.objects.select_related("centre").filter(token_hash=codes.hash_of_file(sha256)).first()
    if link is None:
        return ""
    with tenant(link.centre, write=False):
        edition = StoredPdf.objects.filter(sha256=sha256).first()
        return "" if edition is None else _first(_of_edition(edition, *_sealed_editions(edition)))


def _first(found: Iterator[str]) -> str:
    return next(found, "")


@dataclass(frozen=True, slots=True)
class _Sealed:
    """What the ledger says was sealed: (sheet, digest) -> who did; and the sheets of which something was erased."""

    by: dict[tuple[str, str], int | None]
    erased: set[str]


def _signatures() -> Iterator[str]:
    """Every signature fits its payload, its row, the ledger and the signature before it; and none is missing."""
    sealed = _sealed_signatures()
    rows = list(Signature.objects.order_by("sheet_id", "at"))
    digests = {(str(row.sheet_id), row.digest) for row in rows}
    for row in rows:
        if trouble := _of_signature(row, sealed, digests):
            yield f"The {row.role}’s signature on sheet {row.sheet_id}, revision {row.revision}, {trouble}"
    for sheet, digest in sealed.by.keys() - digests:
        yield f"A signature on sheet {sheet} that the ledger knows ({digest[:16]}) is missing."


def _sealed_signatures() -> _Sealed:
    bodies = LedgerBody.objects.filter(body__has_key="signature").select_related("entry")
    by = {(body.entry.subject_id, str(body.body["signature"])): body.entry.actor_id for body in bodies}
    erased = LedgerEntry.objects.filter(body=None).exclude(subject_id="").values_list("subject_id", flat=True)
    return _Sealed(by, set(erased))


def _of_signature(row: Signature, sealed: _Sealed, digests: set[tuple[str, str]]) -> str:
    sheet = str(row.sheet_id)
    if ledger.digest_of(row.payload) != row.digest:
        return "does not fit what it sealed."
    if any(row.payload.get(name, value) != value for name, value in _columns(row).items()):
        return "says something else than it sealed."
    if (sheet, row.digest) not in sealed.by and sheet not in sealed.erased:
        return "stands in no entry of the ledger."
    if sealed.by.get((sheet, row.digest), row.by_id) != row.by_id:
        return "was sealed by somebody else."
    if any((sheet, before) not in digests for before in _before(row.payload)):
        return "names a signature before it that is not there."
    return ""


def _columns(row: Signature) -> dict[str, Any]:
    return {
        "sheet": str(row.sheet_id),
        "revision": row.revision,
        "role": row.role,
        "signed_by": row.name,
        "user": row.by_id,
        "at": row.at.isoformat(),
    }


def _before(payload: dict[str, Any]) -> list[str]:
    """One digest, several, or none."""
    before = payload.get("signature_before") or []
    return [before] if isinstance(before, str) else list(before)


_Facts = dict[tuple[str, int], dict[str, Any]]  # (sheet, edition) -> what the ledger says of it


def _editions() -> Iterator[str]:
    """Every edition is the page that was frozen, and its bytes are those that were stored; and none is missing."""
    frozen, stored = _sealed_editions()
    known = set()
    for edition in StoredPdf.objects.order_by("sheet_id", "edition").iterator(200):
        known.add((str(edition.sheet_id), edition.edition))
        yield from _of_edition(edition, frozen, stored)
    for sheet, number in (frozen.keys() | stored.keys()) - known:
        yield f"Edition {number} of sheet {sheet}, which the ledger knows, is missing."


def _sealed_editions(edition: StoredPdf | None = None) -> tuple[_Facts, _Facts]:
    """What the ledger says was frozen, and what was stored; of one edition, or of all."""
    bodies = LedgerBody.objects.select_related("entry")
    frozen = bodies.filter(entry__kind="edition.frozen")
    stored = bodies.filter(entry__kind="pdf.stored")
    if edition is not None:
        frozen = frozen.filter(entry__subject_id=str(edition.pk))
        stored = stored.filter(entry__subject_id=str(edition.sheet_id))
    return (
        {(one.body["sheet"], one.body["edition"]): _at(one) for one in frozen},
        {(one.entry.subject_id, one.body["edition"]): one.body for one in stored},
    )


def _at(body: LedgerBody) -> dict[str, Any]:
    """What was frozen, with the place in the ledger that the paper prints."""
    entry = body.entry
    return {**body.body, "id": entry.subject_id, "seq": entry.seq, "digest": entry.digest}


def _of_edition(edition: StoredPdf, frozen: _Facts, stored: _Facts) -> Iterator[str]:
    place = str(edition.sheet_id), edition.edition
    name = f"Edition {edition.edition} of sheet {edition.sheet_id}"
    # An edition without a code is one of the time before pages were frozen; of that the ledger knows the bytes.
    if edition.code and frozen.get(place) != _frozen(edition):
        yield f"{name} is not the page that was frozen: the ledger holds something else."
    if _says_otherwise(stored.get(place, {}), edition):
        yield f"{name} is not the file that was stored: the ledger holds something else, or nothing."
    if edition.sha256 and (problem := _bytes(edition)):
        yield f"{name} {problem}"


def _frozen(edition: StoredPdf) -> dict[str, Any]:
    """What the ledger must hold of an edition that nobody touched."""
    return {
        "sheet": str(edition.sheet_id),
        "edition": edition.edition,
        "revision": edition.revision,
        "page": ledger.digest_of(edition.page),
        "code": codes.hash_of_code(edition.code),
        "at": edition.frozen_at.isoformat(),
        "id": str(edition.pk),
        "seq": edition.ledger_seq,
        "digest": edition.ledger_digest,
    }


def _says_otherwise(said: dict[str, Any], edition: StoredPdf) -> bool:
    """Whether the ledger knows other bytes; the first landing wrote fewer facts of them."""
    made = edition.made_at.isoformat() if edition.made_at else ""
    facts = {"sha256": edition.sha256, "revision": edition.revision, "size": edition.size, "at": made}
    return said.get("sha256", "") != edition.sha256 or any(said.get(name, fact) != fact for name, fact in facts.items())


def _bytes(edition: StoredPdf) -> str:
    try:
        path = store.path_of(edition.centre_id, edition.sha256, root=settings.MEDIA_ROOT)
        digest, size = _hashed(path)
    except (OSError, ValueError):
        return "has no bytes where they should lie."
    return "" if (digest, size) == (edition.sha256, edition.size) else "lies there with other bytes."


def _hashed(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
