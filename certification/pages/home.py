"""Home: the one page that asks every storey what needs this person now."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format

from centres.models import Appointment, Centre, Notice
from centres.roles import Role
from certification.calendar import dates_of
from certification.pages import learner_home, staff_home
from certification.pages.shape import MOST, HomePage, Need

BUILDERS = {
    Role.LEARNER: learner_home.learner,
    Role.ASSESSOR: staff_home.assessor,
    Role.IQA: staff_home.iqa,
    Role.LEAD_IQA: staff_home.iqa,
    Role.EV: staff_home.ev,
    Role.ADMIN: staff_home.admin,
    Role.TUTOR: staff_home.tutor,
}
# What the button says for what a notice asks.
LABELS = {"confirm": "Look and answer", "settle": "Decide", "answer": "Read and answer", "accept": "Look at it"}


def home_page(by: Appointment, centre: Centre) -> HomePage:
    """The home of whoever is asking, in their role."""
    page = BUILDERS.get(Role(by.role), staff_home.quiet)(by, centre)
    asked = _asked(by, page.needs)
    needs = (*page.needs, *asked)
    sentence, detail = page.sentence, page.detail
    if by.role == Role.LEARNER:
        sentence = learner_home.greeting(by, len(needs))
        detail = detail if needs else " · ".join(filter(None, [_next(by, centre), detail]))
    elif asked:
        sentence = f"{sentence} You are asked for an answer as well."
    beyond = max(0, len(needs) - MOST)
    return replace(page, sentence=sentence, detail=detail, needs=needs[:MOST], beyond=beyond)


def _asked(by: Appointment, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """What notices ask that no list holds: a word about somebody's diary, an answer, a decision (one query)."""
    rows = Notice.objects.filter(to=by, read_at=None, asks__in=LABELS).exclude(path="").order_by("created_at")
    found = {row.path: row for row in reversed(rows[:50])}
    known = {need.url for need in needs}
    return tuple(
        Need(row.sentence, f"Told on {date_format(timezone.localtime(row.created_at), 'j F')}.", LABELS[row.asks], path)
        for path, row in reversed(found.items())
        if path not in known
    )


def _next(by: Appointment, centre: Centre) -> str:
    """The next day that matters, for a home on which nothing waits."""
    today = timezone.localdate()
    ahead = next((one for one in dates_of(by, centre) if one.on >= today), None)
    return f"Next date: {date_format(ahead.on, 'j F Y')}, {ahead.title}" if ahead else ""
