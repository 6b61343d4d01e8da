"""The reading view: a document's words as clean HTML, to be read beside the mark sheet.

Everything that comes out has passed one allow-list (`sanitise`): no styles, no scripts, no pictures, no
identifiers but our own, so that the page's policy against inline content never has to bend for a learner's
file.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import nh3

from assessments.files.container import check_docx, parts_named
from assessments.files.faults import Fault
from assessments.files.structure import kind_of

MOST_CHARACTERS = 4_000_000  # of HTML; some 100 times a long assignment

# fmt: off
_TAGS = {
    "section", "h2", "h3", "h4", "h5", "h6", "p", "br", "ul", "ol", "li", "table", "thead", "tbody", "tr",
    "th", "td", "strong", "em", "s", "sup", "sub", "a",
}
# fmt: on
_ATTRIBUTES = {
    "a": {"href", "id"},
    "li": {"id"},
    "section": {"class", "id"},
    "h2": {"class"},
    "p": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_VALUES = {
    "id": re.compile(r"work-(foot|end)note(-ref)?-[\w-]{1,20}|p\d{1,4}"),
    "href": re.compile(r"https?://.*|mailto:.*|#work-(foot|end)note(-ref)?-[\w-]{1,20}", re.DOTALL),
    "class": re.compile(r"pdf-page|page-no|left-out"),
    "colspan": re.compile(r"\d{1,2}"),
    "rowspan": re.compile(r"\d{1,3}"),
    "scope": re.compile(r"col|row"),
}
_PARAGRAPH_TAGS = {"p": "p", "li": "li", "h": "h3"}  # kinds of `pdftext.Paragraph`
_STYLE_MAP = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh > em
"""
_EMPTY = re.compile(r"<(h[2-6]|p|ul|ol|strong|em|a)(?: [^>]*)?>(?:\s|<br ?/?>|&nbsp;)*</\1>")
_REL = "noopener noreferrer nofollow"
_LINK_TO_NOWHERE = re.compile(rf'<a rel="{_REL}">((?:(?!</a>).)*)</a>', re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # databases refuse the first


@dataclass(frozen=True)
class Reading:
    """A document to read: sanitised HTML, how many words, how many pages (None for .docx), title or ""."""

    kind: str
    html: str
    words: int
    pages: int | None
    title: str


def read(data: bytes) -> Reading:
    """Inspect a file's bytes and read them; raises Fault. For the worker only: a web process has no limits."""
    return read_pdf(data) if kind_of(data) == "pdf" else read_docx(data)


# .docx -------------------------------------------------------------------------------------------


def read_docx(data: bytes) -> Reading:
    """A Word document as headings, paragraphs, lists, tables and notes; pictures by their description."""
    not_shown = check_docx(data)
    raw = _converted(data)
    body = _with_notes_heading(_shifted_headings(_with_link_hosts(_without_pictures(raw))))
    html = sanitise(_left_out(not_shown) + body)
    return Reading("docx", html, count_words(raw), None, _title(data) or _first_heading(html))


def _converted(data: bytes) -> str:
    import mammoth  # a tenth of a second: only when it is needed

    result = mammoth.convert_to_html(
        io.BytesIO(data),
        id_prefix="work-",
        style_map=_STYLE_MAP,
        include_embedded_style_map=False,  # a document does not say how it is shown
        convert_image=_picture,
    )
    return _not_too_long(str(result.value))


def _picture(image: Any) -> list[Any]:
    from mammoth import html

    return [html.element("img", {"alt": " ".join((image.alt_text or "").split())[:200]})]


def _without_pictures(html: str) -> str:
    return re.sub(r'<img(?: alt="([^"]*)")? ?/>', lambda m: f"[image: {m[1]}]" if m[1] else "[image]", html)


def _with_link_hosts(html: str) -> str:
    """Show where a link leads when its own words do not: a reader should not have to click to find out."""

    def shown(match: re.Match[str]) -> str:
        host = urlsplit(unescape(match[1])).hostname or ""
        return match[0] if host in match[2].lower() else f"{match[0]} [{escape(host)}]"

    return re.sub(r'<a href="(https?://[^"]*)"[^>]*>((?:(?!</a>).)*)</a>', _guarded(shown), html, flags=re.DOTALL)


def _guarded(shown: Any) -> Any:
    def safe(match: re.Match[str]) -> str:
        try:
            return str(shown(match))
        except ValueError:  # not an address at all: its words stay, the link goes
            return match[2]

    return safe


def _shifted_headings(html: str) -> str:
    """Headings begin at h2, under the page's own h1, and never skip a level going down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])>", html)]
    shift, last, opened = 2 - min(levels, default=2), 1, 2

    def moved(match: re.Match[str]) -> str:
        nonlocal last, opened
        if not match[1]:
            opened = last = min(int(match[2]) + shift, last + 1, 6)
        return f"<{match[1]}h{opened}>"

    return re.sub(r"<(/?)h([1-6])>", moved, html)


def _with_notes_heading(html: str) -> str:
    start = re.search(r'<ol><li id="work-(?:foot|end)note-', html)
    return html if start is None else f"{html[: start.start()]}<h2>Notes</h2>{html[start.start() :]}"


def _left_out(not_shown: Counter[str]) -> str:
    if not not_shown:
        return ""
    things = [f"{n} {name}{'s' if n > 1 else ''}" for name, n in sorted(not_shown.items())]
    listed = " and ".join(filter(None, [", ".join(things[:-1]), things[-1]]))
    return f'<p class="left-out">This view leaves out {listed}. Open the original to see the whole.</p>'


def _title(data: bytes) -> str:
    """The title its writer gave in the document's properties."""
    for part in parts_named(data, "docProps/core.xml"):
        title = ElementTree.fromstring(part).findtext("{http://purl.org/dc/elements/1.1/}title")
        return _tidy(title or "")
    return ""


def _first_heading(html: str) -> str:
    found = re.search(r"<h2>(.*?)</h2>", html, re.DOTALL)
    return _tidy(_text(found[1])) if found else ""


# PDF ---------------------------------------------------------------------------------------------


def read_pdf(data: bytes) -> Reading:
    """A PDF page by page, each a section with the id "p<number>"."""
    from assessments.files.pdftext import Joiner, Page, read_pages
    from assessments.files.portable import open_pdf

    document = open_pdf(data)
    pages: list[Page] = []
    characters = 0
    for page in read_pages(document):
        characters += sum(len(line.text) for paragraph in page.paragraphs for line in paragraph.lines)
        if characters > MOST_CHARACTERS:
            raise Fault("too_much")
        pages.append(page)
    if not any(page.readable for page in pages):
        raise Fault("damaged")
    joiner = Joiner(pages)
    parts = [[(paragraph.kind, joiner.join(paragraph)) for paragraph in page.paragraphs] for page in pages]
    html = "".join(_page(number, page, part) for number, (page, part) in enumerate(zip(pages, parts, strict=True), 1))
    words = sum(len(_words(text)) for part in parts for _, text in part)
    title = _tidy(document.get_metadata_value("Title"))
    return Reading("pdf", sanitise(_not_too_long(html)), words, len(pages), title)


def _page(number: int, page: Any, paragraphs: Iterable[tuple[str, str]]) -> str:
    body = _blocks(paragraphs) or f"<p>{_no_text(number, page)}</p>"
    return f'<section class="pdf-page" id="p{number}"><h2 class="page-no">Page {number}</h2>{body}</section>'


def _no_text(number: int, page: Any) -> str:
    if not page.readable:
        return f"Page {number} could not be read; open the original."
    return f"Page {number} has no text layer; open the original." if page.drawn else f"Page {number} is blank."


def _blocks(paragraphs: Iterable[tuple[str, str]]) -> str:
    """Paragraphs as HTML; neighbouring bullets form one list."""
    html = []
    for kind, group in groupby(paragraphs, key=lambda each: each[0]):
        tag = _PARAGRAPH_TAGS[kind]
        blocks = "".join(f"<{tag}>{escape(_CONTROLS.sub('', text))}</{tag}>" for _, text in group if text)
        html.append(f"<ul>{blocks}</ul>" if tag == "li" else blocks)
    return "".join(html)


# both --------------------------------------------------------------------------------------------


def sanitise(html: str) -> str:
    """Only what the allow-list names survives; links say that they lead away; emptied tags are gone."""
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_value,
        url_schemes={"http", "https", "mailto"},
        link_rel=_REL,
    )
    clean = _LINK_TO_NOWHERE.sub(r"\1", clean)
    for _ in range(4):  # an empty tag inside an empty tag
        clean, emptied = _EMPTY.subn("", clean)
        if not emptied:
            break
    return clean


def _kept_value(_tag: str, attribute: str, value: str) -> str | None:
    pattern = _VALUES.get(attribute)  # none for "rel", which the cleaner sets itself
    return value if pattern is None or pattern.fullmatch(value) else None


def count_words(html: str) -> int:
    """Words as Word counts them: what stands between spaces and holds a letter or digit; not note numbers."""
    return len(_words(_text(html)))


def _text(html: str) -> str:
    without_notes = re.sub(r'<sup><a href="#work-(?:foot|end)note-[^>]*>\[\d+\]</a></sup>', "", html)
    spaced = re.sub(r"</?(?:h\d|p|li|ul|ol|t[dhr]|table|br)\b[^>]*>", " ", without_notes)
    return unescape(re.sub(r"<[^>]*>", "", spaced))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if any(map(str.isalnum, word))]


def _tidy(title: str) -> str:
    return " ".join(_CONTROLS.sub("", title).split())[:200]


def _not_too_long(html: str) -> str:
    if len(html) > MOST_CHARACTERS:
        raise Fault("too_much")
    return html
