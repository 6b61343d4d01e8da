"""Is this a whole PDF that can be read, and does nothing run in it?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from assessments.files.faults import Fault

MOST_PAGES = 300
_MOST_INFLATED = 64 * 1024 * 1024


def _name(word: str) -> bytes:
    """A PDF name as a pattern; any of its letters may be written as #hh."""
    return b"/" + b"".join(rb"(?:%s|#%02x)" % (c.encode(), ord(c)) for c in word)


_ACTION = re.compile(_name("S") + rb"\s*(?:" + _name("JavaScript") + rb"|" + _name("Launch") + rb")\b", re.I)
_ATTACHMENT = re.compile(_name("Subtype") + rb"\s*" + _name("FileAttachment") + rb"\b", re.I)
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n")


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The document, open; raises Fault when it is locked, cut short, too long, or carries scripts or files."""
    if b"%%EOF" not in data.rstrip(b"\x00 \t\r\n")[-2048:]:
        raise Fault("damaged")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Fault("protected" if locked else "damaged") from error
    if pages > MOST_PAGES:
        raise Fault("too_many_pages", pages=pages, limit=MOST_PAGES)
    _check_passive(document, data)
    return document


def _check_passive(document: pypdfium2.PdfDocument, data: bytes) -> None:
    if document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        raise Fault("pdf_form")
    if document.count_attachments() > 0:
        raise Fault("pdf_attachments")
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Fault("pdf_active")
    for stretch in (data, *_inflated_objects(data)):
        if _ACTION.search(stretch):
            raise Fault("pdf_active")
        if _ATTACHMENT.search(stretch):
            raise Fault("pdf_attachments")


def _inflated_objects(data: bytes) -> Iterator[bytes]:
    """The object streams, where newer PDFs keep their dictionaries; up to 64 MB of them."""
    left = _MOST_INFLATED
    for match in _OBJECT_STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        try:
            objects = zlib.decompressobj().decompress(data[match.end() : end], left)
        except zlib.error:  # encrypted or not deflated: nothing to see from outside
            continue
        left -= len(objects)
        yield objects
        if left <= 0:
            raise Fault("bomb")
