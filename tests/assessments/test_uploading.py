"""A file in pieces: what is acknowledged is there, and nothing is attached before it is whole and looked into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.files import store
from assessments.files.refusals import refusal
from assessments.models import Evidence, StoredFile, Submission
from assessments.uploading import actions, spool
from assessments.uploading.models import PartialUpload, RefusedFile
from assessments.uploading.scanning import AWAY, scan_held
from centres.ids import uuid7
from centres.models import Appointment, Centre, Notice, OutboxMessage
from centres.outbox import TryLater
from centres.refusals import NotYours, Refused, Unfit
from centres.scope import tenant
from tests import diaries, story
from tests.assessments import file_samples

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
FILE = file_samples.pdf(file_samples.lines("My own work, in pieces."))
HERE = "/c/northgate/uploads/"


def begun(cast: Cast, size: int = len(FILE), **more: Any) -> PartialUpload:
    target = more.pop("target", None) or story.draft(cast)
    return actions.begin(target, **{"name": "work.pdf", "fingerprint": "f", **more}, size=size, by=cast["lena"])


def lies(upload: PartialUpload) -> bytes:
    return b"".join(spool.chunks(upload.centre_id, upload.pk, upload.size, root=actions.root()))


def test_pieces_make_the_file(cast: Cast) -> None:
    upload = begun(cast)
    for start in range(0, len(FILE), 100):
        upload.refresh_from_db()
        assert actions.add(upload, start, FILE[start : start + 100]) == min(start + 100, len(FILE))
    upload.refresh_from_db()
    assert lies(upload) == FILE

    added, refusals = actions.end(upload, actions.whole(upload), by=cast["lena"])

    assert refusals == []
    assert added[0].sha256 == hashlib.sha256(FILE).hexdigest()
    assert (added[0].name, added[0].pages) == ("work.pdf", 1)
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize("offset", [0, 50, 101, 10_000_000])
def test_a_piece_goes_on_where_the_upload_stands_or_nowhere(cast: Cast, offset: int) -> None:
    upload = begun(cast)
    actions.add(upload, 0, FILE[:100])
    with pytest.raises(Refused):
        actions.add(upload, offset, FILE[100:150])
    upload.refresh_from_db()
    assert upload.received == 100
    assert lies(upload)[:100] == FILE[:100]


def test_the_same_piece_twice_is_added_once(cast: Cast) -> None:
    upload = begun(cast)
    other_tab = PartialUpload.objects.get(pk=upload.pk)
    actions.add(upload, 0, FILE[:100])
    with pytest.raises(Refused, match="ask where it stands") as refused:
        actions.add(other_tab, 0, FILE[:100])
    assert refused.value.code == "offset"
    other_tab.refresh_from_db()
    assert other_tab.received == 100


def test_what_a_dead_process_wrote_beyond_is_cut_off(cast: Cast) -> None:
    upload = begun(cast)
    actions.add(upload, 0, FILE[:100])
    spool.write(
        upload.centre_id, upload.pk, 100, b"never acknowledged", root=actions.root()
    )  # and its transaction ended
    upload.refresh_from_db()
    actions.add(upload, 100, FILE[100:])
    upload.refresh_from_db()
    assert lies(upload) == FILE


def test_lost_pieces_are_sent_again(cast: Cast) -> None:
    upload = begun(cast)
    actions.add(upload, 0, FILE[:100])
    spool.forget(upload.centre_id, upload.pk, root=actions.root())
    assert begun(cast).received == 0


def test_the_same_file_goes_on_and_another_begins_anew(cast: Cast) -> None:
    upload = begun(cast)
    actions.add(upload, 0, FILE[:100])
    assert (begun(cast).pk, begun(cast).received) == (upload.pk, 100)
    assert begun(cast, fingerprint="g").pk != upload.pk
    assert begun(cast, size=len(FILE) + 1).pk != upload.pk
    assert begun(cast, target=story.draft(cast, "D7.04")).pk != upload.pk


@pytest.mark.parametrize(("size", "sentence"), [(0, "is empty"), (26_214_401, "larger than 25 MB"), (-1, "is empty")])
def test_its_size_is_bounded(cast: Cast, size: int, sentence: str) -> None:
    with pytest.raises(Unfit, match=sentence):
        begun(cast, size=size)


def test_one_person_begins_so_many(cast: Cast) -> None:
    for number in range(actions.MOST_OPEN):
        begun(cast, fingerprint=str(number))
    with pytest.raises(Refused, match="Too many uploads"):
        begun(cast, fingerprint="more")
    PartialUpload.objects.all().delete()
    for number in range(4):
        begun(cast, size=25 * 1024 * 1024, fingerprint=str(number))
    with pytest.raises(Refused, match="Too many uploads"):
        begun(cast, fingerprint="more")


def test_only_into_ones_own_draft(cast: Cast) -> None:
    with pytest.raises(NotYours):
        actions.begin(story.draft(cast), name="x.pdf", size=9, fingerprint="", by=cast["mara"])
    handed_in = story.handed_in(cast)
    with pytest.raises(Refused, match="can no longer be changed"):
        begun(cast, target=handed_in)
    entry = diaries.session(cast)
    assert begun(cast, target=entry).entry == entry
    with pytest.raises(NotYours):
        actions.begin(entry, name="x.pdf", size=9, fingerprint="", by=cast["ada"])


def test_what_was_left_for_a_day_is_forgotten(cast: Cast) -> None:
    upload, kept = begun(cast), begun(cast, fingerprint="g")
    actions.add(upload, 0, FILE[:100])
    PartialUpload.objects.filter(pk=upload.pk).update(touched_at=timezone.now() - timedelta(hours=25))
    assert actions.forget_old() == 1
    assert list(PartialUpload.objects.all()) == [kept]


@pytest.mark.parametrize(
    "body",
    [
        b"MZ\x90\x00 a program",
        file_samples.pdf(file_samples.lines("x"), catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    ],
)
def test_a_hostile_file_in_pieces_is_refused_as_a_whole_one_is(cast: Cast, body: bytes) -> None:
    upload = begun(cast, size=len(body))
    actions.add(upload, 0, body)
    upload.refresh_from_db()
    added, refusals = actions.end(upload, actions.whole(upload), by=cast["lena"])
    assert added == []
    assert len(refusals) == 1
    assert not Evidence.objects.exists()
    assert RefusedFile.objects.get().name.startswith("work.pdf")
    assert not StoredFile.objects.exists()


@given(cuts=st.lists(st.integers(1, len(FILE) - 1), max_size=6), again=st.integers(0, 5))
def test_however_it_is_cut_it_is_the_same_file(tmp_path_factory: Any, cuts: list[int], again: int) -> None:
    root, upload = tmp_path_factory.mktemp("spool"), uuid7()
    places = sorted({0, *cuts, len(FILE)})
    for number, (start, stop) in enumerate(pairwise(places)):
        if number == again:
            spool.write(1, upload, start, FILE[start:stop] + b"more", root=root)  # broke off, and is sent once more
        spool.write(1, upload, start, FILE[start:stop], root=root)
    assert b"".join(spool.chunks(1, upload, len(FILE), root=root)) == FILE
    assert spool.there(1, upload, root=root) == len(FILE)


# As a browser does it -------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(northgate: Centre, staff: Cast) -> Submission:
    with tenant(northgate):
        return story.draft(staff)


@pytest.fixture
def lena_(signed_in: SignIn) -> Client:
    return signed_in("lena@northgate.example")


def announced(client: Client, draft: Submission, size: int = len(FILE)) -> Any:
    sent = {"target": f"assignment:{draft.pk}", "name": "work.pdf", "size": size, "fingerprint": "f"}
    return client.post(HERE, sent)


def sent(client: Client, pk: str, offset: object, body: bytes) -> Any:
    return client.post(
        f"{HERE}{pk}/", body, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)}
    )


def test_from_the_first_piece_to_the_list_of_files(northgate: Centre, lena_: Client, draft: Submission) -> None:
    begins = announced(lena_, draft)
    assert (begins.status_code, begins.json()["offset"]) == (201, 0)
    pk = begins.json()["id"]
    assert sent(lena_, pk, 0, FILE[:300]).json()["offset"] == 300
    moved = sent(lena_, pk, 0, FILE[:300])
    assert (moved.status_code, moved.json()["offset"]) == (409, 300)
    assert lena_.get(f"{HERE}{pk}/").json() == {"id": pk, "offset": 300, "size": len(FILE)}
    early = lena_.post(f"{HERE}{pk}/end/")
    assert (early.status_code, early.json()["offset"]) == (409, 300)
    page = lena_.get(f"/c/northgate/assignments/{draft.pk}/").content.decode()
    assert "Choose the same file again" in page
    assert sent(lena_, pk, 300, FILE[300:]).json()["offset"] == len(FILE)
    assert lena_.post(f"{HERE}{pk}/end/").json() == {"name": "work.pdf"}
    assert lena_.post(f"{HERE}{pk}/end/").status_code == 404
    with tenant(northgate):
        assert [file.sha256 for file in Evidence.objects.all()] == [hashlib.sha256(FILE).hexdigest()]


def test_rubbish_is_answered_in_a_sentence(lena_: Client, draft: Submission) -> None:
    for asked in (
        {},
        {"target": "x"},
        {"target": f"assignment:{draft.pk}", "size": "big"},
        {"target": "assignment:1", "size": 1},
    ):
        assert lena_.post(HERE, asked).status_code == 422
    nobody = {"target": "assignment:00000000-0000-7000-8000-000000000000", "size": "1"}
    assert lena_.post(HERE, nobody).status_code == 404
    assert lena_.post(HERE, {**nobody, "target": f"folder:{draft.pk}"}).status_code == 404
    pk = announced(lena_, draft).json()["id"]
    for offset, body in (("", b"x"), ("a", b"x"), ("-1", b"x"), ("9" * 13, b"x"), (0, b""), (0, FILE + b"x")):
        assert sent(lena_, pk, offset, body).status_code in {409, 422}, (offset, body[:5])
    assert lena_.post(f"{HERE}{pk}/", {"a": "form"}, headers={"Upload-Offset": "0"}).status_code == 422


def test_somebody_elses_upload_is_not_there(
    lena_: Client, signed_in: SignIn, draft: Submission, northgate: Centre
) -> None:
    pk = announced(lena_, draft).json()["id"]
    for who in ("mara@northgate.example", "kofi@southbank.example"):
        other = signed_in(who)
        here = HERE if "northgate" in who else HERE.replace("northgate", "southbank")
        for answered in (
            other.get(f"{here}{pk}/"),
            other.post(f"{here}{pk}/", b"x", content_type="application/octet-stream", headers={"Upload-Offset": "0"}),
            other.post(f"{here}{pk}/end/"),
            other.post(f"{here}{pk}/forget/"),
            other.post(here, {"target": f"assignment:{draft.pk}", "name": "x", "size": 3}),
        ):
            assert answered.status_code == 404
    with tenant(northgate):
        assert PartialUpload.objects.get().received == 0


def test_it_can_be_forgotten(northgate: Centre, lena_: Client, draft: Submission) -> None:
    pk = announced(lena_, draft).json()["id"]
    assert lena_.post(f"{HERE}{pk}/forget/").status_code == 302
    with tenant(northgate):
        assert not PartialUpload.objects.exists()


# Quarantine -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A scanner that is configured and does not answer."""
    monkeypatch.setenv("CLAMD_SOCKET", str(tmp_path / "nobody.ctl"))


