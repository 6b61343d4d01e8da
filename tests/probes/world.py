"""Two filled centres. Northgate is the one that is asked after; everybody who asks belongs to Southbank."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from assessments import actions as work
from assessments.confirming.models import Confirmation, ConfirmationItem
from assessments.diary.models import Attachment, DiaryEntry, FeedbackNote, Goal
from assessments.messages import actions as talking
from assessments.messages.models import Message
from assessments.models import DraftReading, Evidence, Permission, Submission
from assessments.planning import actions as planning
from assessments.planning.models import PlannedActivity
from assessments.uploading import actions as uploading
from assessments.uploading.models import PartialUpload
from centres import tokens
from centres.actions import appoint
from centres.models import Appointment, BouncedAddress, Centre, OutboxPointer, PublicLink
from centres.roles import Role
from centres.scope import tenant
from centres.wall import tenant_models
from config.demo.cast import sign_in
from instruments import actions as instruments
from instruments.models import Instrument
from learners.models import Cohort, Learner, Offer, Registration, Site
from marksheets import actions
from marksheets.actions.annotating import Place
from marksheets.actions.comments import Wording
from marksheets.models import Annotation, Enclosure, Hold, MarkSheet, SavedComment
from qualifications.models import Assessment, Overlay, Specification, Unit
from tests import diaries, story

SHEET = Path(__file__).parents[1] / "qualifications" / "data" / "sections_20_30_50.toml"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THEIRS, OWN, NOWHERE = "northgate", "southbank", "nowhere"
# Southbank's people in the parts of the story.
PARTS = {"ada": "nina", "iqbal": "ravi", "cara": "otto", "lena": "kofi"}
NEW = {"leo": ("Lotta Reed", Role.LEAD_IQA), "eve": ("Edda Moss", Role.EV), "tom": ("Tove Hart", Role.TUTOR)}
WHO = {
    "learner": "lena",
    "tutor": "tom",
    "assessor": "ada",
    "iqa": "iqbal",
    "lead_iqa": "leo",
    "ev": "eve",
    "admin": "cara",
}
POINTERS = (PublicLink, OutboxPointer)  # outside the wall, and of one centre all the same
EVERYBODY = (*WHO, "of both", "token", "anonymous")


@dataclass
class World:
    """Who asks, with what ids, and what may not come back."""

    rows: dict[str, dict[str, str]]  # by centre and kind: an id that exists there
    clients: dict[str, Client]
    token: str
    centre: str  # Northgate's name, which the front door tells those who work there
    secrets: frozenset[str]  # words that only Northgate's rows hold
    ids: frozenset[str]  # Northgate's ids

    def theirs(self, kind: str) -> str:
        """An id of Northgate."""
        return self.rows[THEIRS][kind]

    def own(self, kind: str) -> str:
        """An id of Southbank."""
        return self.rows[OWN][kind]

    def nobodys(self, kind: str) -> str:
        """An id that nothing has; beside Northgate's, so that it also sorts like it."""
        found = self.theirs(kind)
        if kind == "requirement":  # a registration's id, then the award's own words
            return str(UUID(int=UUID(found[:36]).int ^ 0xFFFF)) + found[36:]
        return str(UUID(int=UUID(found).int ^ 0xFFFF)) if "-" in found else str(int(found) + 1)


def build() -> World:
    """Bring both centres to the same point: one sheet released, one called in, one submission with nobody yet."""
    casts = {slug: _filled(slug) for slug in (THEIRS, OWN)}
    rows = {slug: _rows(slug, cast) for slug, cast in casts.items()}
    with tenant(Centre.objects.get(slug=OWN)):
        _, secret = tokens.issue(casts[OWN]["leo"], "a program", by=None)
    clients = {who: _signed_in(casts[OWN][name].user) for who, name in WHO.items()}
    clients |= {"of both": _signed_in(_of_both()), "token": Client(), "anonymous": Client()}
    for client in clients.values():
        client.raise_request_exception = False
        client.get("/")  # so that the session has just been seen, and no probe has to note it
    centre = casts[THEIRS]["ada"].centre.name
    return World(rows, clients, secret, centre, _secrets(casts[THEIRS]), frozenset(_ids()))


