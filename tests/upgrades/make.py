"""Makes the filled database of a landing, as SQL that later landings must be able to take over.

Run once for each landing, in a checkout of that landing, with its own packages:

    git worktree add ../landing COMMIT && cd ../landing && ./run test --co -q
    .venv/bin/python ../countersign/tests/upgrades/make.py first

and again, for PostgreSQL, with DATABASE_URL and OWNER_DATABASE_URL of an empty database and DUMP_DATABASE_URL, a way
into it as superuser for pg_dump. The files land beside this script and are committed: a shallow clone has no history to
make them from. Everybody in them is fictional; the learner of a stage is called after it: marking@northgate.example.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# Who handed in a D7.01, and how far it went.
STAGES = ("submitted", "allocated", "marking", "assessed", "sampled", "disputed", "checked", "released")
SINCE_THE_SECOND = ("returned", "resolved", "attested", "void")  # stages whose moves the first landing did not have
MARKS = {"mark-S1": "31", "mark-S2": "22"}
OTHER_MARKS = {"mark-S1": "31", "mark-S2": "30"}


def main(landing: str) -> None:
    """Fill a database with this checkout's own code and write it out."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="config.settings",
            COUNTERSIGN_PROFILE="test",
            COUNTERSIGN_VAR=folder,
            EMAIL_URL="memorymail://",
        )
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/filled.sqlite3")
        sys.path.insert(0, str(Path.cwd()))
        import django

        django.setup()
        fill()
        name, script = dumped()
        target = HERE / f"{landing}.{name}.sql.gz"
        target.write_bytes(gzip.compress(script.encode(), compresslevel=9, mtime=0))
        print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")  # noqa: T201


def fill() -> None:
    """The tests' small world, then a sheet in every state, then a row in every table that is left."""
    from django.core.management import call_command

    from centres.models import Centre, OutboxPointer
    from centres.outbox import sweep
    from centres.scope import tenant
    from marksheets import actions as marking
    from tests import world

    call_command("migrate", verbosity=0)
    world.build()
    stages = STAGES + (SINCE_THE_SECOND if hasattr(marking, "resolve") else ())
    northgate, southbank = (Centre.objects.get(slug=slug) for slug in ("northgate", "southbank"))
    with tenant(northgate):
        people = everybody(northgate)
        for number, stage in enumerate(stages):
            enrol(people, stage, number)
            advance(people, stage)
        odds_and_ends(people)
        keep_a_diary(people)
    OutboxPointer.objects.update(due_at="2026-01-01T00:00:00Z")
    sweep()  # the printed form of the released sheet, and the mail
    with tenant(northgate):
        tell_later(people)
    with tenant(southbank):
        others = everybody(southbank)
        hand_in_elsewhere(others)


def everybody(centre: Any) -> dict[str, Any]:
    """A centre's people by first name."""
    from centres.models import Appointment

    rows = Appointment.objects.filter(centre=centre).select_related("user", "centre")
    return {row.name.split()[0].lower(): row for row in rows}


def enrol(people: dict[str, Any], stage: str, number: int) -> None:
    """A learner called after the stage their work will stand at."""
    from datetime import date

    from assessments.actions import prepare
    from config.demo import cast
    from learners.actions import add_learner, register
    from learners.models import Cohort, Site
    from qualifications.models import Specification

    address = f"{stage}@northgate.example"
    cast.sign_in(address, f"{stage.title()} Learner")
    learner = add_learner(f"{stage.title()} Learner", address, by=None, invite=False)
    site = Site(name=f"Room {number + 1}")
    site.save()
    prepare(
        register(
            learner,
            Specification.objects.get(code="L7-DIP"),
            by=None,
            registered_on=date(2026, 1, 12),
            number=f"N-1{number:02}",
            cohort=Cohort.objects.get(),
            site=site,
        ),
        by=None,
    )
    people[stage] = learner.appointment


