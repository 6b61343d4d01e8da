"""Telling a centre that its records do not hold together."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from centres import notices
from centres.models import Appointment, Notice
from centres.roles import Role
from centres.scope import current_centre

LONGEST = 300  # letters of a notice
FOUND = "The nightly check found that records were changed. Tell whoever runs Countersign here. {sentence}"


@transaction.atomic
def tell_of_breaks(breaks: Iterable[str]) -> int:
    """Tell every admin of each break, by notice and e-mail, unless that person was told of it before; how many were."""
    admins = Appointment.objects.now().filter(centre=current_centre(), role=Role.ADMIN)
    told = 0
    for said in (FOUND.format(sentence=sentence)[:LONGEST] for sentence in breaks):
        for admin in admins:
            if not Notice.objects.filter(to=admin, sentence=said).exists():
                notices.tell(admin, said)
                told += 1
    return told
