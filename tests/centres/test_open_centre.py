"""Opening a centre from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from centres.models import Appointment, Centre
from centres.scope import tenant

HOW = {"admin": "amal@eastgate.example", "admin_name": "Amal Idrissi"}


def test_a_centre_is_opened_with_its_first_admin(db: None) -> None:
    call_command("open_centre", "A0042", "eastgate", "Eastgate Coaching", **HOW)
    centre = Centre.objects.get(number="A0042")
    with tenant(centre):
        admin = Appointment.objects.get(centre=centre)
    assert (admin.name, admin.role, admin.user.has_usable_password()) == ("Amal Idrissi", "admin", False)


@pytest.mark.parametrize(
    ("number", "slug", "sentence"),
    [
        ("012345", "eastgate", "number 012345 or the address eastgate is open already"),
        ("A0042", "northgate", "or the address northgate is open already"),
        ("A0042", "east gate", "“east gate” cannot stand in an address"),
    ],
)
def test_what_cannot_be_opened_is_said(db: None, number: str, slug: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("open_centre", number, slug, "Eastgate Coaching", **HOW)
    assert Centre.objects.count() == 2
