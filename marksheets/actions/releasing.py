"""Results given out in one act: each goes by itself, and one that cannot go says why and keeps no other back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from centres.models import Appointment
from centres.refusals import Refused
from marksheets.actions.deciding import release
from marksheets.models import MarkSheet

MOST = 100  # in one act


def release_each(
    chosen: Iterable[tuple[MarkSheet, int]], *, by: Appointment
) -> tuple[list[MarkSheet], list[tuple[MarkSheet, str]]]:
    """Release each of (sheet, version as it was seen): those that went out, and those that did not, each with why."""
    gone, kept = [], []
    for sheet, version in chosen:
        try:
            with transaction.atomic():
                gone.append(release(sheet, version=version, by=by))
        except Refused as refused:
            kept.append((sheet, refused.sentence))
    return gone, kept
