"""Inside a centre: the wrong role finds nothing. What a stranger to the centre finds is asked in tests/probes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import Evidence, Submission
from centres.models import Appointment, Centre
from centres.scope import tenant
from learners.models import Learner
from marksheets.models import MarkSheet
from tests.probes.routes import routes

SignIn = Callable[[str], Client]


@pytest.fixture
def real(northgate: Centre, released: MarkSheet, staff: dict[str, Appointment]) -> dict[str, str]:
    """Ids that exist at Northgate."""
    with tenant(northgate):
        learner, submission, evidence = (
            Learner.objects.first(),
            Submission.objects.handed_in().get(),
            Evidence.objects.get(),
        )
    assert learner is not None
    found = {"appointment": staff["ada"], "learner": learner, "submission": submission, "evidence": evidence}
    return {name: str(row.pk) for name, row in {**found, "sheet": released}.items()}


def address(name: str, ids: dict[str, str]) -> str:
    """The path of a route at Northgate, with one of these ids in it."""
    route = next(route for route in routes() if route.name == name)
    return route.path("northgate", {blank: ids[kind] for blank, kind in route.ids})


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
    who: str, name: str, real: dict[str, str], signed_in: SignIn
) -> None:
    client = signed_in(f"{who}@northgate.example")
    assert client.get(address(name, real)).status_code == 404
