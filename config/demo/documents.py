"""Word files for the demo, made from `essays.toml`: plain parts in a zip, no template and no library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STYLE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{STYLES}"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{STYLE_LINK}" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'{XML}<w:styles xmlns:w="{WORD}">'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
}


def word_file(essay: dict[str, Any]) -> bytes:
    """A .docx of one essay: title, section headings, paragraphs, tables."""
    body = paragraph(essay["title"], "Title") + "".join(_section(section) for section in essay["sections"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            _write(archive, name, content)
        _write(archive, "word/document.xml", f'{XML}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: str) -> None:
    # A fixed time: the same essay always has the same bytes.
    archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)


def _section(section: dict[str, Any]) -> str:
    parts = [paragraph(section["heading"], "Heading1"), *(paragraph(text) for text in _paragraphs(section["text"]))]
    if "table" in section:
        parts.append(_table([section["table"]["head"], *section["table"]["rows"]]))
    return "".join(parts)


def _paragraphs(text: str) -> Iterator[str]:
    for block in text.strip().split("\n\n"):
        yield from block.split("\n") if block.startswith("•") else [block]


def paragraph(text: str, style: str = "") -> str:
    """One paragraph of WordprocessingML."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: list[list[Any]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(str(cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>" + paragraph("")
