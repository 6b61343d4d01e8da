"""Editions: frozen with the release, printed from that alone, stored once whoever tries twice."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.files import store
from centres import ledger
from centres.models import Centre, Job, LedgerEntry, OutboxMessage, PublicLink
from centres.outbox import TryLater
from marksheets import actions, codes
from marksheets.models import MarkSheet, StoredPdf
from marksheets.pages.assemble import pdf_state, sheet_page
from marksheets.pages.frozen import NotThisPage, freeze, thaw
from marksheets.pages.listing import edition_of
from marksheets.pages.shape import SheetPage
from marksheets.pdf import render
from marksheets.pdf.sealing import read_seal
from marksheets.tasks import render_edition
from tests.marksheets import sample_page
from tests.marksheets.editions import made, message_of, released
from tests.story import Cast


def stored(root: Path) -> list[str]:
    """The names of the printed forms that lie in the store, and of whatever is unfinished."""
    return sorted(path.name for path in root.rglob("*") if path.is_file() and path.read_bytes()[:5] == b"%PDF-")


def test_releasing_freezes_the_page_as_it_was_read(cast: Cast) -> None:
    sheet = released(cast)
    edition: StoredPdf = sheet.pdfs.get()
    assert (edition.edition, edition.revision, edition.sha256, edition.made_at) == (1, 1, "", None)
    assert thaw(edition.page) == sheet_page(sheet, None)
    entry = LedgerEntry.objects.select_related("body").get(kind="edition.frozen")
    assert (entry.seq, entry.digest) == (edition.ledger_seq, edition.ledger_digest)
    assert entry.body.body["page"] == ledger.digest_of(edition.page)
    assert message_of(sheet)["edition"] == 1


def test_the_code_is_80_bits_in_letters_nobody_mixes_up(cast: Cast) -> None:
    edition: StoredPdf = released(cast).pdfs.get()
    assert codes.PRINTED.fullmatch(edition.code)
    assert len(codes.ALPHABET) ** codes.LENGTH == 2**80
    assert not set("ILOU") & set(codes.ALPHABET)
    link = PublicLink.objects.get(token_hash=codes.hash_of_code(edition.code))
    assert link.centre_id == edition.centre_id


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k7qd-2m4x-9prt-vw3h", "K7QD2M4X9PRTVW3H"),
        (" K7QD 2M4X 9PRT VW3H ", "K7QD2M4X9PRTVW3H"),
        ("K7QD–2M4X–9PRT–VWiO", "K7QD2M4X9PRTVW10"),
        ("K7QD-2M4X-9PRT-VW3", ""),
        ("K7QD-2M4X-9PRT-VW3HU", ""),
        ("K7QD-2M4X-9PRT-VW3U", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str, read: str) -> None:
    assert codes.plain(typed) == read


def test_the_task_prints_seals_stores_and_notes_it_once(cast: Cast, northgate: Centre, settings: Any) -> None:
    from centres import keys

    pytest.importorskip("weasyprint", exc_type=OSError)
    edition = made(cast)
    body = store.open_stored(northgate.pk, edition.sha256).read()
    assert (hashlib.sha256(body).hexdigest(), len(body)) == (edition.sha256, edition.size)
    assert read_seal(body, keys.known_certificates()).holds
    from tests.marksheets.paper import read

    text = read(body).text
    assert f"Edition 1 · {edition.code}" in text
    assert f"at {settings.PUBLIC_ADDRESS}/verify/{codes.plain(edition.code)}/" in text
    assert f"Ledger entry {edition.ledger_seq} · {edition.ledger_digest[:16]}" in text
    assert "Sealed electronically by Northgate Leadership Centre (DEMO) · key" in text
    assert "DEMO: the key is a demonstration’s, the seal proves nothing." in text
    assert LedgerEntry.objects.filter(kind="pdf.stored").count() == 1
    assert Job.objects.get(kind="pdf").state == Job.State.DONE


def test_it_prints_what_was_frozen_whatever_was_changed_since(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[SheetPage] = []
    monkeypatch.setattr(render, "render_sheet", lambda page, *, draft: printed.append(page) or b"%PDF-")
    monkeypatch.setattr("marksheets.pdf.sealing.seal_pdf", lambda body, key, **about: body)
    sheet = released(cast)
    before = sheet_page(sheet, None)
    cast["ada"].name = "Somebody Else"
    cast["ada"].save()
    render_edition(message_of(sheet))
    (page,) = printed
    assert replace(page, edition=None) == before
    assert page.assessor_name == "Ada Byrne"
    assert page.edition is not None and page.edition.ledger_digest == sheet.pdfs.get().ledger_digest


@pytest.mark.usefixtures("quick_printer")
def test_a_second_delivery_changes_nothing(cast: Cast, settings: Any) -> None:
    edition = made(cast)
    render_edition(message_of(edition.sheet))
    assert StoredPdf.objects.get().made_at == edition.made_at
    assert stored(settings.MEDIA_ROOT) == [edition.sha256]
    assert LedgerEntry.objects.filter(kind="pdf.stored").count() == 1


@pytest.mark.usefixtures("quick_printer")
def test_of_two_workers_at_once_one_stores_and_the_others_bytes_go(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marksheets.pdf import sealing

    sheet, seal_pdf = released(cast), sealing.seal_pdf

    def slowly(*given: Any, **said: Any) -> bytes:
        monkeypatch.setattr(sealing, "seal_pdf", seal_pdf)
        render_edition(message_of(sheet))  # the other worker, from beginning to end
        return seal_pdf(*given, **said)

    monkeypatch.setattr(sealing, "seal_pdf", slowly)
    render_edition(message_of(sheet))
    edition: StoredPdf = sheet.pdfs.get()
    assert stored(settings.MEDIA_ROOT) == [edition.sha256]
    assert LedgerEntry.objects.filter(kind="pdf.stored").count() == 1
    assert PublicLink.objects.filter(token_hash=codes.hash_of_file(edition.sha256)).count() == 1


@pytest.mark.usefixtures("quick_printer")
@pytest.mark.parametrize("where", ["marksheets.pdf.sealing.seal_pdf", "assessments.files.store.keep"])
def test_a_worker_that_dies_leaves_nothing_and_the_next_finishes(cast: Cast, settings: Any, where: str) -> None:
    class Killed(BaseException):
        """As if the process ended here."""

    def die(*given: Any, **said: Any) -> None:
        raise Killed

    sheet = released(cast)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(where, die)
        render_edition(message_of(sheet))
    assert [name for name in stored(settings.MEDIA_ROOT) if len(name) == 64] == []
    assert edition_of(sheet) is None
    render_edition(message_of(sheet))
    assert edition_of(sheet) is not None


def test_without_a_key_it_waits_and_says_so(cast: Cast, settings: Any) -> None:
    sheet = released(cast)
    settings.PRODUCTION = True
    with pytest.raises(TryLater, match="has no key to seal with"):
        render_edition(message_of(sheet))
    assert Job.objects.get(kind="pdf").sentence.startswith("The PDF waits. Northgate Leadership Centre has no key")
    assert edition_of(sheet) is None


@pytest.mark.usefixtures("quick_printer")
def test_a_message_of_the_first_landing_freezes_what_was_released_and_prints_it(cast: Cast) -> None:
    sheet = released(cast)
    StoredPdf.objects.filter(sheet=sheet).delete()  # as that landing left it: released, and nothing frozen
    OutboxMessage.objects.filter(topic="marksheet.render").delete()
    old = {"centre_id": sheet.centre_id, "sheet": str(sheet.pk), "revision": 1}
    render_edition(old)
    edition = edition_of(sheet)
    assert edition is not None and thaw(edition.page) == sheet_page(sheet, None)
    render_edition(old)
    assert sheet.pdfs.count() == 1


def test_an_old_message_of_a_sheet_that_was_opened_again_freezes_nothing(cast: Cast) -> None:
    sheet = released(cast)
    StoredPdf.objects.filter(sheet=sheet).delete()
    MarkSheet.objects.filter(pk=sheet.pk).update(state="disputed")
    render_edition({"centre_id": sheet.centre_id, "sheet": str(sheet.pk), "revision": 1})
    assert sheet.pdfs.count() == 0


def test_no_two_editions_of_a_sheet_have_one_number(cast: Cast) -> None:
    edition: StoredPdf = released(cast).pdfs.get()
    another = StoredPdf(sheet=edition.sheet, revision=1, edition=1, page=edition.page)
    with pytest.raises(IntegrityError), transaction.atomic():
        another.save(force_insert=True)


@pytest.mark.usefixtures("quick_printer")
def test_the_form_on_the_page_is_the_latest_edition_that_is_made(cast: Cast, northgate: Centre) -> None:
    first = made(cast)
    second = actions.freeze_edition(first.sheet, by=cast["iqbal"])
    assert (second.edition, second.code != first.code) == (2, True)
    assert edition_of(first.sheet) == first
    state = pdf_state(first.sheet, northgate)
    assert state["pdf_url"] and "being made" in state["pdf_note"]
    render_edition(message_of(first.sheet))
    assert edition_of(first.sheet) == second
    assert pdf_state(first.sheet, northgate)["pdf_note"] == ""


@pytest.mark.parametrize("sample", sample_page.ALL)
def test_a_page_comes_back_as_it_was_frozen(sample: Any) -> None:
    assert thaw(freeze(sample())) == sample()


def test_a_field_an_old_page_did_not_have_is_empty_and_one_no_page_has_is_passed_over() -> None:
    page = sample_page.d7_01()
    old = freeze(page)
    del old["iqa_name"], old["documents"], old["resolution"], old["assessor_box"], old["rows"][0]["short"]
    old["colour"] = "blue"
    rows = (replace(page.rows[0], short=""), *page.rows[1:])
    assert thaw(old) == replace(page, iqa_name="", documents=(), assessor_box=None, rows=rows)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("version", "3", "page.version is str"),
        ("declared", 1, "page.declared is int"),
        ("rows", {}, "page.rows is not the list"),
        ("rows", ["a row"], r"page.rows\[0\] is str, not an object"),
        ("submitted_at", "yesterday", "page.submitted_at is no moment"),
        ("marking_as", "learner", "page.marking_as is str"),
        ("choices", [["only one"]], r"page.choices\[0\] is not the list"),
    ],
)
def test_a_page_with_something_else_in_it_is_refused(name: str, value: Any, sentence: str) -> None:
    with pytest.raises(NotThisPage, match=sentence):
        thaw({**freeze(sample_page.d7_01()), name: value})


def test_a_page_that_lacks_what_cannot_be_empty_is_refused() -> None:
    with pytest.raises(NotThisPage, match="page.submitted_at is missing"):
        thaw({field.name: None for field in fields(SheetPage) if field.name == "edition"})
    with pytest.raises(NotThisPage, match="page is list, not an object"):
        thaw([])  # type: ignore[arg-type]
