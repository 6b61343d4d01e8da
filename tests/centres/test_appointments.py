"""Who is appointed, and what ends with an appointment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.invitations import invitation_path, invited
from centres import outbox
from centres.actions import appoint, end_appointment
from centres.models import Appointment, OutboxMessage
from centres.refusals import Refused
from centres.roles import Role
from centres.scope import tenant


def test_an_unknown_address_is_invited_with_a_link_that_works_once(cast: dict[str, Appointment]) -> None:
    made = appoint("new@northgate.example", "Nora New", Role.TUTOR, by=cast["cara"])
    message = OutboxMessage.objects.filter(topic="notice.email").latest("created_at")
    outbox.deliver_now(made.centre, message.pk)
    assert mail.outbox[-1].to == ["new@northgate.example"]
    assert "/accounts/invitation/" in str(mail.outbox[-1].body)
    uid, token = invitation_path(made.user).strip("/").split("/")[-2:]
    assert invited(uid, token) == made.user
    made.user.set_password("a fresh password")
    made.user.save()
    assert invited(uid, token) is None


def test_an_ev_holds_no_other_appointment_in_the_centre(cast: dict[str, Appointment]) -> None:
    with pytest.raises(Refused, match="An EV holds no other appointment"):
        appoint("eve@northgate.example", "Eve Marlow", Role.ASSESSOR, by=cast["cara"])


def test_nobody_holds_a_role_twice(cast: dict[str, Appointment]) -> None:
    with pytest.raises(Refused, match="already holds that role"):
        appoint("ada@northgate.example", "Ada Byrne", Role.ASSESSOR, by=cast["cara"])


def test_access_is_gone_on_the_request_after_the_end(
    cast: dict[str, Appointment], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("ada@northgate.example")
    assert client.get("/c/northgate/").status_code == 200
    ada = cast["ada"]
    with tenant(ada.centre):
        end_appointment(ada, on=timezone.localdate() - timedelta(days=1), by=cast["cara"])
    assert client.get("/c/northgate/").status_code == 404
    assert Appointment.objects.filter(pk=ada.pk).exists()
