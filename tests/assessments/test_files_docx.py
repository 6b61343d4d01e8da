"""Word documents at the gate: which come in, and why the others do not."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from assessments.files.faults import Fault
from assessments.files.reading import read
from tests.assessments import file_samples as made

MB = 1024 * 1024
WORKBOOK = made.zipped({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"})


def code_of(data: bytes) -> str:
    with pytest.raises(Fault) as refused:
        read(data)
    return refused.value.code


def with_macro_type(kind: str) -> bytes:
    return made.docx(
        main=made.MAIN.replace("openxmlformats-officedocument.wordprocessingml", "ms-word").replace(
            "main+xml", f"{kind}.main+xml"
        )
    )


def external(kind: str, target: str) -> bytes:
    return made.docx(links=[made.relationship(5, kind, target, external=True)])


def settings_link(target: str) -> bytes:
    link = made.relationships(made.relationship(1, "attachedTemplate", target, external=True))
    return made.docx(parts={"word/settings.xml": "<settings/>", "word/_rels/settings.xml.rels": link})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"MZ\x90\x00" + bytes(500), "program", id="an .exe"),
        pytest.param(b"MZ" + made.docx(), "program", id="an .exe with a document stuck to it"),
        pytest.param(b"\x7fELF" + bytes(500), "program", id="a Linux program"),
        pytest.param(b"#!/bin/sh\nrm -r /\n", "program", id="a shell script"),
        pytest.param(made.OLE + bytes(500) + "WordDocument".encode("utf-16-le"), "old_word", id="a .doc"),
        pytest.param(made.OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "protected", id="password"),
        pytest.param(made.OLE + bytes(500) + "Workbook".encode("utf-16-le"), "old_office", id="an .xls"),
        pytest.param(made.zipped({"essay.docx": made.docx()}), "archive", id="a zip"),
        pytest.param(made.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "open_document", id="odt"),
        pytest.param(made.zipped({"Index/Document.iwa": "x"}), "apple_pages", id="Pages"),
        pytest.param(made.docx(main=made.MAIN.replace("document.main", "template.main")), "template", id="a .dotx"),
        pytest.param(
            made.docx(main=made.MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")),
            "spreadsheet",
            id="xlsx",
        ),
        pytest.param(
            made.docx(main=made.MAIN.replace("wordprocessingml.document", "presentationml.slideshow")),
            "presentation",
            id="pptx",
        ),
        pytest.param(b"{\\rtf1 hello}", "rich_text", id="rtf"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(50), "picture", id="jpeg"),
        pytest.param(b"\x00\x00\x00\x18ftypheic" + bytes(50), "picture", id="iPhone photo"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42" + bytes(50), "recording", id="video"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture", id="webp"),
        pytest.param(b"Rar!\x1a\x07" + bytes(50), "archive", id="rar"),
        pytest.param(b"My essay begins here.\n", "plain_text", id="text"),
        pytest.param(b"\xff\xfeM\x00y\x00", "plain_text", id="text in UTF-16"),
        pytest.param(bytes(range(256)) * 4, "unknown", id="bytes"),
        pytest.param(b"", "empty", id="nothing"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(made.docx(parts={"word/vbaProject.bin": b"x"}), "macros", id="vbaProject.bin"),
        pytest.param(made.docx(parts={"Word/VBAPROJECT.BIN": b"x"}), "macros", id="vbaProject in capitals"),
        pytest.param(made.docx(parts={"word/activeX/activeX1.xml": "<x/>"}), "macros", id="ActiveX"),
        pytest.param(with_macro_type("document.macroEnabled"), "macros", id="a .docm renamed"),
        pytest.param(
            made.docx(more_types='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
            "macros",
            id="a macro type without its part",
        ),
        pytest.param(made.docx(parts={"word/embeddings/oleObject1.bin": made.OLE}), "embedded", id="OLE object"),
        pytest.param(made.docx(links=[made.relationship(5, "oleObject", "x.bin")]), "embedded", id="OLE relationship"),
        pytest.param(made.docx(links=[made.relationship(5, "aFChunk", "x.html")]), "embedded", id="altChunk"),
        pytest.param(made.docx(parts={"word/embeddings/a.docx": made.docx()}), "embedded", id="a document inside"),
        pytest.param(made.docx(parts={"word/media/a.png": made.zipped({"a": "b"})}), "embedded", id="a zip inside"),
        pytest.param(
            made.docx(parts={"word/embeddings/a.xlsx": made.zipped({"xl/vbaProject.bin": b"x"})}),
            "macros",
            id="a chart's workbook with macros",
        ),
        pytest.param(
            made.docx(parts={"word/embeddings/a.xlsx": made.zipped({"a.xlsx": WORKBOOK})}),
            "embedded",
            id="a workbook in a workbook",
        ),
        pytest.param(made.docx(parts={"word/media/a.png": b"MZ\x90"}), "program_inside", id="a program as a picture"),
        pytest.param(made.docx(parts={"word/setup.EXE": b"x"}), "program_inside", id="setup.exe inside"),
        pytest.param(made.docx(parts={"word/run.js": b"x"}), "program_inside", id="a script inside"),
        pytest.param(external("image", "https://example.org/pixel.png"), "outside", id="a picture elsewhere"),
        pytest.param(external("oleObject", "https://example.org/x"), "embedded", id="an object elsewhere"),
        pytest.param(settings_link("https://example.org/x.dotm"), "template_outside", id="a template on the web"),
        pytest.param(settings_link("file://server/share/x.dotm"), "template_outside", id="a template on a server"),
        pytest.param(settings_link(r"\\server\share\x.dotm"), "template_outside", id="a template on a share"),
        pytest.param(made.docx(made.field("DDEAUTO c:\\\\cmd.exe")), "command_field", id="DDEAUTO"),
        pytest.param(made.docx(made.field(" D", "DE cmd")), "command_field", id="DDE in two runs"),
        pytest.param(made.docx('<w:fldSimple w:instr="dde cmd"/>'), "command_field", id="DDE as a simple field"),
    ],
)
def test_what_runs_or_hides_does_not_come_in(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_second_field_is_read_apart_from_the_first() -> None:
    assert code_of(made.docx(made.field(" PAGE ") + made.field("DDE cmd"))) == "command_field"


def test_words_after_a_field_are_only_words() -> None:
    assert read(made.docx(made.field("PAGE") + made.paragraph("DDE is an old protocol."))).words == 6


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd">',
    ],
)
@pytest.mark.parametrize("part", ["word/footnotes.xml", "customXml/item1.xml", "word/strange.part"])
def test_declarations_are_refused_in_every_part(part: str, declaration: str) -> None:
    assert code_of(made.docx(parts={part: f"{declaration}<d>x</d>"})) == "entities"


def test_a_declaration_in_another_alphabet_is_seen_too() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d []><d/>'.encode("utf-16")

    assert code_of(made.docx(parts={"word/footnotes.xml": hidden})) == "entities"


def test_a_quarter_of_a_gigabyte_of_nothing_is_a_bomb() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(64):
            part.write(bytes(4 * MB))

    assert len(out.getvalue()) < MB
    assert code_of(out.getvalue()) == "bomb"


def test_thirty_megabytes_out_of_almost_nothing_are_a_bomb() -> None:
    assert code_of(made.docx(parts={"word/media/white.bmp": bytes(30 * MB)})) == "bomb"


def test_a_quarter_of_a_gigabyte_is_a_bomb_however_it_is_packed() -> None:
    photograph = random.Random(1).randbytes(3 * MB)
    claiming = made.docx(parts={"word/media/a.png": photograph}).replace(
        struct.pack("<I", 3 * MB), struct.pack("<I", 251 * MB)
    )

    assert 100 * len(claiming) > 251 * MB
    assert code_of(claiming) == "bomb"


def test_a_workbook_beyond_any_chart_is_refused() -> None:
    heavy = made.zipped({"xl/media/a.png": random.Random(1).randbytes(10 * MB)})

    assert code_of(made.docx(parts={"word/embeddings/a.xlsx": heavy})) == "embedded"


def test_a_bomb_in_a_workbook_is_a_bomb() -> None:
    bomb = made.zipped({"xl/a.xml": bytes(30 * MB)})

    assert code_of(made.docx(parts={"word/embeddings/a.xlsx": bomb})) == "bomb"


def test_twenty_one_megabytes_of_photographs_are_not() -> None:
    photograph = random.Random(1).randbytes(21 * MB)

    assert read(made.docx(parts={"word/media/a.png": photograph})).words == 4


def test_sizes_that_lie_are_damage() -> None:
    """The headers promise ten bytes; the part unpacks to thirty megabytes."""
    honest = made.docx(parts={"word/footnotes.xml": b"<a>" + bytes(9 * MB)})
    lying = honest.replace(struct.pack("<I", 9 * MB + 3), struct.pack("<I", 10))

    assert lying != honest
    assert code_of(lying) == "damaged"


def test_too_many_parts_are_refused() -> None:
    assert code_of(made.docx(parts={f"word/media/{n}.png": b"" for n in range(3_001)})) == "too_many_parts"


def test_a_part_beyond_any_document_is_refused_before_it_is_read() -> None:
    assert code_of(made.docx(parts={"word/footnotes.xml": b"<a>" + b"b" * (17 * MB) + b"</a>"})) == "too_much"


def test_text_without_end_is_refused() -> None:
    assert code_of(made.docx("<w:p/>" * 120_000)) == "too_much"


def test_nesting_without_end_is_refused_and_deep_nesting_is_read() -> None:
    def nested(levels: int) -> bytes:
        return made.docx("<w:sdt><w:sdtContent>" * levels + made.paragraph("deep") + "</w:sdtContent></w:sdt>" * levels)

    assert code_of(nested(60)) == "too_much"
    assert read(nested(55)).html == "<p>deep</p>"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "word/../../evil.xml", "word\\evil.xml"])
def test_part_names_that_lead_out_are_damage(name: str) -> None:
    assert code_of(made.docx(parts={name: "<a/>"})) == "damaged"


def test_two_parts_of_one_name_are_damage() -> None:
    assert code_of(made.docx(parts={"Word/Document.xml": "<a/>"})) == "damaged"


def test_a_password_on_a_part_is_named() -> None:
    locked = bytearray(made.docx())
    place = locked.find(b"PK\x01\x02")
    locked[place + 8] |= 1

    assert code_of(bytes(locked)) == "protected"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_packing_that_word_does_not_know_is_damage(method: int) -> None:
    with zipfile.ZipFile(io.BytesIO(made.docx())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    assert code_of(made.zipped(parts, method)) == "damaged"


def test_a_document_without_its_main_part_is_damage() -> None:
    assert code_of(made.zipped({"[Content_Types].xml": made.content_types()})) == "damaged"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_document_cut_short_is_damage(share: float) -> None:
    whole = made.essay()

    assert code_of(whole[: int(len(whole) * share)]) == "damaged"


def test_a_table_of_contents_that_points_past_the_end_is_damage() -> None:
    whole = bytearray(made.docx())
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 16 : end + 20] = struct.pack("<I", len(whole) * 2)

    assert code_of(bytes(whole)) == "damaged"


def test_text_that_is_not_well_formed_is_damage() -> None:
    assert code_of(made.docx("<w:p>")) == "damaged"


@pytest.mark.parametrize(
    "target",
    [
        "file:///C:\\Users\\Lena\\Templates\\Essay.dotx",
        "C:\\Templates\\Essay.dotx",
        "file:///C:/Templates/Essay.dotx",
        "file:///Users/lena/Library/Essay.dotx",
        "Normal.dotm",
    ],
)
def test_a_template_on_the_writers_own_disc_is_harmless(target: str) -> None:
    assert read(settings_link(target)).words == 4


def test_links_to_the_web_a_chart_and_its_workbook_come_in() -> None:
    body = made.paragraph("See.") + '<w:p><w:r><w:drawing><c:chart r:id="rId6"/></w:drawing></w:r></w:p>'
    chart = made.docx(
        body,
        links=[
            made.relationship(5, "hyperlink", "https://example.org/", external=True),
            made.relationship(6, "chart", "charts/chart1.xml"),
        ],
        parts={"word/charts/chart1.xml": "<c/>", "word/embeddings/Sheet.xlsx": WORKBOOK},
    )

    assert read(chart).words == 1


def test_a_drawing_with_a_declaration_is_only_a_picture() -> None:
    svg = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'

    assert read(made.docx(parts={"word/media/image1.svg": svg})).words == 4