def _filled(slug: str) -> story.Cast:
    with tenant(Centre.objects.get(slug=slug)):
        cast = _cast(slug)
        Site(name=f"The site of {slug}").save()
        _bring(cast, "D7.01", release=True)
        _bring(cast, "D7.02-03", release=False)
        _drafted(cast, "D7.04")
        announced = {"name": f"upload of {slug}.pdf", "size": 9, "fingerprint": slug}
        uploading.begin(story.draft(cast, "D7.04"), **announced, by=cast["lena"])
        story.handed_in(cast, "D7.04")
        diaries.corrected(cast, diaries.filled(cast, f"Client of {slug}"), f"Sam of {slug}")
        _own_sheet(cast, slug)
        award = Specification.objects.get(code="L7-CERT")
        mine = Registration.objects.get(learner__appointment=cast["lena"])
        Offer(registration=mine, old=mine.specification, new=award, terms=[f"What {slug} offers"]).save()
        talking.write(mine.learner, f"A word of {slug}", by=cast["lena"])
        Permission(submission=story.draft(cast, "D7.04"), node="S1", who=f"Client of {slug}").save()
        _planned(mine.learner, slug)
        BouncedAddress(email=f"gone@{slug}.example", answer=f"550 Gone from {slug}").save()
    return cast


def _planned(learner: Learner, slug: str) -> None:
    given = {"title": f"The workshop of {slug}", "on": date(2026, 12, 1), "form": "live", "flow": "input"}
    planning.plan(learner, **given, minutes=60, by=learner.appointment)


def _own_sheet(cast: story.Cast, slug: str) -> None:
    """A sheet that the centre made itself, approved and in its place."""
    text = SHEET.read_text(encoding="utf-8").replace("Coaching Case Study", f"The sheet of {slug}")
    award = Specification.objects.get(code="L7-DIP")
    made = instruments.start(text, award, by=cast["leo"])
    given = {"reference": f"AB/{slug}", "granted_on": date(2026, 1, 12), "holder": f"Keeper at {slug}", "note": ""}
    instruments.approve(made, version=1, **given, by=cast["leo"])
    made.refresh_from_db()
    instruments.place(made, award, None, version=made.version, by=cast["leo"])


def _cast(slug: str) -> story.Cast:
    if slug == OWN:
        for name, role in NEW.values():
            address = f"{name.split()[0].lower()}@{slug}.example"
            sign_in(address, name)
            appoint(address, name, role, by=None, starts_on=date(2026, 1, 12), invite=False)
    people = Appointment.objects.select_related("user", "centre")
    cast = {person.name.split()[0].lower(): person for person in people}
    parts = {**PARTS, **{part: name.split()[0].lower() for part, (name, _) in NEW.items()}} if slug == OWN else {}
    return {**cast, **{part: cast[name] for part, name in parts.items()}}


def _bring(cast: story.Cast, code: str, *, release: bool) -> None:
    sheet = story.opened(cast, code)
    nodes = sheet.submission.assessment.definition.scored
    given = {f"mark-{node.code}": str(node.maximum) for node in nodes}
    given |= {f"{kind}-{node.code}": text for node in nodes for kind, text in story.FEEDBACK.items()}
    given |= {f"bullet-{bullet.code}": "met" for node in nodes for bullet in node.bullets}
    actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    file = sheet.submission.files.get()
    if release:
        actions.keep_comment(Wording(f"Saved by {cast['ada'].name}"), shared=False, by=cast["ada"])
    place = Place(str(file.pk), quote="own words", about=nodes[0].code, text=f"A comment by {cast['ada'].name}")
    actions.annotate(sheet, place, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    if not release:
        enclosed = [story.taken(cast, b"a model answer")]
        words = f"Words of {cast['iqbal'].name}"
        actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason=words, enclosed=enclosed)
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        why = "A made-up question about made-up work."
        actions.hold(sheet, version=sheet.version, by=cast["leo"], kind="integrity", reason=why)
    else:
        actions.save(sheet, given, version=sheet.version, by=cast["iqbal"])
        if sheet.blind:
            actions.lock(sheet, version=sheet.version, by=cast["iqbal"])
        actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
        actions.release(sheet, version=sheet.version, by=cast["iqbal"])


def _drafted(cast: story.Cast, code: str) -> None:
    submission = story.draft(cast, code)
    work.attach(submission, story.taken(cast, b"a first draft"), by=cast["lena"])
    work.ask_for_comments(submission, by=cast["lena"])


