"""A signature asks for authentication again when the last was longer ago than the centre's policy allows."""

from __future__ import annotations

from django.http import HttpRequest

from accounts import step_up
from centres import policy
from centres.models import Appointment
from centres.refusals import NotYours


class AskedAgain(NotYours):
    """Who they are must be proved first, at `url`."""

    def __init__(self, sentence: str, url: str) -> None:
        super().__init__(sentence, code="step_up")
        self.url = url


def sign_in_again(request: HttpRequest, appointment: Appointment, *, replay: bool = True) -> None:
    """Ask before anything is written; returns when the last proof is young enough.

    From a page the form is kept, and sent again by itself once the person has answered; a program (`replay=False`) is
    told where its person has to go.
    """
    minutes = policy.in_force().step_up_minutes
    signing_as = f"{appointment.name}, {appointment.role_name}"
    try:
        step_up.require(request, minutes=minutes, signing_as=signing_as, replay=replay)
    except step_up.NotProven as not_proven:
        raise AskedAgain(not_proven.sentence, not_proven.url) from not_proven
