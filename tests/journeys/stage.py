"""Learners and sheets at the point of the story where a journey begins, made inside a house and committed there.

    python -m tests.journeys.stage '[["Pia Lund", "D7.01", "opened"], ...]'

prints {"Pia Lund": {"submission": "...", "sheet": "..."}, ...}. Work that has been handed in is with Sunil, so that
Ada's queue holds only what a journey puts there through the pages.
"""

from __future__ import annotations

import json
import sys
from datetime import date

import django

from tests.marksheets.kinds import STORIES

CENTRE = "northgate"
POINTS = ("draft", "handed_in", "opened", "signed", "called_in", "blind", "disputed", "released", "returned")
MARKS = {
    "D7.01": {"mark-S1": "31", "mark-S2": "22"},
    "D7.02-03": {"mark-S1": "24", "mark-S2": "13", "mark-S3": "25"},  # 62, and section 2 needs 15
}
# One made-up sheet of each kind: config/styleguide/kinds.toml.
KINDS = {story.code: story.typed() for story in reversed(STORIES)}
MARKS |= KINDS
AWARDS = {"DEMO-300": "DEMO-L3-AWARD-COACHING", "COACH-REQUIREMENTS": "CENTRE-COACH"}
OTHER_SIDE = {"mark-S2": "26"}  # what makes a dispute of D7.01


def stage(wanted: list[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Enrol each learner and bring their work to its point, one of POINTS; the ids by name."""
    from centres.models import Appointment, Centre
    from centres.scope import tenant
    from tests.marksheets import kinds

    made = {}
    kinds.publish()
    with tenant(Centre.objects.get(slug=CENTRE)):
        for name, code, point in wanted:
            if code in KINDS:
                kinds.enrol(name)
            else:
                _enrol(name, AWARDS.get(code, "L7-DIP"))
            people = Appointment.objects.filter(centre__slug=CENTRE).select_related("user", "centre")
            cast = {person.name.split()[0].lower(): person for person in people}
            made[name] = _bring(cast, name.split()[0].lower(), code, point)
    return made


def _enrol(name: str, award: str) -> None:
    from assessments.actions import prepare
    from config.demo.cast import sign_in
    from learners.actions import add_learner, register
    from qualifications.models import Specification

    address = address_of(name)
    sign_in(address, name)
    learner = add_learner(name, address, by=None, invite=False)
    specification = Specification.objects.newest().get(code=award)
    prepare(register(learner, specification, by=None, registered_on=date(2026, 1, 12)), by=None)


def _bring(cast: dict[str, object], learner: str, code: str, point: str) -> dict[str, str]:
    from centres import policy
    from marksheets import actions
    from tests import story

    people: story.Cast = cast  # type: ignore[assignment]
    if point == "draft":
        draft = story.draft(people, code, learner)
        return {"submission": str(draft.pk), "learner": str(draft.registration.learner_id)}
    if point == "handed_in":
        return {"submission": str(story.handed_in(people, code, learner).pk)}
    sheet = story.opened(people, code, learner, assessor="sunil")
    if point != "opened":
        parts = [name.removeprefix("mark-") for name in MARKS[code]]
        words = {f"{kind}-{part}": text for part in parts for kind, text in story.FEEDBACK.items()}
        actions.save(sheet, {**MARKS[code], **words}, version=sheet.version, by=people["sunil"])
        if point == "blind":  # by this centre's policy at the moment of the signature
            policy.adopt({"blind_checks": "always"}, by=None)
        actions.sign(sheet, version=sheet.version, by=people["sunil"])
        if point == "blind":
            policy.adopt({"blind_checks": "never"}, by=None)
    if point in {"called_in", "blind", "disputed", "released", "returned"}:
        actions.call_in(sheet, version=sheet.version, by=people["iqbal"])
    if point == "returned":
        words = "Say in section 2 which evidence is missing."
        actions.send_back(sheet, version=sheet.version, by=people["iqbal"], reason=words)
    if point in {"disputed", "released"}:
        second = MARKS[code] | (OTHER_SIDE if point == "disputed" else {})
        actions.save(sheet, second, version=sheet.version, by=people["iqbal"])
        actions.countersign(sheet, version=sheet.version, by=people["iqbal"])
    if point == "released":
        actions.release(sheet, version=sheet.version, by=people["iqbal"])
    return {"submission": str(sheet.submission_id), "sheet": str(sheet.pk)}


def address_of(name: str) -> str:
    """What a staged learner, or anybody of the cast, signs in with."""
    return f"{name.split()[0].lower()}@{CENTRE}.example"


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(stage(json.loads(sys.argv[1]))))
