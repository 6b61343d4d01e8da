"""A page of a PDF as a picture, with the place of every word on it: what is read and selected beside a mark sheet.

This is the side that opens the stranger's file; only `worker` imports it. Places are whole pixels of the picture, from
its upper left corner.
"""

from __future__ import annotations

import base64
import ctypes
import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image

from assessments.files.faults import Fault
from assessments.files.pdftext import box_of, characters_of

WIDTH = 1280  # pixels: sharp at twice the width of a reading pane
TALLEST = 4000  # pixels: a page as long as a scroll is drawn smaller
MOST_WORDS = 5000  # of one page; a page of a book holds 500
LARGE = 400_000  # bytes: printed words pack into a quarter of that without loss, photographs do not
_WORD = re.compile(r"[^\s\x02]+")

Word = tuple[int, int, int, int, str]  # left, top, width, height, text; a list of these travels as JSON


def draw(data: bytes, first: int, last: int) -> list[dict[str, Any]]:
    """Pages `first` to `last`, counted from one, as far as there are; each with width, height, words and picture.

    `picture` is a WebP in base64. Raises Fault when the file holds no such page or a page cannot be drawn.
    """
    document = pypdfium2.PdfDocument(data)
    if not 1 <= first <= len(document):
        raise Fault("no_page")
    return [_drawn(document, number) for number in range(first, min(last, len(document)) + 1)]


def _drawn(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    page = document[number - 1]
    wide, high = page.get_size()
    if wide < 1 or high < 1:
        raise Fault("unreadable")
    scale = min(WIDTH / wide, TALLEST / high)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    width, height = picture.size
    words = list(_words(page, width, height))
    page.close()
    return {
        "number": number,
        "width": width,
        "height": height,
        "words": words,
        "picture": base64.b64encode(_packed(picture)).decode("ascii"),
    }


def _packed(picture: Image) -> bytes:
    """As WebP: letters sharp, and a page of photographs of bearable size."""
    for options in ({"lossless": True, "quality": 50}, {"quality": 78}):
        out = io.BytesIO()
        picture.save(out, "WEBP", method=4, **options)
        if out.tell() < LARGE:
            break
    return out.getvalue()


def _words(page: pypdfium2.PdfPage, width: int, height: int) -> Iterator[Word]:
    text = page.get_textpage()
    for count, stretch in enumerate(_WORD.finditer(characters_of(text))):
        if count == MOST_WORDS:
            return
        first, last = box_of(text, stretch.start()), box_of(text, stretch.end() - 1)
        corners = [_pixel(page, width, height, x, y) for box in (first, last) for x, y in _corners(box)]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
        word = stretch[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if right > left and bottom > top and right > 0 and bottom > 0 and left < width and top < height:
            yield left, top, right - left, bottom - top, word


def _corners(box: pdfium.FS_RECTF) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box.left, box.bottom), (box.right, box.top)


def _pixel(page: pypdfium2.PdfPage, width: int, height: int, x: float, y: float) -> tuple[int, int]:
    """Where a point of the page lies on its picture, whichever way the page is turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value
