"""An act that is sent twice is done once, and answered as it was the first time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from assessments.models import Evidence, StoredFile, Submission
from centres import once, tasks
from centres.models import AnsweredAct, Appointment, Centre, LedgerEntry, Notice
from centres.scope import tenant
from tests import story
from tests.assessments import file_samples

SignIn = Callable[[str], Client]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.IGNORECASE | re.DOTALL)


@pytest.fixture
def drafted(northgate: Centre, staff: dict[str, Appointment]) -> Submission:
    """Lena's empty draft."""
    with tenant(northgate):
        return story.draft(staff)


@pytest.fixture
def handed_in(northgate: Centre, staff: dict[str, Appointment]) -> Submission:
    """Lena's submission, with nobody yet."""
    with tenant(northgate):
        return story.handed_in(staff)


def _times(kind: str, centre: Centre) -> int:
    with tenant(centre):
        return LedgerEntry.objects.filter(kind=kind).count()


def test_a_form_sent_twice_allocates_once_and_shows_the_same_page(
    signed_in: SignIn, northgate: Centre, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    cara, ada = signed_in("cara@northgate.example"), staff["ada"]
    sent = {"assessor": str(ada.pk), "once": "k1"}
    path = f"/c/northgate/office/allocate/{handed_in.pk}/"
    first, again = cara.post(path, sent), cara.post(path, sent)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert _times("submission.allocated", northgate) == 1
    with tenant(northgate):
        assert Notice.objects.filter(to=ada).count() == 1
    assert cara.get(again["Location"]).content.count(b"is now with Ada Byrne") == 1


def test_the_sentence_is_said_again_to_somebody_who_never_saw_the_first_answer(
    signed_in: SignIn, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    sent = {"assessor": str(staff["ada"].pk), "once": "k1"}
    path = f"/c/northgate/office/allocate/{handed_in.pk}/"
    signed_in("cara@northgate.example").post(path, sent)
    other_browser = signed_in("cara@northgate.example")
    assert b"is now with Ada Byrne" in other_browser.post(path, sent, follow=True).content


def test_a_page_reached_by_back_and_changed_is_another_act(
    signed_in: SignIn, northgate: Centre, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    cara = signed_in("cara@northgate.example")
    path = f"/c/northgate/office/allocate/{handed_in.pk}/"
    for name in ("ada", "sunil"):
        cara.post(path, {"assessor": str(staff[name].pk), "once": "k1"})
    assert _times("submission.allocated", northgate) == 2
    with tenant(northgate):
        assert Submission.objects.get(pk=handed_in.pk).assessor == staff["sunil"]


def test_a_refused_act_may_be_tried_again_under_its_key(
    signed_in: SignIn, northgate: Centre, drafted: Submission
) -> None:
    lena, path = signed_in("lena@northgate.example"), f"/c/northgate/assignments/{drafted.pk}/submit/"
    assert lena.post(path, {"once": "k1"}).status_code == 422
    with tenant(northgate):
        assert not AnsweredAct.objects.exists()
        story.work.attach(drafted, story.taken(_people(northgate)), by=_people(northgate)["lena"])
        by = _people(northgate)["lena"]
        story.work.answer(drafted, choices={"looking": "forward"}, declared=True, refuses=False, by=by)
    assert lena.post(path, {"once": "k1"}).status_code == 302


def test_the_key_of_one_person_says_nothing_about_anothers(
    signed_in: SignIn, northgate: Centre, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    path = f"/c/northgate/office/allocate/{handed_in.pk}/"
    for name in ("cara", "leo"):
        answer = signed_in(f"{name}@northgate.example").post(path, {"assessor": str(staff["ada"].pk), "once": "k1"})
        assert "Idempotent-Replayed" not in answer
    assert _times("submission.allocated", northgate) == 2


def test_an_upload_sent_twice_is_one_file_in_one_place(
    signed_in: SignIn, northgate: Centre, drafted: Submission
) -> None:
    lena, path = signed_in("lena@northgate.example"), f"/c/northgate/assignments/{drafted.pk}/files/"
    essay = file_samples.essay()

    def send() -> Any:
        return lena.post(path, {"file": SimpleUploadedFile("essay.docx", essay), "once": "k1"})

    assert [send().status_code, send().status_code] == [302, 302]
    with tenant(northgate):
        assert Evidence.objects.filter(submission=drafted).count() == 1
        assert StoredFile.objects.get().references == 1
    kept = [path for path in (Path(settings.MEDIA_ROOT) / str(northgate.pk)).rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [essay]


def test_a_corrected_file_of_the_same_name_and_size_is_another_act(
    signed_in: SignIn, northgate: Centre, drafted: Submission
) -> None:
    lena, path = signed_in("lena@northgate.example"), f"/c/northgate/assignments/{drafted.pk}/files/"
    one, other = file_samples.essay(), file_samples.essay().replace(b"PK\x03\x04\x14", b"PK\x03\x04\x15", 1)
    assert len(one) == len(other) and one != other
    for content in (one, other):
        lena.post(path, {"file": SimpleUploadedFile("essay.docx", content), "once": "k1"})
    with tenant(northgate):
        assert Evidence.objects.filter(submission=drafted).count() == 2


def test_a_switch_of_role_is_made_again_each_time(signed_in: SignIn, northgate: Centre) -> None:
    with tenant(northgate):
        ada = Appointment.objects.get(user__email="ada@northgate.example")
        second = Appointment.objects.create(centre=northgate, user=ada.user, role="iqa", name=ada.name)
    browser = signed_in("ada@northgate.example")
    for chosen in (second, ada, second):
        browser.post(f"/c/northgate/switch/{chosen.pk}/", {"once": "k1"})
        assert browser.session[f"role:{northgate.pk}"] == str(chosen.pk)


def test_a_key_is_sixty_four_characters_at_most(
    signed_in: SignIn, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    path, sent = f"/c/northgate/office/allocate/{handed_in.pk}/", {"assessor": str(staff["ada"].pk)}
    cara = signed_in("cara@northgate.example")
    assert [cara.post(path, {**sent, "once": "x" * 64}).status_code for _ in range(2)] == [302, 302]


def test_another_token_of_the_form_is_no_other_act(
    signed_in: SignIn, northgate: Centre, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    cara, path = signed_in("cara@northgate.example"), f"/c/northgate/office/allocate/{handed_in.pk}/"
    for token in ("one", "another"):
        cara.post(path, {"assessor": str(staff["ada"].pk), "once": "k1", "csrfmiddlewaretoken": token})
    assert _times("submission.allocated", northgate) == 1


def test_only_what_the_act_itself_said_is_said_again(
    signed_in: SignIn, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    """A sentence of an earlier act still waited to be shown when this one was sent."""
    cara, path = signed_in("cara@northgate.example"), f"/c/northgate/office/allocate/{handed_in.pk}/"
    cara.post(path, {"assessor": str(staff["sunil"].pk), "once": "k1"})
    cara.post(path, {"assessor": str(staff["ada"].pk), "once": "k2"})
    shown = signed_in("cara@northgate.example").post(
        path, {"assessor": str(staff["ada"].pk), "once": "k2"}, follow=True
    )
    assert b"is now with Ada Byrne" in shown.content and b"is now with Sunil Rao" not in shown.content


SENT: dict[str, Any] = {"method": "PATCH", "path": "/a/", "version": '"3"', "words": "One.", "bytes": b"file"}


@pytest.mark.parametrize(
    "other",
    [
        {"method": "PUT"},
        {"path": "/b/"},
        {"path": "/a/?then=next"},
        {"version": '"4"'},
        {"words": "Two."},
        {"bytes": b"fine"},
    ],
    ids=str,
)
def test_each_part_of_an_act_makes_it_this_act(other: dict[str, Any]) -> None:
    def digest(method: str, path: str, version: str, words: str, bytes: bytes) -> str:
        headers = {"HTTP_IDEMPOTENCY_KEY": "k1", "HTTP_IF_MATCH": version}
        file = SimpleUploadedFile("essay.docx", bytes)
        asked = once.by_program(RequestFactory().generic(method, path, **headers), {"words": words, "file": [file]})
        assert asked is not None and asked.key == "k1"
        assert file.read() == bytes  # whoever takes it in reads it from its beginning
        return asked.digest

    assert digest(**SENT) == digest(**SENT)
    assert digest(**{**SENT, **other}) != digest(**SENT)


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse(b"%PDF-\xff", content_type="application/pdf"),
        lambda: StreamingHttpResponse([b"essay"], content_type="text/plain"),
        lambda: HttpResponse("No.", status=400, content_type="text/plain"),
    ],
    ids=["a file", "a stream", "a refusal"],
)
def test_what_is_no_page_or_says_no_is_not_kept_but_answered_anew(
    northgate: Centre, staff: dict[str, Appointment], answer: Callable[[], Any]
) -> None:
    made: list[Any] = []

    def act() -> Any:
        made.append(answer())
        return made[-1]

    with tenant(northgate):
        for number in (1, 2):
            asked = once.Asked("k1", "d")
            assert once.answered(RequestFactory().post("/a/"), asked, staff["cara"], act) is made[-1]
            assert (len(made), AnsweredAct.objects.count()) == (number, 0)


@pytest.mark.parametrize("key", ["x" * 65, "two words", "schlüssel", "tab\t"])
def test_a_page_with_a_key_that_is_none_of_ours_is_refused(signed_in: SignIn, drafted: Submission, key: str) -> None:
    lena = signed_in("lena@northgate.example")
    answer = lena.post(f"/c/northgate/assignments/{drafted.pk}/submit/", {"once": key})
    assert answer.status_code == 422
    assert "Reload the page and send it again." in answer.content.decode()


def test_answers_older_than_a_week_are_cleared_a_few_at_a_time(
    northgate: Centre, southbank: Centre, staff: dict[str, Appointment]
) -> None:
    old, in_the_week = (timezone.now() - timedelta(days=7, minutes=minutes) for minutes in (1, -1))
    with tenant(northgate):
        for number in range(5):
            row = AnsweredAct(appointment=staff["ada"], key=f"old{number}", digest="", status=200, made_at=old)
            row.save()
        AnsweredAct(appointment=staff["ada"], key="new", digest="", status=200, made_at=in_the_week).save()
        assert once.forget(limit=2) == 2
    assert tasks.forget() == 3
    with tenant(northgate):
        assert [row.key for row in AnsweredAct.objects.all()] == ["new"]


def test_every_form_carries_what_every_form_must() -> None:
    """Our `csrf_token` brings the key and the role; so a form needs the token, and no other way to be safe."""
    forms = [(path, form) for path in TEMPLATES.rglob("*.html") for form in FORM.findall(path.read_text())]
    assert len(forms) > 30
    without = [path.name for path, form in forms if "{% csrf_token %}" not in form]
    assert without == ["verify.html"]  # a stranger's: it changes nothing, and nobody is signed in


def test_each_form_of_a_page_has_a_key_of_its_own_and_says_as_whom(
    signed_in: SignIn, northgate: Centre, staff: dict[str, Appointment], handed_in: Submission
) -> None:
    cara = signed_in("cara@northgate.example")
    html = cara.get(f"/c/northgate/office/allocate/{handed_in.pk}/").content.decode()
    forms = FORM.findall(html)
    keys = re.findall(r'name="once" value="([^"]+)"', html)
    assert len(forms) >= 2
    assert len(set(keys)) == len(forms)
    assert html.count(f'name="appointment" value="{staff["cara"].pk}"') == len(forms)


def test_a_form_outside_a_centre_has_no_key() -> None:
    assert 'name="once"' not in Client().get("/accounts/login/").content.decode()


def _people(centre: Centre) -> story.Cast:
    people = Appointment.objects.filter(centre=centre).select_related("user", "centre")
    return {person.name.split()[0].lower(): person for person in people}
