"""What a file is, told from its bytes; its name has no say."""

from __future__ import annotations

from assessments.files.faults import Fault

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
PHOTOS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_WHITE = b"\xef\xbb\xbf \t\r\n\f\x00"

_OTHERS = (  # first bytes -> what it is called in `refusals`
    (b"PK\x05\x06", "archive"),
    (b"PK\x07\x08", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"{\\rtf", "rich_text"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"ID3", "recording"),
    (b"\xff\xfb", "recording"),
    (b"OggS", "recording"),
    (b"\x1aE\xdf\xa3", "recording"),
)
_RIFF = {b"WEBP": "picture", b"WAVE": "recording", b"AVI ": "recording"}
_PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}


def is_photo(head: bytes) -> bool:
    """Whether a file begins as a JPEG or a PNG does, of which a page is made before it comes to `kind_of`."""
    return head.startswith(PHOTOS)


def kind_of(data: bytes) -> str:
    """ "pdf" or "zip" (which may turn out to be a docx); raises Fault for every other kind of file."""
    if not data:
        raise Fault("empty")
    if data.startswith(PROGRAMS):
        raise Fault("program")
    if data[:1024].lstrip(_WHITE).startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(ZIP):
        return "zip"
    raise Fault(_other_kind(data))


def _other_kind(data: bytes) -> str:
    if data.startswith(OLE):
        return _old_office(data)
    for start, kind in _OTHERS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12], "unknown")
    if data[4:8] == b"ftyp":
        return "picture" if data[8:12] in _PICTURE_BRANDS else "recording"
    if data[257:262] == b"ustar":
        return "archive"
    return "plain_text" if _is_text(data[:4096]) else "unknown"


def _old_office(data: bytes) -> str:
    """Names in the directory of an OLE container are UTF-16; a docx with a password is such a container
    too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "protected"
    return "old_word" if "WordDocument".encode("utf-16-le") in data else "old_office"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
