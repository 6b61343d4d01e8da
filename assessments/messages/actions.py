"""Writing, taking back, and marking what was read: the only code that writes conversations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.messages.access import part
from assessments.messages.models import Conversation, Message, ReadUntil
from assessments.messages.rules import FIRST, MINUTES_TO_TAKE_BACK, MOST_AN_HOUR, About, fault
from assessments.models import Submission
from centres import ledger, notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from learners.models import Learner

READS_ONLY = "You may read this conversation; those who check a sheet do not advise on it."
TOO_LATE = "It was read already, or five minutes have passed; write what is right instead."


def about_of(thing: Any) -> About:
    """What kind of thing it is."""
    kinds: dict[str, About] = {"submission": "assignment", "diaryentry": "entry", "learner": "learner"}
    return kinds[thing._meta.model_name]


@transaction.atomic
def write(thing: Any, text: str, *, by: Appointment) -> Message:
    """Say something about an attempt, an entry or with a learner at large; whoever it concerns is told."""
    about = about_of(thing)
    if part(by, about) != "writes":
        raise NotYours(READS_ONLY)
    if sentence := fault(text):
        raise Unfit(sentence, code="text")
    since = timezone.now() - timedelta(hours=1)
    if Message.objects.filter(by=by, at__gt=since).count() >= MOST_AN_HOUR:
        raise Refused(f"You have written {MOST_AN_HOUR} messages within an hour. Go on a little later.", code="often")
    talk = _conversation(thing, about)
    message = Message(conversation=talk, by=by, text=text.strip())
    message.save()
    Conversation.objects.filter(pk=talk.pk).update(last_at=message.at)
    ledger.record(
        "message.written", talk, {"message": str(message.pk), "digest": ledger.digest_of(message.text)}, by=by
    )
    notices.settle(talk.pk, "answer", by=by)
    mark_read(talk, by=by)
    for person in _told(talk, thing, about, by):
        notices.tell(
            person, "You have a new message.", talk.get_absolute_url(), kind="message", about=talk.pk, asks="answer"
        )
    return message


def _conversation(thing: Any, about: About) -> Conversation:
    if about == "learner":
        return Conversation.objects.get_or_create(
            learner=thing, submission=None, entry=None, defaults={"centre": thing.centre}
        )[0]
    learner = thing.registration.learner if about == "assignment" else thing.learner
    column = "submission" if about == "assignment" else "entry"
    defaults = {"learner": learner, "centre": thing.centre}
    return Conversation.objects.get_or_create(**{column: thing}, defaults=defaults)[0]


def _told(talk: Conversation, thing: Any, about: About, by: Appointment) -> Iterable[Appointment]:
    """The learner; whoever wrote there before; and where nobody has, those whom such a thing concerns first."""
    learner: Appointment = talk.learner.appointment
    if by.pk != learner.pk:
        yield learner
    wrote = Message.objects.filter(conversation=talk).exclude(by__in=[by.pk, learner.pk]).values("by")
    people = list(Appointment.objects.now().filter(pk__in=wrote, user__is_active=True))
    if not people and by.pk == learner.pk:
        people = _first(thing, about, talk.learner)
    yield from (person for person in people if person.user_id != learner.user_id)


def _first(thing: Any, about: About, learner: Learner) -> list[Appointment]:
    for role in FIRST[about]:
        if role is Role.ASSESSOR:
            found = [thing.assessor] if about == "assignment" and thing.assessor_id else []
            if about == "entry":
                theirs = Submission.objects.handed_in().filter(registration__learner=learner, assessor__isnull=False)
                found = list(Appointment.objects.now().filter(pk__in=theirs.values("assessor")))
        else:
            found = list(Appointment.objects.now().filter(centre=learner.centre_id, role=role, user__is_active=True))
        if found:
            return found
    return []


@transaction.atomic
def take_back(message: Message, *, by: Appointment) -> None:
    """Take back what was just written and nobody else has read."""
    if message.by_id != by.pk:
        raise NotYours("Only its writer takes a message back.")
    late = message.at < timezone.now() - timedelta(minutes=MINUTES_TO_TAKE_BACK)
    read = ReadUntil.objects.filter(conversation=message.conversation_id, at__gte=message.at).exclude(by=by).exists()
    rows = Message.objects.filter(pk=message.pk, taken_back_at=None)
    if late or read or not rows.update(taken_back_at=timezone.now(), text=""):
        raise Refused(TOO_LATE, code="late")
    ledger.record("message.taken_back", message.conversation, {"message": str(message.pk)}, by=by)
    notices.settle(message.conversation_id, "answer")


def mark_read(talk: Conversation, *, by: Appointment) -> None:
    """This person has read all that stands there now."""
    now = timezone.now()
    ReadUntil.objects.update_or_create(
        conversation=talk, by=by, defaults={"at": now}, create_defaults={"at": now, "centre": talk.centre}
    )
