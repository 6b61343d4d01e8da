"""The seal of a printed form (PAdES), and whether a file still carries it whole. The only file that knows pyHanko.

A seal is a certification signature: "no changes allowed". It covers every byte of the file but its own hexadecimal
digits, so a file that was changed, cut or appended to anywhere fails; how the digits themselves may be written is
checked apart. It says nothing of what became of the result later: that is the ledger's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from marksheets.codes import plain

if TYPE_CHECKING:
    from centres.keys import Certificate, SealKey

FIELD = "CentreSeal"
ROOM = 5120  # hexadecimal digits; asking pyHanko how many it needs costs as long as sealing
# What the file says of itself, readable without opening the PDF: that is how an altered one still finds its edition.
REASON = "Countersign edition {number} code {code}"
CODE_IN_REASON = re.compile(rb"Countersign edition \d{1,6} code ([0-9A-Z]{16})")
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_DIGITS = re.compile(rb"<[0-9A-F]+>")
NOT_SEALED = "It carries no seal."
NOT_WHOLE = "It was changed after it was sealed: something was added to it, taken from it, or is not under the seal."
BROKEN = "It was changed after it was sealed: the seal does not fit its bytes."
STRANGE = "It was sealed with a key that is not known here; whoever made it may write any name into it."


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file's seal proves. `trouble` is "" only when every byte stands as it was sealed, by a known key."""

    trouble: str
    by: Certificate | None = None
    claims: str = ""  # the name in a certificate that is not known
    at: datetime | None = None  # by the clock of the machine that sealed it

    @property
    def holds(self) -> bool:
        """Whether the file is as it was sealed."""
        return not self.trouble


def seal_pdf(body: bytes, key: SealKey, *, number: int, code: str) -> bytes:
    """The same PDF with the centre's seal appended. Needs no network."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    name = key.certificate.name
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=name,
        reason=REASON.format(number=number, code=plain(code)),
        certify=True,
        subfilter=fields.SigSeedSubFilter.PADES,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    field = fields.SigFieldSpec(
        FIELD,
        readable_field_name=f"Electronic seal of {name}, edition {number}",
        invis_sig_settings=fields.InvisSigSettings(set_print_flag=False, set_hidden_flag=True),
    )
    signer = signers.PdfSigner(metadata, _signer(key), new_field_spec=field)
    out = BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(body)), output=out, bytes_reserved=ROOM)
    return out.getvalue()


def read_seal(body: bytes, known: Iterable[Certificate]) -> Seal:
    """Whether the file stands as one of these keys sealed it; whatever is wrong with the file is a sentence."""
    if b"/ByteRange" not in body:
        return Seal(NOT_SEALED)
    if not _covers_all(body):
        return Seal(NOT_WHOLE)
    try:
        return _validated(body, {certificate.der: certificate for certificate in known})
    except Exception:  # noqa: BLE001 - a changed file may fail a parser anywhere; it is refused all the same
        return Seal(BROKEN)


def seals_named(body: bytes, known: Iterable[Certificate]) -> bool:
    """Whether one of these certificates lies in the file, whole or not: found by its bytes, nothing is parsed."""
    lower = body.lower()
    return any(certificate.der.hex().encode() in lower for certificate in known)


def _covers_all(body: bytes) -> bool:
    """One seal, over all bytes but its own digits, which are written in the one way we write them."""
    ranges = _RANGE.findall(body)
    if len(ranges) != 1:
        return False
    start, first, second, rest = map(int, ranges[0])
    gap = body[first:second]
    return start == 0 and second + rest == len(body) and _DIGITS.fullmatch(gap) is not None


def _validated(body: bytes, known: dict[bytes, Certificate]) -> Seal:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    (embedded,) = PdfFileReader(BytesIO(body)).embedded_signatures
    certificate = embedded.signer_cert
    who = known.get(certificate.dump())
    if who is None:
        return Seal(STRANGE, claims=str(certificate.subject.native.get("organization_name", "")))
    context = ValidationContext(
        trust_roots=[certificate],
        allow_fetching=False,
        moment=embedded.self_reported_timestamp,
        best_signature_time=embedded.self_reported_timestamp,
        revocation_mode="soft-fail",
    )
    status = validate_pdf_signature(embedded, signer_validation_context=context, skip_diff=True)
    whole = (
        status.bottom_line
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and embedded.docmdp_level == MDPPerm.NO_CHANGES
        and _is_plain(embedded)
    )
    return Seal("" if whole else BROKEN, by=who, at=embedded.self_reported_timestamp)


def _is_plain(embedded: Any) -> bool:
    """The seal's own bytes, written as we write them, and nothing but zeros after them."""
    from asn1crypto import cms

    stored: bytes = embedded.pkcs7_content
    message = cms.ContentInfo.load(stored)
    again = message.copy().dump(force=True)
    return stored.startswith(again) and not stored[len(again) :].strip(b"\0")


def _signer(key: SealKey) -> Any:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate.der),
        signing_key=keys.PrivateKeyInfo.load(key.private.private_bytes(*form)),
        cert_registry=SimpleCertificateStore(),
    )