def held(lena_: Client, draft: Submission) -> dict[str, Any]:
    pk = announced(lena_, draft).json()["id"]
    sent(lena_, pk, 0, FILE)
    return json.loads(lena_.post(f"{HERE}{pk}/end/").content)  # type: ignore[no-any-return]


def payload_of(northgate: Centre) -> dict[str, Any]:
    with tenant(northgate):
        return {"centre_id": northgate.pk, **OutboxMessage.objects.get(topic="file.scan").payload}


def test_a_file_waits_in_quarantine_while_the_scanner_is_away(
    away: None, northgate: Centre, lena_: Client, draft: Submission, signed_in: SignIn
) -> None:
    assert held(lena_, draft) == {"name": "work.pdf"}
    with tenant(northgate):
        file = Evidence.objects.get()
    assert file.scan == "held"
    page = lena_.get(f"/c/northgate/assignments/{draft.pk}/").content.decode()
    assert "Held until it is scanned for viruses." in page
    refused = lena_.get(f"/c/northgate/files/{file.pk}/")
    assert refused.status_code == 409
    assert "Nobody reads it before" in refused.content.decode()
    assert lena_.get(f"/c/northgate/files/{file.pk}/pages/1/").status_code == 404
    assert lena_.get(f"/api/v1/c/northgate/files/{file.pk}/").status_code == 409
    body = {"answers": "1", "declared": "1", "choice-looking": "forward"}
    checked = lena_.post(f"/c/northgate/assignments/{draft.pk}/check/", body)
    assert checked.status_code == 422
    assert "“work.pdf” is held until it is scanned" in checked.content.decode()
    office = signed_in("cara@northgate.example").get("/c/northgate/office/files/").content.decode()
    assert "One file is held until it is scanned." in office
    with pytest.raises(TryLater, match=AWAY):
        scan_held(payload_of(northgate))