def advance(people: dict[str, Any], stage: str) -> None:
    """Through the same actions as anybody's work, as far as the stage says."""
    from assessments import actions as work
    from marksheets import actions as marking
    from tests import story

    if stage == "submitted":
        story.handed_in(people, learner=stage)
        return
    if stage == "allocated":
        work.allocate(story.handed_in(people, learner=stage), assessor=people["ada"], by=people["cara"])
        return
    sheet = story.marked(people, MARKS, learner=stage)
    if stage == "marking":
        return
    marking.sign(sheet, version=sheet.version, by=people["ada"])
    if stage == "assessed":
        return
    marking.call_in(sheet, version=sheet.version, by=people["iqbal"])
    if stage == "sampled":
        return
    if stage == "returned":
        marking.send_back(sheet, version=sheet.version, by=people["iqbal"], reason="Say which evidence is missing.")
        return
    second = OTHER_MARKS if stage in {"disputed", "resolved"} else MARKS
    marking.save(sheet, second, version=sheet.version, by=people["iqbal"])
    if getattr(sheet, "blind", False):
        marking.lock(sheet, version=sheet.version, by=people["iqbal"])
    marking.countersign(sheet, version=sheet.version, by=people["iqbal"])
    decide(people, sheet, stage)


def decide(people: dict[str, Any], sheet: Any, stage: str) -> None:
    """What comes after the check: a resolution, the release, an EV's signature, a withdrawal by the centre."""
    from marksheets import actions as marking

    leo, eve = people["leo"], people["eve"]
    if stage == "resolved":
        why = "The plan that section 2 asks for is there, with dates."
        marking.resolve(sheet, version=sheet.version, by=leo, standing="iqa", reason=why)
    if stage in {"released", "resolved", "attested", "void"}:
        marking.release(sheet, version=sheet.version, by=people["iqbal"])
    if stage == "attested":
        marking.ask_ev(sheet, version=sheet.version, by=people["iqbal"], ev=eve)
        marking.attest(sheet, version=sheet.version, by=eve)
    if stage == "void":
        marking.void(sheet, version=sheet.version, by=leo, reason="The file belongs to another learner.")


def odds_and_ends(people: dict[str, Any]) -> None:
    """A token, a second factor, a session, a verified address: tables no sheet touches."""
    from allauth.account.models import EmailAddress, EmailConfirmation
    from allauth.mfa.totp.internal import auth as totp
    from django.test import Client

    from centres import tokens

    ada, cara = people["ada"].user, people["cara"]
    tokens.issue(cara, "Office script", by=cara)
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    address = EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    EmailConfirmation.objects.create(email_address=address, key="used-long-ago")
    Client().force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")


def keep_a_diary(people: dict[str, Any]) -> None:
    """A final session with a file, a goal and feedback, since the third landing; and a draft."""
    try:
        from tests import diaries
    except ImportError:
        return
    diaries.filled(people, "Client A")
    diaries.session(people, minutes=30)


def tell_later(people: dict[str, Any]) -> None:
    """A message that is still waiting when the upgrade comes."""
    from centres import notices

    notices.tell(people["ada"], "A sentence still to be sent.", "/c/northgate/")


def hand_in_elsewhere(others: dict[str, Any]) -> None:
    """The other centre has work too, and a ledger of its own."""
    from tests import story

    story.handed_in({**others, "lena": others["kofi"]}, learner="lena")


def dumped() -> tuple[str, str]:
    """The engine's name and the whole database as plain SQL that no client program is needed to load."""
    from django.db import connection

    empty = [table for table in connection.introspection.table_names() if not rows_in(table)]
    print(f"tables without a row: {', '.join(empty) or 'none'}")  # noqa: T201
    name = str(connection.settings_dict["NAME"])
    connection.close()
    if connection.vendor == "sqlite":
        with sqlite3.connect(name) as source:
            return "sqlite", "\n".join(source.iterdump())
    command = ["pg_dump", "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200"]
    done = subprocess.run([*command, os.environ["DUMP_DATABASE_URL"]], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    return "postgresql", "\n".join(line for line in lines if not line.startswith(("\\", "--")))


def rows_in(table: str) -> int:
    """How many rows a table has; a tenant table is asked centre by centre."""
    from django.db import connection

    from centres.models import Centre
    from centres.scope import tenant

    count = 0
    for centre in Centre.objects.all():
        with tenant(centre, write=False), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name from the schema
            count += cursor.fetchone()[0]
    return count


if __name__ == "__main__":
    main(sys.argv[1])
