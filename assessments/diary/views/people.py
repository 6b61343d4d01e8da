"""Who asks for whose diary."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404

from assessments.diary.access import readable_learners, visible_entries
from assessments.diary.models import DiaryEntry
from centres.appointed import CentreRequest
from centres.roles import Role
from learners.models import Learner

READERS = (Role.LEARNER, Role.TUTOR, Role.ASSESSOR, Role.IQA, Role.LEAD_IQA)


def myself(request: CentreRequest) -> Learner:
    """The learner who asks."""
    return get_object_or_404(Learner.objects.select_related("centre"), appointment=request.appointment)


def readable(request: CentreRequest, pk: UUID) -> Learner:
    """A learner whose diary whoever asks may read."""
    return get_object_or_404(Learner.objects.filter(readable_learners(request.appointment)), pk=pk)


def entry_of(request: CentreRequest, pk: UUID) -> DiaryEntry:
    """An entry that whoever asks may read."""
    rows = visible_entries(request.appointment).select_related("learner", "centre", "logged_by")
    return get_object_or_404(rows, pk=pk)


def keep_key(request: CentreRequest, thing: object) -> str:
    """Under which name the browser keeps what was typed about a thing and not saved; cleared at sign-out."""
    return f"cs:{request.user.pk}:{thing}"


def say_saved(request: CentreRequest, sentence: str, thing: object) -> None:
    """Say that a form arrived, to its writer and to the browser, which then forgets its copy."""
    messages.success(request, sentence, extra_tags=keep_key(request, thing))


def version_sent(request: CentreRequest) -> int:
    """The version the writer saw; 0, which nothing has, when none is sent."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) <= 9 else 0
