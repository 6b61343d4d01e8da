"""Telling people: in the app at once, by e-mail through the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from centres import letters, outbox
from centres.models import Appointment, Centre, Notice, NoticeChoices
from centres.notice_kinds import AT_ONCE, IN_APP, KINDS, WAYS, way_of
from centres.refusals import Unfit
from centres.scope import tenant


def tell(
    to: Appointment,
    sentence: str,
    path: str = "",
    *,
    kind: str = "work",
    about: UUID | None = None,
    asks: str = "",
    by_email: bool = True,
) -> Notice:
    """A notice for one person. No marks and no other person's name belong in it.

    `kind` is one of `notice_kinds`: how it goes out follows from it and from what its reader chose. `about` is the id
    of the thing it speaks of and `asks` the act it asks for: opening the one or doing the other reads it. `by_email`
    is False where a letter of its own goes to the same person.
    """
    way = way_of(kind, choices_of(to)) if by_email else IN_APP
    notice = Notice(to=to, sentence=sentence, path=path, kind=kind, way=way, about=about, asks=asks)
    notice.save()
    if way == AT_ONCE:
        outbox.put("notice.email", notice=str(notice.pk))
    return notice


def tell_once(once: str, to: Appointment, sentence: str, path: str = "", **more: Any) -> Notice | None:
    """As `tell`, but for one person only once with this word ("due:<id>:<day>:3"), ever; None where it was told."""
    if Notice.objects.filter(to=to, once=once).exists():
        return None
    notice = tell(to, sentence, path, **more)
    Notice.objects.filter(pk=notice.pk).update(once=once)
    return notice


def choices_of(to: Appointment) -> dict[str, str]:
    """What this person chose, by kind of notice (one query)."""
    found = NoticeChoices.objects.filter(appointment=to).values_list("ways", flat=True).first()
    return dict(found or {})


@transaction.atomic
def choose(to: Appointment, ways: Mapping[str, str]) -> None:
    """Keep how this person wants to be told; kinds and ways that there are not are refused."""
    for kind, way in ways.items():
        if kind not in KINDS or way not in WAYS:
            raise Unfit("Choose one of the ways that are offered for each kind of notice.", code=f"way-{kind[:20]}")
        if KINDS[kind].is_fixed and way != KINDS[kind].way:
            raise Unfit(f"“{KINDS[kind].name}” always goes at once.", code=f"way-{kind}")
    NoticeChoices.objects.update_or_create(
        appointment=to, defaults={"ways": dict(ways)}, create_defaults={"ways": dict(ways), "centre": to.centre}
    )


def of_page(path: str, thing: UUID | None) -> Q:
    """The notices that a page reads by being shown: those that lead to it, and those about the thing it shows."""
    return Q(path=path) | Q(about=thing) if thing else Q(path=path)


def leading_nowhere() -> Q:
    """Those with nothing to open: to see the list is to read them."""
    return Q(path="")


def count_unread(to: Appointment, shown: Q) -> tuple[int, int]:
    """How many notices are unread besides those a page is just showing, and how many it is showing; one query."""
    mine = Notice.objects.filter(to=to, read_at=None)
    found = mine.aggregate(all=Count("pk"), shown=Count("pk", filter=shown))
    return found["all"] - found["shown"], found["shown"]


def read(to: Appointment, which: Q | None = None) -> None:
    """The person has read these, or all."""
    Notice.objects.filter(which or Q(), to=to, read_at=None).update(read_at=timezone.now())


def settle(about: UUID, *acts: str, by: Appointment | None = None) -> None:
    """These acts were done with a thing: whoever was asked for one of them is asked no more.

    What the person who did them was told of the thing is read as well.
    """
    told = Notice.objects.filter(about=about, read_at=None)
    told.filter(Q(asks__in=acts) | Q(to=by)).update(read_at=timezone.now())


def unread_paths(to: Appointment) -> set[str]:
    """Where this person's unread notices lead."""
    return set(Notice.objects.filter(to=to, read_at=None).exclude(path="").values_list("path", flat=True))


def send_by_email(payload: dict[str, Any]) -> None:
    """Send a notice once; a second delivery of the same message finds it sent."""
    centre = Centre.objects.get(pk=payload["centre_id"])
    with tenant(centre, write=False):
        notice = Notice.objects.select_related("to__user").filter(pk=payload["notice"], emailed_at=None).first()
    if notice is None or not notice.to.user.is_active:
        return
    link = settings.PUBLIC_ADDRESS + notice.path if notice.path else ""
    context = {"sentence": notice.sentence, "link": link, "choices": letters.choices_address(centre)}
    letters.send(centre, notice.to.user.email, f"Something new at {centre.name}", "mail/notice", context)
    with tenant(centre):
        Notice.objects.filter(pk=notice.pk).update(emailed_at=timezone.now())
