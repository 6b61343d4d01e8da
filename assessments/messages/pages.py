"""A conversation, and the list of them, as one reader sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.messages.access import part, visible_conversations
from assessments.messages.actions import about_of
from assessments.messages.models import Conversation, Message, ReadUntil
from assessments.messages.rules import MINUTES_TO_TAKE_BACK
from centres.models import Appointment
from centres.roles import Role

MOST = 100
NEVER = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation in the list."""

    title: str
    last: str  # the beginning of what was said last
    at: datetime
    unread: int
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message."""

    id: UUID
    who: str
    ink: str  # of their role
    mine: bool
    text: str
    at: datetime
    is_new: bool
    taken_back: bool
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation whole."""

    title: str
    learner: str
    messages: tuple[Said, ...]
    may_write: bool
    conversation: UUID | None


def shown_as(person: Appointment) -> str:
    """How somebody's name stands in a conversation: the one place where anonymity will hide it (RULINGS 33)."""
    return person.name


def title_of(talk: Conversation, by: Appointment) -> str:
    """ "D7.01, attempt 2", with the learner's name for staff."""
    if talk.about == "assignment":
        named = talk.submission.assessment.code
        named += f", attempt {talk.submission.attempt}" if talk.submission.attempt > 1 else ""
    elif talk.about == "entry":
        named = f"Diary, {talk.entry.on:%d/%m/%Y}"
    else:
        named = "With the office" if by.role == Role.LEARNER else "In general"
    return named if by.role == Role.LEARNER else f"{talk.learner.name}: {named}"


def rows_of(by: Appointment) -> tuple[Row, ...]:
    """A person's conversations, those with something new first (two queries)."""
    found = list(_listed(by).order_by("-last_at")[:MOST])
    last = {one.conversation_id: one for one in Message.objects.filter(conversation__in=found).order_by("pk")}
    rows = [_row(talk, last.get(talk.pk), by) for talk in found]
    return tuple(sorted(rows, key=lambda row: not row.unread))


def _listed(by: Appointment) -> QuerySet[Any]:
    seen = ReadUntil.objects.filter(conversation=OuterRef("pk"), by=by).values("at")[:1]
    rows = visible_conversations(by).annotate(seen=Coalesce(Subquery(seen), NEVER, output_field=models.DateTimeField()))
    fresh = Q(messages__at__gt=models.F("seen"), messages__taken_back_at=None) & ~Q(messages__by=by)
    listed: QuerySet[Any] = rows.annotate(unread=Count("messages", filter=fresh)).select_related(
        "learner", "submission__assessment", "entry", "centre"
    )
    return listed


def _row(talk: Any, last: Message | None, by: Appointment) -> Row:
    said = (last.text[:120] if not last.taken_back_at else "Taken back.") if last else ""
    return Row(title_of(talk, by), said, talk.last_at, talk.unread, talk.get_absolute_url())


def talk_of(thing: Any, by: Appointment) -> Talk:
    """The conversation about a thing; empty where nobody has said anything yet (three queries)."""
    about = about_of(thing)
    column = {"assignment": "submission", "entry": "entry"}.get(about)
    rows = Conversation.objects.select_related("learner", "submission__assessment", "entry", "centre")
    asked = {column: thing} if column else {"learner": thing, "submission": None, "entry": None}
    found = rows.filter(**asked).first()
    talk = found or _empty(thing, about)
    seen = ReadUntil.objects.filter(conversation=found, by=by).values_list("at", flat=True).first() if found else None
    said = Message.objects.filter(conversation=found).select_related("by") if found else ()
    return Talk(
        title_of(talk, by),
        talk.learner.name,
        tuple(_said(one, by, seen) for one in said),
        part(by, about) == "writes",
        found.pk if found else None,
    )


def _empty(thing: Any, about: str) -> Conversation:
    learner = thing.registration.learner if about == "assignment" else thing if about == "learner" else thing.learner
    more = {"assignment": {"submission": thing}, "entry": {"entry": thing}}.get(about, {})
    return Conversation(centre=thing.centre, learner=learner, **more)


def _said(one: Message, by: Appointment, seen: datetime | None) -> Said:
    mine = one.by_id == by.pk
    young = one.at > timezone.now() - timedelta(minutes=MINUTES_TO_TAKE_BACK)
    return Said(
        id=one.pk,
        who=shown_as(one.by),
        ink=one.by.ink,
        mine=mine,
        text=one.text,
        at=one.at,
        is_new=not mine and (seen is None or one.at > seen),
        taken_back=one.taken_back_at is not None,
        can_take_back=mine and young and one.taken_back_at is None,
    )
