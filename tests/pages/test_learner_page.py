"""The office's page of one learner: where each assignment stands, at the same cost for one sheet and for three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from centres.models import Appointment, Centre
from centres.scope import tenant
from learners.models import Learner
from tests import databases
from tests.pages.test_query_counts import arrange


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same(
    rows: int,
    northgate: Centre,
    staff: dict[str, Appointment],
    signed_in: Callable[[str], Client],
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    with tenant(northgate):
        arrange(staff, rows, "signed")
        lena = Learner.objects.get(name="Lena Fischer")
    client = signed_in("cara@northgate.example")
    path = f"/c/northgate/office/learners/{lena.pk}/"
    client.get(path)
    # On PostgreSQL the person and the centre are told to the database, and untold.
    with django_assert_num_queries(11 + (4 if databases.is_postgresql() else 0)):
        page = client.get(path).content.decode()
    assert page.count(">Signed by the assessor</a>") == rows
