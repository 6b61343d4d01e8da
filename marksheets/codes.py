"""The code on a printed edition: 80 bits of chance in sixteen letters and digits that nobody mixes up on paper."""

from __future__ import annotations

import hashlib
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U
LENGTH, GROUP = 16, 4
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
PRINTED = re.compile("-".join([f"[{ALPHABET}]{{{GROUP}}}"] * (LENGTH // GROUP)))


def fresh() -> str:
    """A new code, as it is printed: "K7QD-2M4X-9PRT-VW3H"."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def grouped(code: str) -> str:
    """In fours, for the eye."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain(typed: str) -> str:
    """A code as somebody typed it, without what does not matter; "" when it cannot be one."""
    code = re.sub(r"[\s\-–—]", "", typed[:100]).upper().translate(READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def hash_of_code(code: str) -> str:
    """What the public link of a code is found by."""
    return hashlib.sha256(f"edition code {plain(code)}".encode()).hexdigest()


def hash_of_file(sha256: str) -> str:
    """What the public link of a stored file is found by: its hash hashed again, so that it matches no other secret."""
    return hashlib.sha256(f"edition file {sha256}".encode()).hexdigest()
