"""Every address, by every hand of another centre, with a foreign id in every place, by every verb.

A foreign id answers exactly like a missing one, in status, headers and body; nothing of the other centre is told,
nothing of it is changed, and nothing breaks.
"""

from __future__ import annotations

import sys

import pytest

from tests.probes.asking import Asker, probes
from tests.probes.places import FIELDS, PLAIN, SHARED
from tests.probes.routes import names_read, routes, unmapped
from tests.probes.world import EVERYBODY, THEIRS, World

FLOOR = 23_285  # distinct probes; it rises with the routes and may not fall


def test_every_id_in_an_address_is_mapped() -> None:
    assert unmapped() == []


def test_every_field_and_parameter_is_mapped() -> None:
    assert names_read() - {*FIELDS, *PLAIN} == set()


def test_no_mapping_is_for_something_that_is_gone() -> None:
    assert {*FIELDS, *PLAIN} - names_read() == set()


def test_there_are_not_fewer_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    every = [str(probe) for who in EVERYBODY for probe in probes(who)]
    assert len(every) == len(set(every))
    with capsys.disabled():
        sys.stdout.write(f"\n{len(every):,} distinct probes of the other centre\n")
    assert len(every) >= FLOOR


def test_every_field_with_an_id_is_tried() -> None:
    tried = {probe.name for who in EVERYBODY for probe in probes(who)}
    assert {name for name, kind in FIELDS.items() if kind not in SHARED} <= tried


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_is_told_and_nothing_is_changed(world: World, who: str) -> None:
    asker = Asker(world)
    for probe in probes(who):
        asker.ask(probe)
    assert asker.findings == []


def test_nobody_reads_or_writes_anything_signed_out(world: World) -> None:
    client = world.clients["anonymous"]
    for route in routes():
        if not route.in_a_centre:
            continue
        path = route.path(THEIRS, {name: world.theirs(kind) for name, kind in route.ids})
        asked = client.get(path)
        if route.is_api:
            assert asked.status_code == 401, path
        elif asked.status_code != 405:
            assert (asked.status_code, asked["Location"].startswith("/accounts/login/")) == (302, True), path
        assert client.post(path).status_code == 401, path
