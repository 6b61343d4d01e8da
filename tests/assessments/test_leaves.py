"""A page of a PDF as a picture with the place of every word on it."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from assessments.files import gate, leaves, store
from assessments.files.drawing import TALLEST, WIDTH, draw
from assessments.files.faults import Fault
from assessments.files.refusals import FileRefused
from tests.assessments.file_samples import lines, pdf

# The sample's page is 595 by 842 points, drawn 1280 pixels wide: a point is 2.1513 pixels.
PAGE = lines("Coaching helps.", top=780, left=72, size=12)


def stored(root: Path, *pages: list[tuple[float, float, float, str]]) -> str:
    return store.receive([pdf(*pages)], 7, root=root).sha256


def test_words_lie_where_they_are_printed(tmp_path: Path) -> None:
    drawn = leaves.leaf(7, stored(tmp_path, PAGE), 1, root=tmp_path)

    assert (drawn.width, drawn.height) == (1280, 1812)  # 842 × 2.1513 = 1811.4, rounded up
    (left, top, width, height, first), (after, *_, second) = drawn.words
    assert (first, second) == ("Coaching", "helps.")
    assert left == pytest.approx(72 * 2.1513, abs=2)
    assert top + height == pytest.approx(
        (842 - 780) * 2.1513, abs=9
    )  # a letter's tail goes below the line it stands on
    assert 90 < width < 130  # eight letters of Helvetica at 12 points are some 51 points wide
    assert left + width < after


def test_a_page_turned_on_its_side_has_its_words_turned_with_it(tmp_path: Path) -> None:
    turned = pdf(PAGE).replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 90 /Parent")

    (page,) = draw(turned, 1, 1)

    left, _, width, height, word = page["words"][0]
    assert word == "Coaching"
    assert page["width"] > page["height"]
    assert height > width  # it runs down the picture, as a reader sees it
    assert left > page["width"] * 0.8  # what was its upper edge is now its right one


def test_a_page_of_photographs_is_packed_with_loss() -> None:
    photograph, out = Image.effect_noise((600, 800), 90), io.BytesIO()
    photograph.save(out, "PDF")

    (page,) = draw(out.getvalue(), 1, 1)

    packed = base64.b64decode(page["picture"])
    assert packed[12:16] == b"VP8 "  # the lossy kind; letters are packed as VP8L
    (letters,) = draw(pdf(PAGE), 1, 1)
    assert base64.b64decode(letters["picture"])[12:16] == b"VP8L"


def test_a_page_as_long_as_a_scroll_is_drawn_smaller() -> None:
    (long,) = draw(pdf(PAGE).replace(b"[0 0 595 842]", b"[0 0 595 9842]"), 1, 1)

    assert long["height"] == TALLEST
    assert long["width"] < WIDTH


def test_pages_are_drawn_some_ahead_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = stored(tmp_path, *[lines(f"Page {n}") for n in range(1, 7)])
    asked: list[tuple[str, ...]] = []
    ask = gate.ask_worker
    monkeypatch.setattr(gate, "ask_worker", lambda path, *wanted: asked.append(wanted) or ask(path, *wanted))

    said = [leaves.leaf(7, sha256, number, root=tmp_path).words[1][4] for number in (1, 2, 4, 1)]

    assert said == ["1", "2", "4", "1"]
    assert asked == [("draw", "1", "4")]
    assert leaves.picture(7, sha256, 3, root=tmp_path)[8:12] == b"WEBP"
    assert asked == [("draw", "1", "4")]
    assert leaves.leaf(7, sha256, 6, root=tmp_path).words[1][4] == "6"  # 6 to 9, of which there is one


@pytest.mark.parametrize("number", [0, -1, 3, 9999])
def test_there_is_no_such_page(tmp_path: Path, number: int) -> None:
    sha256 = stored(tmp_path, PAGE, PAGE)

    with pytest.raises(FileRefused, match="no such page") as refused:
        leaves.leaf(7, sha256, number, root=tmp_path)

    assert refused.value.code == "no_page"


def test_what_is_no_pdf_is_refused_in_a_sentence(tmp_path: Path) -> None:
    sha256 = store.receive([b"%PDF-1.7 and then nothing"], 7, root=tmp_path).sha256

    with pytest.raises(FileRefused, match="could not be read"):
        leaves.leaf(7, sha256, 1, root=tmp_path)

    assert not store.drawn_room(7, sha256, root=tmp_path).exists()


@pytest.mark.parametrize(
    "page",
    [
        {"number": 1, "width": 10, "height": 10, "words": [], "picture": "PHNjcmlwdD4="},  # <script>
        {"number": 1, "width": 10, "height": 10, "words": [["a", 1, 1, 1, "x"]], "picture": ""},
        {"number": 1, "width": 10, "height": 10, "words": [[1, 1, "x"]], "picture": ""},
        {"number": 1},
        "page",
    ],
)
def test_a_worker_that_is_not_itself_is_believed_nothing(
    tmp_path: Path, page: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = stored(tmp_path, PAGE)
    monkeypatch.setattr(gate, "ask_worker", lambda path, *wanted: json.loads(json.dumps({"drawn": [page]})))

    with pytest.raises(FileRefused, match="could not be read"):
        leaves.leaf(7, sha256, 1, root=tmp_path)

    assert not store.drawn_room(7, sha256, root=tmp_path).exists()


def test_what_was_drawn_goes_with_the_bytes(tmp_path: Path) -> None:
    sha256 = stored(tmp_path, PAGE)
    leaves.leaf(7, sha256, 1, root=tmp_path)
    assert store.drawn_room(7, sha256, root=tmp_path).exists()

    store.erase(7, sha256, root=tmp_path)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_page_without_size_or_beyond_the_file_is_a_fault() -> None:
    with pytest.raises(Fault, match="no_page"):
        draw(pdf(PAGE), 2, 5)
