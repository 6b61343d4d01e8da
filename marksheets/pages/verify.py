"""What anybody may learn of a printed form: which centre's, which edition, and whether it still stands. No person.

It answers before a centre is chosen: a public link, found by the hash of the code or of the file, names the centre, and
only that centre's rows are then read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from assessments.files.gate import FileRefused, process
from centres.keys import known_certificates
from centres.models import Centre, PublicLink
from centres.scope import tenant
from marksheets import codes
from marksheets.models import StoredPdf
from marksheets.pdf.sealing import CODE_IN_REASON, seals_named
from marksheets.workflow import State

Standing = Literal["valid", "under review", "superseded", "withdrawn", "altered", "unknown"]
UNKNOWN = "Unknown: no form with this code was made here."
UNKNOWN_FILE = "Unknown: this file was not made here, or nothing in it says so. It may come from another installation."
ALTERED = "Altered: this file is not, byte for byte, what was stored. Do not rely on what it says."


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer. Everything but `standing` and `sentence` is empty where the form is not ours."""

    standing: Standing
    sentence: str
    centre_name: str = ""
    centre_number: str = ""
    assessment_code: str = ""
    edition: int = 0
    latest_edition: int = 0
    code: str = ""
    released_at: datetime | None = None  # when this edition was frozen
    made_at: datetime | None = None
    since: datetime | None = None  # under review, or withdrawn
    ledger_seq: int = 0
    ledger_digest: str = ""
    by_file: bool = False  # the file itself was compared, not a code alone
    demo: bool = False

    @property
    def because(self) -> str:
        """The sentence without the word that heads it, for a page whose heading has said that word."""
        words = self.sentence.partition(": ")[2]
        return words[:1].upper() + words[1:]

    @property
    def holds(self) -> bool:
        """Whether it may be relied on now."""
        return self.standing == "valid"


def by_code(typed: str) -> Verified:
    """What stands of the edition with this code; a code tells nothing of the paper it was read from."""
    code = codes.plain(typed)
    found = _found(codes.hash_of_code(code), by_file=False, code=codes.grouped(code)) if code else None
    return found or Verified("unknown", UNKNOWN)


def by_file(sha256: str) -> Verified | None:
    """The edition whose stored bytes these are, byte for byte; None when they are nobody's."""
    return _found(codes.hash_of_file(sha256), by_file=True, sha256=sha256)


def by_upload(path: Path) -> Verified:
    """A file that somebody brought: ours as it was stored, ours and altered, or not ours.

    Its hash alone decides whether it is as it was stored. Only a file that is not is looked into, to tell the last two
    apart: for our marks among its bytes, then by the gate's limited process for the code in its text.
    """
    body = path.read_bytes()
    found = by_file(hashlib.sha256(body).hexdigest())
    if found is not None:
        return found
    named = CODE_IN_REASON.search(body)
    about = by_code(named[1].decode() if named else _printed_code(path, body))
    if about.standing != "unknown":
        return replace(about, standing="altered", sentence=ALTERED, since=None, made_at=None, by_file=True)
    if seals_named(body, known_certificates()):
        return Verified("altered", ALTERED, by_file=True)
    return Verified("unknown", UNKNOWN_FILE, by_file=True)


def _printed_code(path: Path, body: bytes) -> str:
    """A code among the words of a PDF, read where a hostile file can do nothing; "" when it cannot be read."""
    if not body.startswith(b"%PDF-"):
        return ""
    try:
        words = strip_tags(process(path, "form.pdf").html)
    except FileRefused:
        return ""
    found = codes.PRINTED.search(words)
    return found[0] if found else ""


def _found(token_hash: str, *, by_file: bool, **which: str) -> Verified | None:
    link = PublicLink.objects.select_related("centre").filter(token_hash=token_hash).first()
    if link is None:
        return None
    with tenant(link.centre, write=False):
        rows = StoredPdf.objects.exclude(sha256="").select_related("sheet__submission__assessment")
        edition = rows.defer("page", "sheet__submission__assessment__document").filter(**which).first()
        return None if edition is None else _answer(edition, link.centre, by_file=by_file)


def _answer(edition: StoredPdf, centre: Centre, *, by_file: bool) -> Verified:
    latest: int = StoredPdf.objects.filter(sheet=edition.sheet_id).aggregate(last=Max("edition"))["last"]
    standing, sentence, since = _standing(edition, latest)
    return Verified(
        standing=standing,
        sentence=sentence,
        centre_name=centre.name,
        centre_number=centre.number,
        assessment_code=edition.sheet.submission.assessment.code,
        edition=edition.edition,
        latest_edition=latest,
        code=edition.code,
        released_at=edition.frozen_at,
        made_at=edition.made_at,
        since=since,
        ledger_seq=edition.ledger_seq,
        ledger_digest=edition.ledger_digest,
        by_file=by_file,
        demo=centre.is_demo or not settings.PRODUCTION,
    )


def _standing(edition: StoredPdf, latest: int) -> tuple[Standing, str, datetime | None]:
    """Withdrawn tells more than superseded, and superseded more than under review."""
    sheet = edition.sheet
    if sheet.state == State.VOID:
        return "withdrawn", "Withdrawn: the centre has withdrawn this result.", sheet.voided_at
    if edition.edition < latest:
        return "superseded", f"Superseded: edition {latest} of this form has taken its place.", None
    if since := sheet.under_review_since:
        day = date_format(timezone.localtime(since), "j F Y")
        return "under review", f"Under review since {day}: the centre is looking at this result again.", since
    return "valid", "Valid: this is the latest edition, and the result stands.", None
