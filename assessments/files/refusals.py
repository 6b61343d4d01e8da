"""Every reason not to take a file, in a sentence that says what to do about it."""

from __future__ import annotations

from centres.refusals import Unfit

SENTENCES = {
    # size
    "empty": "This file is empty. Check that your work was saved, then choose the file again.",
    "too_large": (
        "This file is larger than {limit} MB. Make its pictures smaller or split the work into several "
        "files, then upload it again."
    ),
    # another kind of file
    "program": "This file is a program, not a document. Save your work as PDF or .docx and upload that.",
    "old_word": (
        "This is a Word document in the old .doc format. Open it in Word, choose Save As, Word Document "
        "(.docx), and upload the new file."
    ),
    "old_office": (
        "This file is in an old Office format. Open it in the program it was made with, save it as PDF and upload that."
    ),
    "template": "This is a Word template. Save it as a Word document (.docx) or as PDF and upload that.",
    "spreadsheet": "This is a spreadsheet. Save it as PDF and upload that.",
    "presentation": "This is a presentation. Save it as PDF and upload that.",
    "open_document": "This is an OpenDocument file. Save it as .docx or PDF and upload that.",
    "apple_pages": "This is a Pages document. In Pages choose File, Export To, Word or PDF, and upload that.",
    "rich_text": "This is a rich text file. Open it in Word, save it as .docx or PDF and upload that.",
    "plain_text": (
        "This is plain text or a web page. Put the text into a Word document, save it as .docx or PDF and upload that."
    ),
    "picture": "This kind of picture cannot be read here. Save it as JPEG or PNG, or as PDF, and upload that.",
    "picture_too_large": "This picture has more dots than can be read here. Take or save it smaller and upload that.",
    "recording": "This is a sound or video recording. Upload your written work as PDF or .docx.",
    "archive": "This is a compressed folder. Unpack it and upload the PDF or .docx files in it one by one.",
    "unknown": (
        "This file is neither a PDF nor a Word document (.docx). Open it in the program it was made with, "
        "save it as PDF or .docx and upload that."
    ),
    # the right kind, with something in it that may not come in
    "protected": ("This file is protected by a password. Save a copy without the password and upload the copy."),
    "macros": "This document contains macros. Save it as PDF or .docx without macros and upload it again.",
    "embedded": (
        "This document has another file embedded in it. Paste the content as text or as a picture, or save "
        "the document as PDF, and upload it again."
    ),
    "program_inside": "This document has a program hidden in it. Save it as PDF and upload that.",
    "outside": (
        "This document fetches pictures or other parts from another place. Paste the pictures themselves "
        "into it, or save it as PDF, and upload it again."
    ),
    "template_outside": (
        "This document is tied to a template in another place. Copy its text into a new, blank document, "
        "or save it as PDF, and upload that."
    ),
    "command_field": "This document has a field in it that starts a program. Save it as PDF and upload that.",
    "entities": (
        "This document has declarations in it that Word never writes. Open it in Word, save it again as "
        ".docx or PDF and upload that."
    ),
    "pdf_active": "This PDF contains scripts or commands. Print it to a new PDF and upload that.",
    "pdf_attachments": (
        "This PDF has other files attached to it. Save it without the attachments, upload it again, and "
        "upload each attachment as a file of its own."
    ),
    "pdf_form": (
        "This PDF is an interactive form that only its own program can show. Print it to a new PDF and upload that."
    ),
    # too much, or broken
    "bomb": (
        "This document unpacks to far more than a document should hold. Save it as PDF, or copy its text "
        "into a new document, and upload that."
    ),
    "too_many_parts": "This document is made of too many parts. Save it as PDF and upload that.",
    "too_many_pages": (
        "This PDF has {pages} pages; up to {limit} can be read here. Split it into several files and upload each."
    ),
    "too_much": (
        "This document is too long to be shown here. Split it into several files, or save it as PDF, and "
        "upload it again."
    ),
    "damaged": (
        "This file is damaged or was not saved completely. Open it, save it again as PDF or .docx and "
        "upload the new file."
    ),
    "unreadable": ("This file could not be read. Open it, save it again as PDF or .docx and upload the new file."),
    "too_slow": (
        "Reading this file took too long. Save it again as PDF and upload that, or split it into several files."
    ),
    "no_page": "This document has no such page. Go back to its first page.",
    # our side
    "not_checked": ("The file could not be checked just now. Nothing was lost: wait a minute and upload it again."),
    "scanner_away": (
        "The virus scanner does not answer just now. Nothing was lost: wait a minute and upload the file again."
    ),
    "virus": (
        "The virus scanner found something harmful in this file. Make a clean copy of your work on another "
        "computer and upload that."
    ),
}


class FileRefused(Unfit):
    """A file that is not taken in. `sentence` is for the person, `code` a key of SENTENCES, `name` the file's or ""."""

    name = ""


def refusal(code: str, **numbers: int) -> FileRefused:
    """The refusal for a code; a code that nobody knows, or one without its numbers, reads as "unreadable"."""
    try:
        return FileRefused(SENTENCES[code].format(**numbers), code=code)
    except KeyError:
        return FileRefused(SENTENCES["unreadable"], code="unreadable")
