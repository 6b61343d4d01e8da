"""Is this zip a Word document, and is nothing in it that may not come in?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from assessments.files.faults import Fault
from assessments.files.structure import OLE, PROGRAMS, ZIP
from assessments.files.xmlparts import scan

MEGABYTE = 1024 * 1024
MOST_PARTS = 3_000
MOST_UNPACKED = 250 * MEGABYTE  # all parts together, as declared; zipfile never unpacks more than that
MOST_XML = 16 * MEGABYTE  # one XML part: some 60 times a 4,000-word assignment
STEEPEST = 100  # unpacked over packed, asked of documents that unpack beyond 20 MB

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    ("template.main", "template"),
    ("spreadsheetml", "spreadsheet"),
    ("presentationml", "presentation"),
)
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex")
_MACRO_NAMES = re.compile(r"(^|/)(vbaProject[^/]*|vbaData\.xml)$|(^|/)activeX/", re.IGNORECASE)
_PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|jar|sh|cpl|reg)$", re.IGNORECASE
)
_READ_AS_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_INSERTED = ("oleobject", "afchunk", "subdocument", "control", "vbaproject", "frame")
_LOCAL_TEMPLATE = re.compile(  # C:\..., file:///C:\..., Normal.dotm, file:///Users/...
    r"(file:/*)?[a-z](:|%3a)[/\\]|[^:/\\]+$|file:///(users|applications|library)/", re.IGNORECASE
)


def check_docx(data: bytes) -> Counter[str]:
    """Raise Fault unless `data` is a plain Word document; returns what a text view of it must leave out,
    by name ("chart": 2)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_shape(archive, len(data))
            _check_is_word(archive)
            return _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Fault("damaged") from error


def _check_shape(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise Fault("too_many_parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > 20 * MEGABYTE and unpacked > STEEPEST * packed):
        raise Fault("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Fault("protected")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Fault("damaged")
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names) or any(map(_leads_out, names)):
        raise Fault("damaged")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _check_is_word(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and b"opendocument" in _read(archive, "mimetype"):
        raise Fault("open_document")
    if any(name.endswith(".iwa") for name in names):
        raise Fault("apple_pages")
    if "[Content_Types].xml" not in names:
        raise Fault("archive")
    types = _content_types(archive)
    if any(word in kind for kind in types.values() for word in _MACRO_TYPES):
        raise Fault("macros")
    mains = [part for part, kind in types.items() if kind == _MAIN]
    if names.intersection(mains) or ("xml" in mains and "word/document.xml" in names):
        return
    if mains:
        raise Fault("damaged")
    raise Fault(next((code for word, code in _OTHER_MAINS if word in " ".join(types.values())), "archive"))


def _content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """Content types in lower case, by part name or by file ending."""
    part = scan(_read(archive, "[Content_Types].xml"), frozenset({"Override", "Default"}))
    return {
        (of.get("PartName") or of.get("Extension") or "").lstrip("/"): of.get("ContentType", "").lower()
        for _, of in part.attributes
    }


def _check_parts(archive: zipfile.ZipFile) -> Counter[str]:
    not_shown: Counter[str] = Counter()
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        _check_name(entry.filename)
        head = _read(archive, entry.filename, first=64)
        _check_head(archive, entry.filename, head)
        if entry.filename.endswith(".rels"):
            _check_relationships(archive, entry.filename)
        elif _is_xml(entry.filename, head):
            not_shown += scan(_read(archive, entry.filename)).not_shown
    return not_shown


def _check_name(name: str) -> None:
    if _MACRO_NAMES.search(name):
        raise Fault("macros")
    if _PROGRAM_NAMES.search(name):
        raise Fault("program_inside")


def _check_head(archive: zipfile.ZipFile, name: str, head: bytes) -> None:
    if head.startswith(PROGRAMS):
        raise Fault("program_inside")
    if head.startswith(OLE):
        raise Fault("embedded")
    if head.startswith(ZIP):
        _check_workbook(archive, name)


def _check_workbook(archive: zipfile.ZipFile, name: str) -> None:
    """The one archive a document may hold: the numbers behind a chart, without macros or more archives."""
    if not name.lower().endswith(".xlsx") or archive.getinfo(name).file_size > 10 * MEGABYTE:
        raise Fault("embedded")
    data = _read(archive, name)
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        _check_shape(workbook, len(data))
        for entry in workbook.infolist():
            _check_name(entry.filename)
            if _read(workbook, entry.filename, first=8).startswith((*PROGRAMS, OLE, ZIP)):
                raise Fault("embedded")


def _check_relationships(archive: zipfile.ZipFile, name: str) -> None:
    for _, of in scan(_read(archive, name), frozenset({"Relationship"})).attributes:
        kind = of.get("Type", "").rstrip("/").rpartition("/")[2].lower()
        if kind in _INSERTED:
            raise Fault("embedded")
        if of.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            _check_outside(kind, of.get("Target", ""))


def _check_outside(kind: str, target: str) -> None:
    """Word notes the template a document was made from; one on the writer's own disc fetches nothing."""
    if kind != "attachedtemplate":
        raise Fault("outside")
    if not _LOCAL_TEMPLATE.match(target):
        raise Fault("template_outside")


def _is_xml(name: str, head: bytes) -> bool:
    """By ending or first character: a relationship may call anything a part. Drawings are never read."""
    if name.startswith("word/media/"):
        return False
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:2]
    return bool(_READ_AS_XML.search(name)) or b"<" in start or (bool(head) and not start)


def _read(archive: zipfile.ZipFile, name: str, *, first: int = 0) -> bytes:
    """A part, or its first bytes; a part that is to be parsed has a limit."""
    if first:
        with archive.open(name) as part:
            return part.read(first)
    if archive.getinfo(name).file_size > MOST_XML:
        raise Fault("too_much")
    return archive.read(name)


def parts_named(data: bytes, *names: str) -> Iterator[bytes]:
    """The parts of a checked document that exist under these names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in names:
            if name in archive.namelist():
                yield archive.read(name)
