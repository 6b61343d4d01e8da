"""What a stack has of its own: secrets made at its first start, and a certificate for loopback."""

from __future__ import annotations

import ipaddress
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SECRETS = (
    "SECRET_KEY",
    "POSTGRES_PASSWORD",
    "OWNER_PASSWORD",
    "APP_PASSWORD",
    "OPS_PASSWORD",
    "BACKUP_PASSWORD",
    "REDIS_PASSWORD",
    "COUNTERSIGN_KEYS_PASSPHRASE",
)
LASTS = timedelta(days=397)  # longer, and some browsers refuse it


def values(folder: Path, port: int) -> dict[str, str]:
    """What docker-compose.yml asks for: secrets kept in `folder`, the rest as it is on this machine."""
    return {
        **_secrets(folder / "secrets.env"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PUBLIC_ADDRESS": f"https://127.0.0.1:{port}",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
        "TLS_DIRECTORY": str(certificate(folder / "tls")),
    }


def _secrets(path: Path) -> dict[str, str]:
    if not path.exists():
        lines = [f"{name}={secrets.token_hex(32)}" for name in SECRETS]
        private(path, "\n".join(lines) + "\n")
    return dict(line.split("=", 1) for line in path.read_text(encoding="ascii").splitlines())


def private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, from its first moment."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 and localhost that nobody else vouches for; made again before it ends."""
    folder.mkdir(mode=0o700, exist_ok=True)
    chain = folder / "fullchain.pem"
    if not chain.exists() or _ends(chain) < datetime.now(UTC) + timedelta(days=7):
        key = ec.generate_private_key(ec.SECP256R1())
        plain = serialization.NoEncryption()
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        private(folder / "privkey.pem", pem.decode())
        chain.write_bytes(_signed_by_itself(key).public_bytes(serialization.Encoding.PEM))
    return folder


def _ends(chain: Path) -> datetime:
    return x509.load_pem_x509_certificate(chain.read_bytes()).not_valid_after_utc


def _signed_by_itself(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Countersign on this computer")])
    places = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