def test_scanned_it_is_free(
    away: None, northgate: Centre, lena_: Client, draft: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(lena_, draft)
    monkeypatch.setattr("assessments.uploading.scanning.scan_now", lambda path: "clean")
    scan_held(payload_of(northgate))
    scan_held(payload_of(northgate))  # delivered twice
    with tenant(northgate):
        assert Evidence.objects.get().scan == "clean"
        assert Notice.objects.filter(sentence="“work.pdf” was scanned and is free.").count() == 1


def test_a_find_takes_it_away_and_leaves_a_record(
    away: None,
    northgate: Centre,
    lena_: Client,
    draft: Submission,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    held(lena_, draft)

    def virus(path: Path) -> str:
        raise refusal("virus")

    monkeypatch.setattr("assessments.uploading.scanning.scan_now", virus)
    with django_capture_on_commit_callbacks(execute=True):
        scan_held(payload_of(northgate))
    with tenant(northgate):
        assert not Evidence.objects.exists()
        record = RefusedFile.objects.get()
        assert (record.name, record.code) == ("work.pdf", "virus")
        assert "was taken away" in Notice.objects.get(to__name__startswith="Lena").sentence
    assert not store.path_of(northgate.pk, hashlib.sha256(FILE).hexdigest(), root=settings.MEDIA_ROOT).exists()
