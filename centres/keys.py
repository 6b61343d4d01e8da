"""The keys a centre seals with: an EC key and its certificate each, in a folder apart from database and files.

`<folder>/<centre's id>/0001.key` and `0001.crt`; the highest number seals. Rotating makes the next pair and forgets the
old key, while every certificate stays: what was sealed under it can still be checked. A key made outside production
says DEMO in its subject and is refused in production.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from centres.models import Centre

DEMO = "DEMO"
LASTS = timedelta(days=3660)
LONGEST_NAME = 64  # letters, by X.509
MAKE = "The operator makes one: ./run manage make_keys --centre {slug}"


class NoKey(Exception):
    """Nothing can be sealed for this centre; the message is a sentence for whoever runs the house."""


class DemoKey(NoKey):
    """The key that lies there is a demonstration's, and this is none."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who a key belongs to, as it says itself."""

    der: bytes
    centre_id: int
    name: str
    number: str
    demo: bool
    fingerprint: str
    since: datetime
    until: datetime

    @property
    def short(self) -> str:
        """The first 16 letters of the fingerprint, by which a person tells two keys apart."""
        return self.fingerprint[:16]


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key to seal with, and its certificate."""

    certificate: Certificate
    private: ec.EllipticCurvePrivateKey


def key_of(centre: Centre) -> SealKey:
    """The centre's present key; outside production one is made on first use. Raises NoKey with a sentence."""
    found = _latest(centre)
    if found is None:
        if settings.PRODUCTION:
            raise NoKey(f"{centre.name} has no key to seal with. {MAKE.format(slug=centre.slug)}")
        return make(centre)
    certificate = _read(found.with_suffix(".crt"), centre.pk)
    if certificate.demo and settings.PRODUCTION:
        raise DemoKey(f"The key of {centre.name} is a DEMO key and seals nothing here. {MAKE.format(slug=centre.slug)}")
    return SealKey(certificate, _open(found))


def has_key(centre: Centre) -> bool:
    """Whether a key lies there, fit or not."""
    return _latest(centre) is not None


def make(centre: Centre) -> SealKey:
    """A new key of a centre; the one before it seals no more, its certificate stays known."""
    before = _latest(centre)
    number = 1 + max((int(path.stem) for path in _folder(centre).glob("*.crt")), default=0)
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(centre, private, demo=not settings.PRODUCTION)
    place = _folder(centre) / f"{number:04}"
    _make_folder(place.parent)
    _write(place.with_suffix(".crt"), certificate.public_bytes(serialization.Encoding.PEM))
    _write(place.with_suffix(".key"), _pem(private))
    if before is not None:
        before.unlink(missing_ok=True)
    return SealKey(_described(certificate, centre.pk), private)


def known_certificates() -> tuple[Certificate, ...]:
    """Every certificate a centre of this installation seals or ever sealed with."""
    root = Path(settings.COUNTERSIGN_KEYS)
    found = sorted(root.glob("*/*.crt")) if root.is_dir() else []
    return tuple(_read(path, int(path.parent.name)) for path in found if path.parent.name.isdecimal())


def refusals() -> Iterator[str]:
    """Why the keys that lie here may not be used in production, one sentence for each."""
    if settings.PRODUCTION:
        for path in _present_certificates():
            certificate = _read(path, int(path.parent.name))
            if certificate.demo:
                yield f"The key {path} of {certificate.name} is a DEMO key. Remove it, then: ./run manage make_keys"


def _present_certificates() -> list[Path]:
    root = Path(settings.COUNTERSIGN_KEYS)
    keys = sorted(root.glob("*/*.key")) if root.is_dir() else []
    return [path.with_suffix(".crt") for path in keys if path.parent.name.isdecimal()]


def _folder(centre: Centre) -> Path:
    return Path(settings.COUNTERSIGN_KEYS) / str(centre.pk)


def _latest(centre: Centre) -> Path | None:
    """The key in use. One that was left by another database, for a centre of another number, is nobody's here."""
    found = max(_folder(centre).glob("*.key"), default=None)
    if found is None or _read(found.with_suffix(".crt"), centre.pk).number != centre.number:
        return None
    return found


def _certificate(centre: Centre, private: ec.EllipticCurvePrivateKey, *, demo: bool) -> x509.Certificate:
    """Self-signed: nobody vouches for a centre here but the installation that holds its keys."""
    said = f" ({DEMO})" if demo else ""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, centre.name[: LONGEST_NAME - len(said)] + said),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, centre.number),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{DEMO} seal" if demo else "Seal"),
        ]
    )
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
    )
    return builder.sign(private, hashes.SHA256())


def _signs_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _described(certificate: x509.Certificate, centre_id: int) -> Certificate:
    def said(which: x509.ObjectIdentifier) -> str:
        return "".join(str(part.value) for part in certificate.subject.get_attributes_for_oid(which))

    common = said(NameOID.COMMON_NAME)
    return Certificate(
        der=certificate.public_bytes(serialization.Encoding.DER),
        centre_id=centre_id,
        name=said(NameOID.ORGANIZATION_NAME),
        number=said(NameOID.SERIAL_NUMBER),
        demo=common.startswith(DEMO),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        since=certificate.not_valid_before_utc,
        until=certificate.not_valid_after_utc,
    )


def _read(path: Path, centre_id: int) -> Certificate:
    return _described(x509.load_pem_x509_certificate(path.read_bytes()), centre_id)


def _passphrase() -> bytes | None:
    return settings.COUNTERSIGN_KEYS_PASSPHRASE.encode() or None


def _pem(private: ec.EllipticCurvePrivateKey) -> bytes:
    word = _passphrase()
    kept = serialization.BestAvailableEncryption(word) if word else serialization.NoEncryption()
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kept)


def _open(path: Path) -> ec.EllipticCurvePrivateKey:
    pem, word = path.read_bytes(), _passphrase()
    try:
        private = serialization.load_pem_private_key(pem, word if b"ENCRYPTED" in pem else None)
    except (TypeError, ValueError) as problem:
        raise NoKey(f"The key {path} cannot be opened: COUNTERSIGN_KEYS_PASSPHRASE is missing or wrong.") from problem
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return private


def _make_folder(folder: Path) -> None:
    for one in (folder.parent, folder):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
        one.chmod(0o700)


def _write(path: Path, body: bytes) -> None:
    """Readable by its owner alone, whole or not at all, and never over what is there."""
    unfinished = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    os.link(unfinished, path)
    unfinished.unlink()
