"""Good files with bytes changed at random: read or refused, never an error, never anything but clean HTML."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.files.refusals import SENTENCES
from assessments.files.worker import _answer
from tests.assessments import file_samples as made

LINKED = made.docx(
    made.paragraph("Plan", style="Heading1")
    + '<w:p><w:hyperlink r:id="rId5"><w:r><w:t>an article</w:t></w:r></w:hyperlink></w:p>'
    + made.picture("A chart"),
    links=[
        made.relationship(5, "hyperlink", "https://example.org/", external=True),
        made.relationship(50, "image", "media/a.png"),
    ],
    parts={"word/media/a.png": b"\x89PNG"},
)
PLAIN_PDF = made.pdf(made.lines("One page.", "Of a diary."), info=b"/Title (Diary)")
TAGS = "section|h[2-6]|p|br|ul|ol|li|table|thead|tbody|tr|th|td|strong|em|s|sup|sub|a"
CLEAN = re.compile(rf"(?:[^<>]|</?(?:{TAGS})(?: (?:href|id|class|rel|colspan|rowspan)=\"[^\"<>]*\")*>)*")

places = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)
cuts = st.tuples(st.floats(0, 1), st.floats(0, 1))
quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mutated(data: bytes, changes: list[tuple[float, int]], cut: tuple[float, float] | None) -> bytes:
    changed = bytearray(data)
    for share, byte in changes:
        changed[int(share * len(changed))] = byte
    if cut:
        first, last = sorted(int(share * len(changed)) for share in cut)
        del changed[first:last]
    return bytes(changed)


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """The same document with one part exchanged, so that the change reaches the reader past the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return made.zipped({**{name: archive.read(name) for name in archive.namelist()}, part: content})


def check(data: bytes) -> None:
    answer = json.loads(json.dumps(_answer(data)))
    if "fault" in answer:
        assert answer["fault"] in SENTENCES
        return
    read = answer["read"]
    assert CLEAN.fullmatch(read["html"])
    assert "javascript:" not in read["html"].lower()
    assert read["words"] >= 0
    assert "\x00" not in read["html"] + read["title"]
    (read["html"] + read["title"]).encode()  # no half characters, which no database takes


@pytest.mark.parametrize("data", [LINKED, PLAIN_PDF])
def test_the_good_files_are_good(data: bytes) -> None:
    assert "read" in _answer(data)
    check(data)


@quick
@given(data=st.sampled_from([LINKED, PLAIN_PDF]), changes=places, cut=st.none() | cuts)
def test_changed_bytes(data: bytes, changes: list[tuple[float, int]], cut: tuple[float, float] | None) -> None:
    check(mutated(data, changes, cut))


@quick
@given(
    part=st.sampled_from(["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]),
    changes=places,
    cut=st.none() | cuts,
)
def test_changed_parts(part: str, changes: list[tuple[float, int]], cut: tuple[float, float] | None) -> None:
    with zipfile.ZipFile(io.BytesIO(LINKED)) as archive:
        content = archive.read(part)

    check(repacked(LINKED, part, mutated(content, changes, cut)))


@quick
@given(st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", made.OLE, b"MZ"]), st.binary(max_size=2_000))
def test_random_bytes_are_never_taken(start: bytes, rest: bytes) -> None:
    assert "fault" in _answer(start + rest)
    check(start + rest)


@quick
@given(st.text(max_size=200))
def test_any_text_in_a_document_comes_out_as_text(text: str) -> None:
    from html import escape

    allowed = "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    check(made.docx(made.paragraph(escape(allowed.encode(errors="ignore").decode()))))
