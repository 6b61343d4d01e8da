"""The page where anybody checks a printed form: what it tells, what it never tells, what it cannot be led to say."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from assessments.files import store
from centres import keys
from centres.models import Centre, LedgerEntry
from centres.scope import tenant
from marksheets import actions, codes
from marksheets.models import MarkSheet, StoredPdf
from marksheets.pages import verify
from marksheets.pdf import render
from marksheets.pdf.sealing import seal_pdf
from marksheets.tasks import printed_page
from tests.marksheets.editions import made
from tests.story import Cast

print_it = render.render_sheet  # before any story puts a quicker one in its place
UNKNOWN = "0000-0000-0000-0000"
FIELDS = {
    *("standing", "sentence", "centre_name", "centre_number", "assessment_code", "edition", "latest_edition", "code"),
    *("released_at", "made_at", "since", "ledger_seq", "ledger_digest", "by_file", "demo"),
}


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has asked yet, and no minute ends in the middle of a story."""
    monkeypatch.setattr("centres.limits.time", lambda: 1_000_000.0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def edition(northgate: Centre, staff: Cast, quick_printer: None) -> StoredPdf:
    """A released form of Northgate's, sealed and stored."""
    with tenant(northgate):
        return made(staff)


@pytest.fixture
def body(edition: StoredPdf) -> bytes:
    """Its bytes, as the learner has them."""
    return store.open_stored(edition.centre_id, edition.sha256).read()


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def page_of(edition: StoredPdf) -> str:
    return read(f"/verify/{codes.plain(edition.code)}/")


def send(body: bytes, at: str = "/verify/", name: str = "form.pdf") -> Any:
    return Client().post(at, {"file": SimpleUploadedFile(name, body, "application/pdf")})


def standing_of(body: bytes) -> str:
    """By upload, through the twin for programs."""
    return str(send(body, "/api/v1/verify/").json()["standing"])


def change(edition: StoredPdf, **fields: Any) -> None:
    with tenant(Centre.objects.get(pk=edition.centre_id)):
        MarkSheet.objects.filter(pk=edition.sheet_id).update(**fields)


def test_a_valid_edition_says_which_and_names_nobody(edition: StoredPdf, northgate: Centre) -> None:
    page = page_of(edition)
    assert "This mark sheet is valid." in page
    assert "This is the latest edition, and the result stands." in page
    for said in (northgate.name, northgate.number, "D7.01", "1, the latest", edition.code, edition.ledger_digest[:16]):
        assert str(said) in page
    drawn = (edition.code, edition.ledger_digest[:16])  # by lot: they may hold any letters and figures
    rest = page.replace(drawn[0], "").replace(drawn[1], "")
    for never in ("Lena", "Fischer", "Ada", "Byrne", "Iqbal", "N-001", "PASS", "REFERRAL", "53"):
        assert never not in rest
    assert "This is about the code." in page
    assert "This is a demonstration" in page


@pytest.mark.parametrize(
    ("fields", "heading", "sentence"),
    [
        (
            {
                "state": "disputed",
                "under_review_since": datetime(2026, 12, 3, 12, tzinfo=UTC),
            },
            "This mark sheet is under review.",
            "The centre is looking at this result again.",
        ),
        (
            {"state": "void", "voided_at": datetime(2026, 12, 4, 12, tzinfo=UTC)},
            "This mark sheet is withdrawn.",
            "The centre has withdrawn this result.",
        ),
    ],
)
def test_what_became_of_the_result_since(
    edition: StoredPdf, body: bytes, fields: dict[str, Any], heading: str, sentence: str
) -> None:
    change(edition, **fields)
    assert heading in page_of(edition) and sentence in page_of(edition)
    assert sentence in send(body).content.decode()


def test_a_newer_edition_supersedes_the_older_from_the_moment_it_is_frozen(
    edition: StoredPdf, northgate: Centre, staff: Cast
) -> None:
    with tenant(northgate):
        second = actions.freeze_edition(edition.sheet, by=staff["iqbal"])
    page = page_of(edition)
    assert "Edition 2 of this form has taken its place." in page
    assert "1; the latest is 2" in page
    assert "No form with this code was made here." in page_of(second)  # nobody can hold a paper with it yet


def test_the_file_as_it_was_stored_is_said_to_be_so(edition: StoredPdf, body: bytes) -> None:
    page = " ".join(send(body).content.decode().split())
    assert "This mark sheet is valid." in page
    assert "The file you sent is, byte for byte, the one that was stored. It was not kept." in page


def test_a_changed_file_is_altered_and_leads_to_what_the_code_says(edition: StoredPdf, body: bytes) -> None:
    page = " ".join(send(body + b"\n").content.decode().split())
    assert "This file was altered." in page
    assert "This file is not, byte for byte, what was stored." in page
    assert f'href="/verify/{edition.code}/"' in page
    assert "valid" not in page.lower() and "Northgate" not in page  # nothing there lends it a name


def test_1000_flips_with_the_ledger_at_hand_are_all_refused(edition: StoredPdf, body: bytes, tmp_path: Path) -> None:
    chance, file = random.Random(3), tmp_path / "flipped.pdf"  # noqa: S311
    for number in range(1000):
        changed = bytearray(body)
        changed[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        assert verify.by_file(hashlib.sha256(changed).hexdigest()) is None
        if number % 25 == 0:  # the rest of the way to the answer is longer, and the same for all
            file.write_bytes(changed)
            assert verify.by_upload(file).standing == "altered"


def test_a_form_whose_seal_was_stripped_is_known_by_the_code_in_its_words(
    edition: StoredPdf, northgate: Centre
) -> None:
    stripped = print_it(printed_page(edition, keys.key_of(northgate).certificate), draft=False)
    assert b"Countersign edition" not in stripped
    assert standing_of(stripped) == "altered"


def test_a_form_whose_code_was_stripped_is_known_by_the_seal(edition: StoredPdf, body: bytes) -> None:
    assert standing_of(body.replace(b"Countersign edition", b"Somebody's edition_")) == "altered"


def test_a_form_of_another_installation_is_unknown(
    edition: StoredPdf, northgate: Centre, paper: bytes, settings: Any, tmp_path: Path
) -> None:
    ours = settings.COUNTERSIGN_KEYS
    settings.COUNTERSIGN_KEYS = tmp_path / "theirs"
    theirs = seal_pdf(paper, keys.key_of(northgate), number=1, code=codes.fresh())
    settings.COUNTERSIGN_KEYS = ours
    assert standing_of(theirs) == "unknown"
    assert "It may come from another installation." in send(theirs).content.decode()


@pytest.mark.parametrize("rubbish", [b"x", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 99, b"\xff" * 4096])
def test_what_is_no_form_at_all_is_unknown(db: None, rubbish: bytes) -> None:
    assert standing_of(rubbish) == "unknown"


def test_an_unknown_code_has_the_page_of_a_known_one(db: None) -> None:
    for code in (codes.fresh(), "nonsense", "x" * 300, "%00", "<b>"):
        answer = Client().get(f"/verify/{code}/")
        assert answer.status_code == 200
        assert "No form with this code was made here." in answer.content.decode()
        assert "<b>/" not in answer.content.decode()


def test_an_unknown_code_is_said_again_as_it_was_read(db: None) -> None:
    assert "K7QD-2M4X-9PRT-VW3H" in Client().get("/verify/k7qd2m4x9prtvw3h/").content.decode()


def test_a_code_is_typed_however_it_was_read(edition: StoredPdf) -> None:
    typed = f" {edition.code.lower().replace('-', ' ')} "
    answer = Client().get("/verify/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{codes.plain(edition.code)}/")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Type the code that stands on the form."), ("K7QD", "A code has sixteen letters and digits")],
)
def test_what_is_no_code_gets_a_sentence_and_stays_in_the_field(db: None, typed: str, sentence: str) -> None:
    answer = Client().get("/verify/", {"code": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not typed or f'value="{typed}"' in answer.content.decode()


def test_no_file_a_large_file_and_a_broken_form_get_a_sentence(db: None) -> None:
    answer = Client().post("/verify/", {})
    assert (answer.status_code, "Choose the PDF first." in answer.content.decode()) == (422, True)
    answer = send(b"x" * (5 * 1024 * 1024 + 1))
    assert (answer.status_code, "larger than 5 MB" in answer.content.decode()) == (413, True)
    broken = {"content_type": "multipart/form-data; boundary=", "data": b"nothing"}
    answer = Client().post("/verify/", **broken)
    assert (answer.status_code, "broke off or is no form" in answer.content.decode()) == (400, True)
    answer = Client().post("/api/v1/verify/", **broken)
    assert (answer.status_code, answer.json()["code"]) == (400, "file")


def test_nothing_that_is_sent_is_kept_and_nothing_is_written(
    edition: StoredPdf, northgate: Centre, body: bytes, settings: Any
) -> None:
    def traces() -> tuple[list[Path], int]:
        with tenant(northgate):
            return sorted(settings.MEDIA_ROOT.rglob("*")), LedgerEntry.objects.count()

    before = traces()
    send(body)
    send(body + b" ")
    page_of(edition)
    assert traces() == before


def test_the_answer_is_kept_by_no_cache_and_sets_no_cookie(edition: StoredPdf) -> None:
    answer = Client().get(f"/verify/{codes.plain(edition.code)}/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_who_asks_too_often_waits_a_minute(edition: StoredPdf) -> None:
    address = f"/verify/{codes.plain(edition.code)}/"
    assert {Client().get(address).status_code for _ in range(30)} == {200}
    answer = Client().get(address)
    assert answer.status_code == 429
    assert "That was often. Wait a minute, then try again" in answer.content.decode()
    assert Client().get(f"/api/v1{address}").json() == {
        "detail": "That was often. Wait a minute, then try again; nothing is lost.",
        "code": "too_often",
    }
    assert Client().get(address, REMOTE_ADDR="192.0.2.7").status_code == 200  # somebody else may


def test_files_are_taken_ten_times_a_minute(db: None) -> None:
    assert [send(b"x", "/api/v1/verify/").status_code for _ in range(11)] == [200] * 10 + [429]


def test_programs_get_the_same_answer(edition: StoredPdf, body: bytes, northgate: Centre) -> None:
    found = Client().get(f"/api/v1/verify/{edition.code}/").json()
    assert set(found) == FIELDS
    assert (found["standing"], found["edition"], found["by_file"]) == ("valid", 1, False)
    assert (found["centre_name"], found["assessment_code"]) == (northgate.name, "D7.01")
    unknown = Client().get(f"/api/v1/verify/{UNKNOWN}/").json()
    assert (set(unknown), unknown["standing"], unknown["centre_name"]) == (FIELDS, "unknown", "")
    assert send(body, "/api/v1/verify/").json()["by_file"] is True


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_verbs_are_refused(db: None, method: str) -> None:
    for address in ("/verify/", f"/verify/{UNKNOWN}/", f"/api/v1/verify/{UNKNOWN}/"):
        assert getattr(Client(), method)(address).status_code == 405


def verify_pdf(tmp_path: Path, body: bytes) -> tuple[int, str]:
    file, out = tmp_path / "form.pdf", io.StringIO()
    file.write_bytes(body)
    try:
        call_command("verify_pdf", str(file), "--known", stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_with_the_ledger_at_hand(
    edition: StoredPdf, body: bytes, northgate: Centre, tmp_path: Path
) -> None:
    code, said = verify_pdf(tmp_path, body)
    assert code == 0
    assert said.splitlines() == [
        "Valid: this is the latest edition, and the result stands.",
        f"It is edition 1 of D7.01, {northgate.name} ({northgate.number}), code {edition.code}.",
    ]
    code, said = verify_pdf(tmp_path, body + b" ")
    assert (code, said.startswith("Altered: ")) == (1, True)
    change(edition, state="void")
    code, said = verify_pdf(tmp_path, body)
    assert (code, said.startswith("Withdrawn: ")) == (1, True)


def test_the_command_says_when_the_records_do_not_hold(
    edition: StoredPdf, body: bytes, northgate: Centre, tmp_path: Path
) -> None:
    with tenant(northgate):
        StoredPdf.objects.filter(pk=edition.pk).update(page={**edition.page, "learner_name": "Mara"})
    code, said = verify_pdf(tmp_path, body)
    assert code == 1
    assert "But the records do not hold together. Edition 1 of sheet" in said
