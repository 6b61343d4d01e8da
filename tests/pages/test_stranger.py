"""Every address of a centre, asked by a stranger: the page of a thing that does not exist, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments.models import Evidence, Submission
from centres.models import Appointment, Centre
from centres.scope import tenant
from learners.models import Learner
from marksheets.models import MarkSheet
from qualifications.models import Specification, Unit

SignIn = Callable[[str], Client]
# What the id of each address names; a route that is not here fails the test.
IDS = {
    "switch": "appointment",
    "learner": "learner",
    "staff-member": "appointment",
    "open": "submission",
    "desk": "sheet",
    "check": "sheet",
    "sheet": "sheet",
    "sheet-save": "sheet",
    "sheet-pdf": "sheet",
    "sheet-draft": "sheet",
    "sheet-move": "sheet",
    "result": "submission",
    "assignment": "submission",
    "upload": "submission",
    "assignment-check": "submission",
    "submit": "submission",
    "withdraw": "submission",
    "receipt": "submission",
    "file": "evidence",
    "file-remove": "evidence",
    "allocate": "submission",
    "specification": "specification",
    "unit": "unit",
}
LISTS = {
    *("home", "notices", "learners", "learner-new", "staff", "staff-new", "queue", "checks", "waiting", "catalogue"),
}
SHARED = {"specification", "unit"}  # the catalogue is every centre's


def centre_routes(patterns: list[URLPattern | URLResolver] | None = None, inside: bool = False) -> Iterator[str]:
    """The names of all pages under /c/<slug>/; the API's routes have their own test."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if str(pattern.pattern).startswith("api/"):
            continue
        here = inside or str(pattern.pattern).startswith("c/<slug:slug>/")
        if isinstance(pattern, URLResolver):
            yield from centre_routes(pattern.url_patterns, here)
        elif here:
            yield str(pattern.name)


def test_every_route_is_mapped() -> None:
    assert set(centre_routes()) == {*IDS, *LISTS}


@pytest.fixture
def real(northgate: Centre, released: MarkSheet, staff: dict[str, Appointment]) -> dict[str, object]:
    """Ids that exist at Northgate."""
    with tenant(northgate):
        learner, submission, evidence = (
            Learner.objects.first(),
            Submission.objects.handed_in().get(),
            Evidence.objects.get(),
        )
    assert learner is not None
    award, unit = Specification.objects.first(), Unit.objects.first()
    assert award is not None and unit is not None
    found = {"appointment": staff["ada"], "learner": learner, "submission": submission, "evidence": evidence}
    found |= {"sheet": released, "specification": award, "unit": unit}
    return {name: row.pk for name, row in found.items()}


def address(name: str, slug: str, pk: object = None) -> str:
    """The path of a route with one id in it."""
    kwargs = (
        {"slug": slug} | ({"pk": pk} if pk is not None else {}) | ({"verb": "release"} if name == "sheet-move" else {})
    )
    return reverse(name, kwargs=kwargs)


@pytest.mark.parametrize("name", sorted({*IDS, *LISTS}))
def test_a_stranger_reads_what_nobody_would(name: str, real: dict[str, object], signed_in: SignIn) -> None:
    otto = signed_in("otto@southbank.example")
    pk = real[IDS[name]] if name in IDS else None
    nowhere = otto.get("/c/nowhere/")
    for method in (otto.get, otto.post):
        answer = method(address(name, "northgate", pk))
        assert (answer.status_code, answer.content) == (404, nowhere.content)


@pytest.mark.parametrize("name", sorted(set(IDS) - SHARED))
@pytest.mark.parametrize("who", ["otto", "nina", "ravi", "kofi"])
def test_a_foreign_id_in_ones_own_centre_reads_like_a_missing_one(
    name: str, who: str, real: dict[str, object], signed_in: SignIn
) -> None:
    client = signed_in(f"{who}@southbank.example")
    for method in (client.get, client.post):
        foreign = method(address(name, "southbank", real[IDS[name]]))
        missing = method(address(name, "southbank", uuid4()))
        assert foreign.status_code in {404, 405}
        assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)


@pytest.mark.parametrize("name", sorted({*IDS, *LISTS}))
def test_nobody_reads_anything_signed_out(name: str, real: dict[str, object], client: Client) -> None:
    path = address(name, "northgate", real[IDS[name]] if name in IDS else None)
    answer = client.get(path)
    assert answer.status_code in {302, 405}
    if answer.status_code == 302:
        assert answer["Location"].startswith("/accounts/login/")
    assert client.post(path).status_code == 401


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("lena", "sheet"),  # a learner never reads the staff's page, not even of her own sheet
        ("lena", "check"),
        ("lena", "learners"),
        ("mara", "result"),  # nor another learner's result
        ("mara", "sheet-pdf"),
        ("mara", "file"),
        ("sunil", "sheet"),  # an assessor sees what was given to them
        ("tom", "sheet"),
        ("eve", "sheet"),  # an EV sees what a centre has asked them to read: nothing yet
        ("eve", "file"),
        ("cara", "desk"),
        ("iqbal", "staff"),
        ("ada", "learners"),
    ],
)
def test_the_wrong_role_inside_the_centre_finds_nothing(
    who: str, name: str, real: dict[str, object], signed_in: SignIn
) -> None:
    client = signed_in(f"{who}@northgate.example")
    path = address(name, "northgate", real[IDS[name]] if name in IDS else None)
    assert client.get(path).status_code == 404
