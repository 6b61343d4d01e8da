"""Files, good and hostile, built from nothing: no binary lies in the repository."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# .docx -------------------------------------------------------------------------------------------


def content_types(main: str = MAIN, more: str = "") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def relationship(number: int, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def relationships(*each: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(each)}</Relationships>'


def paragraph(text: str, *, style: str = "", run: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def document(body: str) -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{R}" '
        f'xmlns:a="{drawing}/main" '
        f'xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:pic="{drawing}/picture" xmlns:c="{drawing}/chart" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<w:body>{body}</w:body></w:document>"
    )


STYLES = (
    f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    + "</w:styles>"
)


def docx(
    body: str = "",
    *,
    links: Sequence[str] = (),
    parts: Mapping[str, str | bytes] | None = None,
    main: str = MAIN,
    more_types: str = "",
) -> bytes:
    """A Word document with this body; `links` are more relationships of the main part, `parts` more parts."""
    package = relationships(relationship(1, "officeDocument", "word/document.xml"))
    return zipped(
        {
            "[Content_Types].xml": content_types(main, more_types),
            "_rels/.rels": package,
            "word/document.xml": document(body or paragraph("I noticed her silence.")),
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": relationships(relationship(900, "styles", "styles.xml"), *links),
            **(parts or {}),
        }
    )


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(alt: str) -> str:
    """A drawing with a picture, as Word writes it; it wants the relationship rId50."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/>'
        "<a:graphic><a:graphicData>"
        '<pic:pic><pic:blipFill><a:blip r:embed="rId50"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def field(*instructions: str) -> str:
    """A field whose instruction is spread over several runs."""
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instructions)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def essay(paragraphs: int = 40) -> bytes:
    """An ordinary assignment of some 4,000 words: headings and paragraphs of a hundred words."""
    sentence = "In my second session with Client B I noticed that she had stopped thinking, and I told her so. "
    body = [paragraph("Self-assessment", style="Heading1")]
    for n in range(paragraphs):
        body.append(paragraph(f"Session {n}", style="Heading2") if n % 8 == 0 else "")
        body.append(paragraph(sentence * 5, run="<w:rPr><w:b/></w:rPr>" if n % 5 == 0 else ""))
    return docx("".join(body))


# PDF ---------------------------------------------------------------------------------------------

Placed = tuple[float, float, float, str]  # left, bottom, size in points, text


def pdf(
    *pages: Sequence[Placed],
    catalog: bytes = b"",
    info: bytes = b"",
    font: bytes = b"",
    objects: Sequence[bytes] = (),
    version: bytes = b"1.7",
) -> bytes:
    """A PDF with one line of Helvetica for each placed text. `objects` follow, numbered from 10 + 2 per
    page."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(pages)))
    numbered = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding " + font + b" >>",
        4: b"<< " + info + b" >>",
    }
    for n, lines in enumerate(pages):
        numbered[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (11 + 2 * n)
        )
        numbered[11 + 2 * n] = stream(b"\n".join(_shown(*line) for line in lines))
    for n, more in enumerate(objects):
        numbered[10 + 2 * len(pages) + n] = more
    return _written(numbered, version)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def object_stream(content: bytes) -> bytes:
    """Objects packed away as newer PDFs pack them."""
    return stream(zlib.compress(b"90 0 " + content), b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode ")


def _shown(left: float, bottom: float, size: float, text: str) -> bytes:
    if text == "[line]":  # a drawing, no text
        return b"0 0 m 100 100 l S"
    escaped = (
        b"".join(c.encode("cp1252" if c > "\xa0" else "latin-1") for c in text)
        .replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
    )
    return b"BT /F %.1f Tf %.1f %.1f Td (%s) Tj ET" % (size, left, bottom, escaped)


def _written(numbered: Mapping[int, bytes], version: bytes, trailer: bytes = b"") -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in numbered.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(numbered) + 1
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s>>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def locked_pdf(password: bytes = b"sesame") -> bytes:
    """A PDF that asks for a password before it opens (standard handler, revision 2, 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded, identity, allowed = (password + padding)[:32], b"0" * 16, -4
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + allowed.to_bytes(4, "little", signed=True) + identity).digest()[:5]
    numbered = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
        4: b"<< >>",
        5: b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>"
        % (allowed, owner.hex().encode(), _rc4(key, padding).hex().encode()),
        10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    }
    return _written(numbered, b"1.4", b"/Encrypt 5 0 R /ID [<%s> <%s>] " % ((identity.hex().encode(),) * 2))


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def lines(*texts: str, top: float = 780, left: float = 72, size: float = 12, pitch: float = 14) -> list[Placed]:
    """Texts one under the other, a line each; an empty text is an empty line."""
    return [(left, top - pitch * n, size, text) for n, text in enumerate(texts) if text]
