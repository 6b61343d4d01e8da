"""The probes bite: planted mistakes are found by them on SQLite without its triggers; PostgreSQL leaks nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import clear_url_caches, path
from django_scopes import scopes_disabled

from assessments.models import Submission
from centres import wall
from centres.appointed import CentreRequest, appointed
from config import urls
from tests import databases
from tests.probes.asking import Asker, Probe
from tests.probes.routes import Route
from tests.probes.world import World

PLANTED = Route("c/<slug:slug>/planted/<uuid:pk>/", "planted", (), (("pk", "submission"),))


@appointed()
def tells(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Reads whatever the id names, wherever it is."""
    with scopes_disabled():
        found = Submission.objects.filter(pk=pk).select_related("registration__learner").first()
        if found is None:
            raise Http404
        return HttpResponse(found.registration.learner.name)


@appointed()
def changes(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Writes whatever the id names, and answers like an honest page."""
    with scopes_disabled():
        Submission.objects.filter(pk=pk).update(receipt="changed")
    return HttpResponse(status=404)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`planted(view)`: an address with a mistake behind it."""

    def plant(view: Callable[..., HttpResponse]) -> None:
        route = path("c/<slug:slug>/planted/<uuid:pk>/", view, name="planted")
        monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, route])
        clear_url_caches()

    yield plant
    monkeypatch.undo()
    clear_url_caches()


def found(world: World, method: str) -> list[str]:
    """What one probe finds, with the triggers gone on SQLite."""
    asker = Asker(world)
    with transaction.atomic():
        if not databases.is_postgresql():
            wall.take_down()
        asker.ask(Probe("assessor", method, PLANTED, "path", "pk", "submission"))
        transaction.set_rollback(True)
    return asker.findings


def test_a_view_that_reads_past_the_scope_is_found(world: World, planted: Callable[..., None]) -> None:
    planted(tells)
    findings = found(world, "GET")
    if databases.is_postgresql():  # the row is not there
        assert findings == []
    else:
        assert any("told “Lena Fischer”" in finding for finding in findings)


def test_a_view_that_writes_past_the_scope_is_found(world: World, planted: Callable[..., None]) -> None:
    planted(changes)
    findings = found(world, "POST")
    if databases.is_postgresql():
        assert findings == []
    else:
        assert any(finding.endswith("changed a row of the other centre.") for finding in findings)


def test_the_triggers_stop_the_same_write(world: World, planted: Callable[..., None]) -> None:
    planted(changes)
    asker = Asker(world)
    asker.ask(Probe("assessor", "POST", PLANTED, "path", "pk", "submission"))
    if databases.is_postgresql():
        assert asker.findings == []
    else:  # a mistake of ours that is stopped is an error of ours, said aloud
        assert [finding.rpartition(" pk ")[2] for finding in asker.findings] == ["answered 500."]


def test_an_honest_act_goes_through(world: World) -> None:
    """The bodies that carry a foreign id are otherwise in order: with one's own, the office registers a learner."""
    admin = Asker(world)
    route = Route("c/<slug:slug>/office/learners/new/", "learner-new")
    probe = Probe("admin", "POST", route, "body", "cohort", "cohort")
    assert admin._send(probe, "southbank", world.own("cohort")).status == 302
    assert admin._send(probe, "southbank", world.theirs("cohort")).status == 422
