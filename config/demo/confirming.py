"""What others say of Lena's diary in the demo: confirmed, corrected, waiting, and a pair who confirm each other."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.confirming import actions
from assessments.confirming.actions import Said
from assessments.confirming.models import Confirmation
from assessments.diary.models import DiaryEntry
from learners.models import Learner

SUPERVISOR = {"name": "Dr Sample Supervisor", "email": "supervisor@sample.example", "hand": "supervisor"}
CLIENT = {"name": "Client A", "email": "client.a@sample.example", "hand": "coachee"}


def write() -> None:
    """Inside the centre, and only where Lena is with her diary."""
    learner = Learner.objects.select_related("appointment__user").filter(name="Lena Fischer").first()
    if learner is None:
        return
    final = DiaryEntry.objects.final().filter(learner=learner)
    sessions = list(final.filter(kind="session", role="coach").order_by("on")[:4])
    supervision = list(final.filter(kind="supervision").order_by("on")[:1])
    if len(sessions) < 4 or not supervision:
        return
    _answered(learner, supervision, SUPERVISOR, Said("confirmed"), "Accredited coaching supervisor")
    longer = Said("corrected", sessions[0].on, sessions[0].minutes - 15, "We stopped at a quarter past.")
    _answered(learner, sessions[:1], CLIENT, longer)
    _pair(learner, sessions[1])
    actions.ask(learner, sessions[2:], **CLIENT, by=learner.appointment)


def _pair(learner: Learner, entry: DiaryEntry) -> None:
    """Another learner confirms Lena's session, and she theirs (RULINGS 35)."""
    theirs = DiaryEntry.objects.final().filter(role__in=("coach", "mentor")).exclude(learner=learner)
    other = theirs.select_related("learner__appointment__user").order_by("on", "pk").first()
    if other is None:
        return
    for one, about, by in ((learner, entry, other.learner), (other.learner, other, learner)):
        whom = {"name": by.name, "email": by.email, "hand": "coachee"}
        asked = actions.ask(one, [about], **whom, by=one.appointment)
        said = {item.pk: Said() for item in asked.items.all()}
        actions.answer(asked, said, name=by.name, user=by.appointment.user, by=by.appointment)


def _answered(
    learner: Learner, entries: Sequence[DiaryEntry], whom: dict[str, str], said: Said, qualification: str = ""
) -> Confirmation:
    asked = actions.ask(learner, entries, **whom, by=learner.appointment)
    given = {item.pk: said for item in asked.items.all()}
    actions.answer(asked, given, name=whom["name"], qualification=qualification)
    return asked