def _rows(slug: str, cast: story.Cast) -> dict[str, str]:
    with tenant(Centre.objects.get(slug=slug)):
        sheet = MarkSheet.objects.select_related("submission").get(submission__assessment__code="D7.01")
        found: dict[str, Any] = {
            "annotation": Annotation.objects.filter(mark_set__sheet=sheet).first(),
            "appointment": cast["ada"],
            "cohort": Cohort.objects.first(),
            "assessment": Assessment.objects.get(code="NG-01"),
            "evidence": Evidence.objects.filter(submission=sheet.submission_id).first(),
            "hold": Hold.objects.get(kind="integrity"),
            "instrument": Instrument.objects.get(),
            "learner": Learner.objects.get(appointment=cast["lena"]),
            "reading": DraftReading.objects.get(),
            "registration": sheet.submission.registration,
            "offer": Offer.objects.get(),
            "sheet": sheet,
            "site": Site.objects.first(),
            "specification": Specification.objects.filter(fictional=True).first(),
            "submission": sheet.submission,
            "unallocated": Submission.objects.to_allocate().get(),
            "unit": Unit.objects.first(),
            "enclosure": Enclosure.objects.get(),
            "entry": DiaryEntry.objects.get(kind="session"),
            "attachment": Attachment.objects.get(),
            "goal": Goal.objects.get(),
            "note": FeedbackNote.objects.get(),
            "comment": SavedComment.objects.get(),
            "confirmation": Confirmation.objects.get(),
            "upload": PartialUpload.objects.get(),
            "message": Message.objects.get(),
            "bounced": BouncedAddress.objects.get(),
            "correction": ConfirmationItem.objects.get(),
            "activity": PlannedActivity.objects.get(),
            "permission": Permission.objects.get(),
            "overlay": Overlay.objects.current().first(),
        }
        requirement = f"{sheet.submission.registration_id}.D7.04.hours"
    ids = {kind: str(row.pk) for kind, row in found.items()}
    return ids | {"requirement": requirement, "passkey": _passkey(cast) if slug == THEIRS else "0"}


def _passkey(cast: story.Cast) -> str:
    """Of one person at Northgate; whoever asks has none, for this one could not be used."""
    key = Authenticator(
        pk=987654321, user=cast["ada"].user, type=Authenticator.Type.WEBAUTHN, data={"name": "key of northgate"}
    )
    key.save()
    return str(key.pk)


def _of_both() -> User:
    """Somebody who works in both centres, as two different hands."""
    user = sign_in("bo@both.example", "Bo Lind")
    for slug, role in ((THEIRS, Role.IQA), (OWN, Role.ADMIN)):
        with tenant(Centre.objects.get(slug=slug)):
            appoint("bo@both.example", "Bo Lind", role, by=None, starts_on=date(2026, 1, 12), invite=False)
    return user


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _secrets(cast: story.Cast) -> frozenset[str]:
    people = {text for person in cast.values() for text in (person.name, person.user.email)}
    centre = cast["ada"].centre
    return frozenset(
        {*people, centre.name, centre.number, "N-001", "N-002", f"The site of {THEIRS}", "key of northgate"}
        | {
            f"{words} {THEIRS}"
            for words in (
                "The sheet of",
                "Keeper at",
                "Client of",
                "Sam of",
                "A word of",
                "The workshop of",
                "550 Gone from",
                "A goal of Client of",
            )
        }
        | {f"AB/{THEIRS}", f"What {THEIRS} offers"}
    )


def _ids() -> Iterator[str]:
    with tenant(Centre.objects.get(slug=THEIRS)):
        for model in tenant_models():
            yield from (str(pk) for pk in model._default_manager.values_list("pk", flat=True))


def digests(tables: Collection[str] | None = None) -> dict[str, str]:
    """What Northgate has in each of its tables, or in those that are named, in one number a table."""
    centre = Centre.objects.get(slug=THEIRS)
    with tenant(centre):
        walled = {model._meta.db_table: model._default_manager.all() for model in tenant_models()}
        pointed = {model._meta.db_table: model._default_manager.filter(centre=centre) for model in POINTERS}
        return {
            table: hashlib.sha256(repr(list(rows.order_by("pk").values_list())).encode()).hexdigest()
            for table, rows in (walled | pointed).items()
            if tables is None or table in tables
        }
