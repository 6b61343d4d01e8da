"""The world of a run, made inside its installation: `python -m tests.faults.world NORTHGATE SOUTHBANK`.

Both centres with the cast, and so many learners in each with an empty draft of D7.01. Prints who may act as whom.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

SUBMITTED = "D7.01"
AWARD = "L7-DIP"
STAFF = {"northgate": ("ada", "iqbal", "cara"), "southbank": ("nina", "ravi", "otto")}


def made(learners: dict[str, int]) -> list[dict[str, Any]]:
    """A story for each learner: the ids and the session keys of everybody in it."""
    from django.core.management import call_command

    from tests import world

    call_command("migrate", verbosity=0)
    world.build()
    return [story for slug, number in learners.items() for story in _stories(slug, number)]


def _stories(slug: str, number: int) -> list[dict[str, Any]]:
    from centres import policy
    from centres.models import Appointment, Centre
    from centres.scope import tenant
    from config.demo.cast import POLICIES
    from qualifications.models import Specification

    award = str(Specification.objects.get(code=AWARD).pk)
    with tenant(Centre.objects.get(slug=slug)):
        policy.adopt({**POLICIES[slug], "blind_checks": "never"}, by=None)  # so that every story has the same acts
        people = {p.name.split()[0].lower(): p for p in Appointment.objects.filter(centre__slug=slug)}
        assessor, iqa, admin = STAFF[slug]
        shared = {
            "centre": slug,
            "award": award,
            "assessor_id": str(people[assessor].pk),
            **{role: _session(f"{name}@{slug}.example") for role, name in _roles(assessor, iqa, admin)},
        }
        return [{**shared, **_learner(slug, n)} for n in range(number)]


def _roles(assessor: str, iqa: str, admin: str) -> tuple[tuple[str, str], ...]:
    return (("assessor", assessor), ("iqa", iqa), ("admin", admin))


def _learner(slug: str, number: int) -> dict[str, str]:
    from assessments.actions import prepare
    from config.demo.cast import sign_in
    from learners.actions import add_learner, register
    from qualifications.models import Specification

    address = f"learner{number}@{slug}.example"
    sign_in(address, f"Learner {number}")
    learner = add_learner(f"Learner {number}", address, by=None, invite=False)
    award = Specification.objects.get(code=AWARD)
    drafts = prepare(register(learner, award, by=None, registered_on=date(2026, 1, 12)), by=None)
    draft = next(draft for draft in drafts if draft.assessment.code == SUBMITTED)
    return {"submission": str(draft.pk), "learner": _session(address)}


def _session(address: str) -> str:
    """Signed in just now, by password, as the sign-in page leaves it."""
    from django.test import Client

    from accounts.models import User
    from config.demo.cast import PASSWORD

    # An address for each: so many who sign in from one would be asked to wait.
    client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=f"127.0.0.{User.objects.get(email=address).pk % 250 + 1}")
    client.post("/accounts/login/", {"login": address, "password": PASSWORD})
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(made({"northgate": int(sys.argv[1]), "southbank": int(sys.argv[2])})))
