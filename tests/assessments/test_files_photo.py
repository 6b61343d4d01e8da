"""A photograph of a page becomes a page of a PDF, and nothing else of it is kept."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pytest import MonkeyPatch

from assessments.files import intake
from assessments.files.refusals import FileRefused, refusal

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def photo(size: tuple[int, int] = (900, 1200), kind: str = "JPEG", turned: int = 1, mode: str = "RGB") -> bytes:
    """Blue above, yellow below, with a camera's notes in it."""
    picture = Image.new(mode, size, "blue")
    picture.paste("yellow", (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "A telephone", turned
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def taken(data: bytes, root: Path, name: str = "IMG_0042.JPG") -> Any:
    return intake.take_in([data], 4, name, root=root)


def drawn(path: Path) -> Image.Image:
    page = pypdfium2.PdfDocument(path)[0]
    return page.render(scale=0.5).to_pil().convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_is_a_page_under_its_own_name(tmp_path: Path, kind: str) -> None:
    found = taken(photo(kind=kind), tmp_path)
    assert (found.processed.kind, found.processed.name, found.processed.pages) == ("pdf", "IMG_0042.pdf", 1)
    kept = found.received.path.read_bytes()
    assert kept.startswith(b"%PDF")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [found.received.path]
    page = pypdfium2.PdfDocument(kept)[0]
    assert [round(side) for side in page.get_size()] == [595, 842]


def test_nothing_of_the_camera_is_kept(tmp_path: Path) -> None:
    data = photo()
    assert b"A telephone" in data
    kept = taken(data, tmp_path).received.path.read_bytes()
    assert b"A telephone" not in kept
    assert b"Exif" not in kept


def test_the_same_photograph_is_the_same_file(tmp_path: Path) -> None:
    data = photo()
    assert taken(data, tmp_path).received.sha256 == taken(data, tmp_path).received.sha256


def test_it_stands_as_it_was_held(tmp_path: Path) -> None:
    """Orientation 3: the camera was held upside down, so blue comes to lie below."""
    upright, turned = (drawn(taken(photo(turned=way), tmp_path).received.path) for way in (1, 3))
    middle, high = upright.width // 2, upright.height
    assert upright.getpixel((middle, high // 4))[2] > 200
    assert turned.getpixel((middle, high // 4))[2] < 60


def test_a_wide_one_lies_across(tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(taken(photo((1200, 700)), tmp_path).received.path)[0]
    assert [round(side) for side in page.get_size()] == [842, 595]


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (900, 1200), (0, 0, 0, 0)).save(out, "PNG")
    page = drawn(taken(out.getvalue(), tmp_path).received.path)
    assert min(page.getpixel((page.width // 2, page.height // 2))) > 240


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(50), "damaged or was not saved completely"),
        (photo()[:900], "damaged or was not saved completely"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged or was not saved completely"),
    ],
)
def test_half_a_picture_is_refused_and_leaves_nothing(tmp_path: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence) as refused:
        taken(data, tmp_path)
    assert refused.value.name == "IMG_0042.JPG"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_picture_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """Four hundred million dots of one colour are a small file."""
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(FileRefused, match="more dots than can be read here"):
        taken(out.getvalue(), tmp_path)


def test_what_came_is_scanned_before_a_page_is_made_of_it(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    def found(path: Path) -> str:
        if path.read_bytes().startswith(b"\xff\xd8"):
            raise refusal("virus")
        return "clean"

    monkeypatch.setattr(intake, "scan", found)
    with pytest.raises(FileRefused, match="something harmful"):
        taken(photo(), tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
