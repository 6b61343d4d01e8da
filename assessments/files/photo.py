"""A photograph of a page becomes a page of a PDF: what the desk reads, prints and keeps.

This is the side that opens the stranger's file; only `worker` imports it. Where it was taken, by whom and with what is
left behind: the picture alone is drawn anew.
"""

from __future__ import annotations

import io
import time

from PIL import Image, ImageOps

from assessments.files.faults import Fault

A4 = (2480, 3508)  # pixels at 300 to the inch
DOTS = 300
MOST_PIXELS = 60_000_000  # a telephone takes 12 to 50 million
NO_TIME = time.gmtime(0)  # the same photograph makes the same bytes


def paged(data: bytes) -> bytes:
    """One page of A4, upright or across as the picture is, with the picture as large as it goes.

    Raises Fault when the bytes are no whole picture, or a larger one than any telephone takes.
    """
    picture = _opened(data)
    page = A4 if picture.height >= picture.width else (A4[1], A4[0])
    sheet = Image.new("RGB", page, "white")
    fitted = ImageOps.contain(picture, page)
    sheet.paste(fitted, ((page[0] - fitted.width) // 2, (page[1] - fitted.height) // 2))
    out = io.BytesIO()
    sheet.save(out, "PDF", resolution=DOTS, quality=80, creationDate=NO_TIME, modDate=NO_TIME)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    try:
        picture: Image.Image = Image.open(io.BytesIO(data), formats=["JPEG", "PNG"])
        if picture.width * picture.height > MOST_PIXELS:
            raise Fault("picture_too_large")
        picture.draft("RGB", A4)
        turned = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError as bomb:
        raise Fault("picture_too_large") from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise Fault("damaged") from broken
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        ground = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(ground, turned.convert("RGBA"))
    return turned.convert("RGB")
