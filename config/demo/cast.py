"""The demo's centres and people. All are invented, and one password opens them all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from accounts.models import User
from assessments.actions import may_assess, prepare
from centres import policy
from centres.actions import appoint
from centres.models import Appointment, Centre
from centres.roles import Role
from learners.actions import add_learner, record_approval, register
from learners.models import Cohort, Method, Registration, Site
from qualifications.models import Specification, Unit

HERE = Path(__file__).parent
PASSWORD = "countersign-demo"  # noqa: S105 - the demo's own, printed at every start
START = date(2014, 9, 1)


@dataclass(frozen=True)
class Part:
    """One person's part at one centre."""

    name: str
    role: Role

    @property
    def first(self) -> str:
        """What their address begins with."""
        return self.name.split()[0].lower()


CAST = {
    "northgate": (
        Part("Ada Byrne", Role.ASSESSOR),
        Part("Sunil Rao", Role.ASSESSOR),
        Part("Iqbal Rahman", Role.IQA),
        Part("Leo Quill", Role.LEAD_IQA),
        Part("Eve Marlow", Role.EV),
        Part("Tom Adeyemi", Role.TUTOR),
        Part("Cara Nwosu", Role.ADMIN),
    ),
    "southbank": (
        Part("Nina Vale", Role.ASSESSOR),
        Part("Ravi Sole", Role.IQA),
        Part("Otto Brandt", Role.ADMIN),
    ),
}
CENTRES = {
    "northgate": {"number": "012345", "name": "Northgate Leadership Centre", "nation": "england-and-wales"},
    "southbank": {"number": "A7001", "name": "Southbank Coaching School", "nation": "scotland"},
}
POLICIES = {
    "northgate": {"unit_outcomes": "whole_sheet", "marking_working_days": 10, "blind_checks": "never"},
    "southbank": {
        "unit_outcomes": "mapped_nodes",
        "blind_checks": "always",
        "marking_working_days": 15,
        "feedback_in_every_section": False,
        "every_bullet_decided": True,
    },
}


def world() -> dict[str, Any]:
    """`people.toml` by centre slug."""
    document = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))
    return {centre["slug"]: centre for centre in document["centres"]}


def open_centre(slug: str) -> Centre:
    """The centre's own row."""
    domain = world()[slug]["domain"]
    return Centre.objects.create(slug=slug, is_demo=True, reply_to=f"office@{domain}", **CENTRES[slug])


def hire(slug: str) -> dict[str, Appointment]:
    """Appoint the cast of a centre; by first name."""
    domain, staff = world()[slug]["domain"], {}
    for part in CAST[slug]:
        sign_in(f"{part.first}@{domain}", part.name)
        staff[part.first] = appoint(
            f"{part.first}@{domain}", part.name, part.role, by=None, starts_on=START, invite=False
        )
    units = Unit.objects.values_list("code", flat=True)
    for assessor in (person for person in staff.values() if person.role == Role.ASSESSOR):
        for code in sorted(set(units)):
            may_assess(assessor, code, START, by=None)
    for code in sorted(set(Specification.objects.values_list("code", flat=True))):
        record_approval(code, starts_on=START, by=None, note="The demo’s own.")
    policy.adopt(POLICIES[slug], by=None)
    return staff


def enrol(slug: str) -> list[Registration]:
    """Register the centre's learners and lay out their assignments."""
    people = world()[slug]
    cohorts = {c["code"]: _saved(Cohort(name=c["name"], starts_on=c["starts_on"])) for c in people["cohorts"]}
    sites = {s["code"]: _saved(Site(name=s["name"])) for s in people["sites"]}
    awards = {award.code: award for award in Specification.objects.all()}
    made = []
    for person in people["learners"]:
        address = f"{person['email']}@{people['domain']}"
        sign_in(address, person["name"])
        learner = add_learner(person["name"], address, by=None, invite=False)
        registration = register(
            learner,
            awards[person["award"]],
            by=None,
            registered_on=person["registered_on"],
            number=person["number"],
            cohort=cohorts[person["cohort"]],
            site=sites[person["site"]],
            method=Method.CLASSROOM if person["method"] == "taught" else person["method"],
            funded=person["funded"],
        )
        prepare(registration, by=None)
        made.append(registration)
    return made


def sign_in(email: str, name: str) -> User:
    """A person who can sign in with the demo's password."""
    user = User.objects.filter(email=email).first() or User(email=email, name=name)
    user.set_password(PASSWORD)
    user.save()
    return user


def _saved(row: Any) -> Any:
    row.save()
    return row
