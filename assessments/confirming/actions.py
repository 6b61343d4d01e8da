"""Asking, sending again, taking back, answering, and what the learner does with a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.confirming import links
from assessments.confirming.models import Confirmation, ConfirmationItem
from assessments.confirming.reading import facts_of
from assessments.confirming.rules import ANSWERS, ASKED_FOR_QUALIFICATION, HANDS, Answer, hands_for, same_person
from assessments.diary import actions as diary
from assessments.diary.actions.own import only
from assessments.diary.lengths import fault
from assessments.diary.models import DiaryEntry
from assessments.diary.pages import shares_by_key
from centres import ledger, notices, outbox, policy
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from learners.models import Learner

MOST_ENTRIES = 50  # in one question: more than a supervisor can look at in one sitting
MOST_A_DAY = 20  # letters that one learner may have sent
REMINDERS = 2
OWN = "You cannot confirm your own diary; ask whoever was there with you."
ANSWERED = "This was answered already, and an answer stays as it was given. Nothing was changed."
REVOKED = "The learner has taken this question back. There is nothing to do."
EXPIRED = "The time for this link is over. The learner can send you a new one."


@dataclass(frozen=True)
class Said:
    """What somebody answers about one entry; `on` and `minutes` count where they correct it."""

    answer: Answer = "confirmed"
    on: date | None = None
    minutes: int | None = None
    words: str = ""


@transaction.atomic
def ask(
    learner: Learner,
    entries: Sequence[DiaryEntry],
    *,
    name: str,
    email: str,
    hand: str,
    by: Appointment,
    shows_summary: bool = False,
) -> Confirmation:
    """Ask one person about entries that are final, and send the link."""
    only(learner, by)
    _askable(learner, entries, hand)
    email = email.strip().lower()
    if same_person(email, learner.email) or same_person(email, by.user.email):
        raise Unfit(OWN, code="email")
    if Confirmation.objects.open().filter(email=email, items__entry__in=entries).exists():
        raise Refused("This person is asked about one of these already; send that question again, or take it back.")
    _not_too_often(learner)
    asked = Confirmation(
        learner=learner,
        name=name.strip(),
        email=email,
        hand=hand,
        shows_summary=shows_summary,
        expires_at=timezone.now() + timedelta(days=policy.in_force().confirmation_days),
    )
    asked.save()
    ConfirmationItem.objects.bulk_create(
        ConfirmationItem(centre_id=asked.centre_id, confirmation=asked, entry=one, facts=facts_of(one).document())
        for one in entries
    )
    _send(asked)
    body = {"hand": hand, "entries": [str(one.pk) for one in entries], "sends": 1}
    ledger.record("confirmation.asked", asked, body, by=by)
    return asked


def _askable(learner: Learner, entries: Sequence[DiaryEntry], hand: str) -> None:
    if not entries:
        raise Unfit("Choose at least one entry to be confirmed.", code="entries")
    if len(entries) > MOST_ENTRIES:
        raise Unfit(f"Ask about at most {MOST_ENTRIES} entries at once.", code="entries")
    if hand not in HANDS:
        raise Unfit("Say as what this person confirms; choose one of those offered.", code="hand")
    for one in entries:
        if one.learner_id != learner.pk or not one.is_final or one.withdrawn_at:
            raise Unfit("Only your own entries that are final can be confirmed.", code="entries")
        if hand not in hands_for(one.kind, one.role):
            raise Unfit(f"{HANDS[hand]}: nobody confirms {one.form.one} of {one.on:%d/%m/%Y} as that.", code="hand")


def _not_too_often(learner: Learner) -> None:
    since = timezone.now() - timedelta(days=1)
    if Confirmation.objects.filter(learner=learner, asked_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(f"You have asked {MOST_A_DAY} times within a day. Go on tomorrow; nothing is lost.", code="often")


def _send(asked: Confirmation) -> None:
    """The letter with the link, its reminders later, and a notice for whoever has an account here."""
    links.lay(asked)
    sent = {"confirmation": str(asked.pk), "sends": asked.sends}
    outbox.put("confirmation.send", **sent)
    pause = timedelta(days=policy.in_force().confirmation_reminder_days)
    for number in range(1, REMINDERS + 1):
        if timezone.now() + pause * number < asked.expires_at:
            outbox.put("confirmation.send", due_at=timezone.now() + pause * number, reminder=number, **sent)
    entries = "an entry" if asked.items.count() == 1 else "entries"
    for person in _with_account(asked):
        sentence = f"A learner asks you to confirm {entries} of a coaching diary."
        notices.tell(person, sentence, asked.get_absolute_url(), about=asked.pk, asks="confirm", by_email=False)


def _with_account(asked: Confirmation) -> Iterable[Appointment]:
    """One appointment here of whoever has that address; usually none."""
    rows = Appointment.objects.now().filter(centre=asked.centre_id, user__email__iexact=asked.email)
    return rows.order_by("pk")[:1]


@transaction.atomic
def send_again(asked: Confirmation, *, by: Appointment) -> None:
    """A new link for what has no answer; the one before opens nothing any more."""
    only(asked.learner, by)
    if asked.answered_at:
        raise Refused(ANSWERED, code="answered")
    _not_too_often(asked.learner)
    lasts = timedelta(days=policy.in_force().confirmation_days)
    fresh = {"sends": F("sends") + 1, "asked_at": timezone.now(), "expires_at": timezone.now() + lasts}
    links.take_up(asked)
    rows = Confirmation.objects.filter(pk=asked.pk, answered_at=None, sends=asked.sends)
    if not rows.update(revoked_at=None, reminders=0, **fresh):
        raise Refused("This has changed meanwhile; look at it again.", code="stale")
    asked.refresh_from_db()
    notices.settle(asked.pk, "confirm")
    _send(asked)
    ledger.record("confirmation.sent_again", asked, {"sends": asked.sends}, by=by)


@transaction.atomic
def revoke(asked: Confirmation, *, by: Appointment) -> None:
    """Take a question back before it is answered."""
    only(asked.learner, by)
    rows = Confirmation.objects.filter(pk=asked.pk, answered_at=None, revoked_at=None)
    if not rows.update(revoked_at=timezone.now()):
        raise Refused(ANSWERED if asked.answered_at else "It is taken back already.", code="answered")
    notices.settle(asked.pk, "confirm")
    ledger.record("confirmation.revoked", asked, {}, by=by)


def closed(asked: Confirmation, user: User | None) -> Refused | None:
    """Why this question takes no answer from whoever is here; None when it does."""
    if user is not None and user.pk == asked.learner.appointment.user_id:
        return NotYours(OWN, code="own")
    if asked.answered_at:
        return Refused(ANSWERED, code="answered")
    if asked.revoked_at:
        return Refused(REVOKED, code="revoked")
    return None if asked.is_open else Refused(EXPIRED, code="expired")


@transaction.atomic
def answer(
    asked: Confirmation,
    said: Mapping[UUID, Said],
    *,
    name: str,
    qualification: str = "",
    user: User | None = None,
    by: Appointment | None = None,
) -> None:
    """Keep what somebody says of every entry they were asked about, once. `said` goes by the id of the item.

    `user` is whoever is signed in, `by` their appointment where they answer inside the centre.
    """
    if refused := closed(asked, user):
        raise refused
    if not name.strip():
        raise Unfit("Write your name; it stands beside your answer.", code="name")
    if asked.hand in ASKED_FOR_QUALIFICATION and not qualification.strip():
        raise Unfit("Say what your own qualification as a coach or supervisor is.", code="qualification")
    items = list(asked.items.select_related("entry").order_by("pk"))
    if set(said) != {item.pk for item in items}:
        raise Unfit("Answer for every entry that is listed.", code="answer")
    fresh = {"answered_at": timezone.now(), "answered_by": user, "signed_name": name.strip()}
    rows = Confirmation.objects.open().filter(pk=asked.pk)
    if not rows.update(qualification=qualification.strip(), **fresh):
        asked.refresh_from_db()
        raise closed(asked, user) or Refused(ANSWERED, code="answered")
    for item in items:
        _keep(item, said[item.pk])
    asked.refresh_from_db()
    given = [
        {"entry": str(i.entry_id), "answer": i.answer, "facts": ledger.digest_of(i.said or i.facts)} for i in items
    ]
    body = {"hand": asked.hand, "name": asked.signed_name, "qualification": asked.qualification, "answers": given}
    ledger.record("confirmation.answered", asked, body, by=by)
    notices.settle(asked.pk, "confirm", by=by)
    _tell_learner(asked, items)


def _keep(item: ConfirmationItem, said: Said) -> None:
    if said.answer not in ANSWERS:
        raise Unfit("Choose one of the three answers for every entry.", code=f"answer-{item.pk}")
    item.answer, item.words = said.answer, said.words.strip()
    if said.answer == "corrected":
        if sentence := fault(said.minutes):
            raise Unfit(sentence, code=f"minutes-{item.pk}")
        on = (said.on or item.entry.on).isoformat()
        item.said = {**item.facts, "on": on, "minutes": said.minutes}
        if item.said == item.facts:
            raise Unfit("Change the day or the length, or choose “It was so”.", code=f"minutes-{item.pk}")
    item.save()


def _tell_learner(asked: Confirmation, items: Iterable[ConfirmationItem]) -> None:
    answers = [item.answer for item in items]
    counts = [f"{answers.count(code)} {word}" for code, word in _COUNTED.items() if code in answers]
    sentence = f"You have an answer from your {HANDS[asked.hand].lower()}: {', '.join(counts)}."
    path = reverse("confirmations-asked", args=[asked.centre.slug])
    asks = "settle" if "corrected" in answers else ""
    notices.tell(asked.learner.appointment, sentence, path, kind="answer", about=asked.pk, asks=asks)


_COUNTED = {"confirmed": "confirmed", "corrected": "corrected", "not_seen": "not seen"}


@transaction.atomic
def take_over(item: ConfirmationItem, *, by: Appointment) -> None:
    """The learner takes a correction over: the entry gets a new version with those facts, and is confirmed so."""
    asked = _corrected(item, by)
    entry = item.entry
    columns = {name: getattr(entry, name) for name in entry.form.columns}
    on, minutes = date.fromisoformat(item.said["on"]), int(item.said["minutes"])
    shares = {
        key: minutes if given == entry.minutes else min(given, minutes) for key, given in shares_by_key(entry).items()
    }
    diary.change(
        entry, diary.Given(on, entry.starts, minutes, columns, shares), version=entry.version, by=by, final=True
    )
    _settled(item, asked, taken=True, by=by)


@transaction.atomic
def leave(item: ConfirmationItem, *, by: Appointment) -> None:
    """The learner leaves the entry as it is; it stays without a confirmation."""
    _settled(item, _corrected(item, by), taken=False, by=by)


def _corrected(item: ConfirmationItem, by: Appointment) -> Confirmation:
    asked = item.confirmation
    only(asked.learner, by)
    if item.answer != "corrected" or item.settled_at:
        raise Refused("There is no correction to decide about any more.", code="settled")
    if item.entry.withdrawn_at:
        raise Refused("This entry was withdrawn; the correction has nothing to change.", code="withdrawn")
    return asked


def _settled(item: ConfirmationItem, asked: Confirmation, *, taken: bool, by: Appointment) -> None:
    rows = ConfirmationItem.objects.filter(pk=item.pk, settled_at=None)
    if not rows.update(settled_at=timezone.now()):
        raise Refused("There is no correction to decide about any more.", code="settled")
    ledger.record("confirmation.settled", asked, {"entry": str(item.entry_id), "taken_over": taken}, by=by)
    if not asked.items.filter(answer="corrected", settled_at=None).exists():
        notices.settle(asked.pk, "settle", by=by)
