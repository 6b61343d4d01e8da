"""What people do while everything is killed around them: each learner's sheet from the upload to the release.

Every act is sent twice at once under one key, or three times; the two acts with most at stake for a person, marking
and releasing, also through the pages. Two tabs of one assessor write into one box, and both first read the same.
"""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.assessments import file_samples
from tests.faults.client import Book, Person, Refusal

ROUNDS = 2  # words that each tab adds
TABS = 2
ACTS = 12 + TABS * ROUNDS  # of one story, its registration included
CHOICES = {"looking": "forward"}
MARKS = {"mark-S1": "31", "mark-S2": "30"}
WORDS = {"strengths-S1": "Words:", "strengths-S2": "Clear and specific.", "areas-S1": "-", "areas-S2": "-"}
BULLETS = {f"bullet-{code}": "met" for code in ("S1.1", "S1.2", "S1.3", "S2.1", "S2.2")}


@dataclass
class Story:
    """One learner's submission on its way."""

    number: int
    ids: dict[str, Any]
    port: int
    book: Book
    sheet: str = ""

    def tell(self) -> None:
        """All of it but the release; a refusal ends it, and is a finding."""
        try:
            self._register()
            self._hand_in()
            self._mark()
            self._check()
        except Refusal as refused:
            self.book.finding(str(refused))

    def release(self) -> None:
        """The last act; by the page for every second sheet."""
        if not self.sheet:
            return  # an earlier act was refused, and that was found
        by, version = self._as("iqa"), self._version("iqa")
        try:
            if self.number % 2:
                by.post("release", f"sheets/{self.sheet}/move/release/", {"version": version}, times=2)
            else:
                by.act("release", "POST", f"mark-sheets/{self.sheet}/release/", {"version": version}, times=2)
        except Refusal as refused:
            self.book.finding(str(refused))
        else:
            self._moved("release")

    def _as(self, role: str) -> Person:
        return Person(self.port, self.ids["centre"], self.ids[role], self.book)

    def _register(self) -> None:
        new = {"name": f"New {self.number}", "email": f"new{self.number}@{self.ids['centre']}.example"}
        body = {**new, "specification": self.ids["award"]}
        answer = self._as("admin").act("register", "POST", "registrations/", body, times=3)
        self.book.ack("register", centre=self.ids["centre"], registration=answer.json["id"], email=new["email"])

    def _hand_in(self) -> None:
        learner, at = self._as("learner"), f"submissions/{self.ids['submission']}/"
        essay = file_samples.essay(30 + self.number)
        added = learner.upload("upload", f"{at}files/", f"essay-{self.number}.docx", essay, times=2).json["files"]
        self._did("upload", files=[one["id"] for one in added], sha256=hashlib.sha256(essay).hexdigest())
        learner.act("answer", "PATCH", at, {"declared": True, "choices": CHOICES}, times=2)
        self._did("answer", choices=CHOICES)
        receipt = learner.act("submit", "POST", f"{at}submit/", times=2).json["submission"]["receipt"]
        self._did("submit", receipt=receipt)
        self._as("admin").act("allocate", "POST", f"{at}allocate/", {"assessor": self.ids["assessor_id"]}, times=3)
        self._did("allocate", assessor=self.ids["assessor_id"])

    def _mark(self) -> None:
        assessor, at = self._as("assessor"), f"submissions/{self.ids['submission']}/"
        sheet = assessor.act("open", "POST", f"{at}open/", times=2).json
        self.sheet = sheet["id"]
        self._moved("open")
        fields = {**MARKS, **WORDS, **BULLETS}
        assessor.act("mark", "PATCH", self._at(), {"version": sheet["version"], "fields": fields}, times=2)
        self._did("mark", sheet=self.sheet, hand="assessor", marks=MARKS)
        meeting = threading.Barrier(TABS)
        with ThreadPoolExecutor(TABS) as tabs:
            for done in [tabs.submit(self._write, f"{name}", meeting) for name in "AB"]:
                done.result()
        self._move("assessor", "sign")

    def _write(self, tab: str, meeting: threading.Barrier) -> None:
        """Add words to what is in the box; whoever is told that it changed reads it again and adds them then."""
        by = self._as("assessor")
        for word in (f"{tab}{n}" for n in range(ROUNDS)):
            while True:
                page = by.read(self._at())
                if word.endswith("0") and not meeting.broken:
                    _meet(meeting)  # both have read the same version now
                text = f"{next(row for row in page['rows'] if row['code'] == 'S1')['strengths']} {word}"
                try:
                    by.act("write", "PATCH", self._at(), {"version": page["version"], "fields": {"strengths-S1": text}})
                except Refusal as refused:
                    if refused.answer.status != 409:
                        raise
                    self.book.count("edits refused as stale, then made again")
                    meeting.abort()
                    continue
                self._did("write", sheet=self.sheet, word=word)
                break

    def _check(self) -> None:
        self._move("iqa", "call_in")
        by, version = self._as("iqa"), self._version("iqa")
        sent = {"version": version, **MARKS, **BULLETS, "save": "1"}
        by.post("check", f"sheets/{self.sheet}/save/", sent, times=2)
        self._did("mark", sheet=self.sheet, hand="iqa", marks=MARKS)
        self._move("iqa", "countersign")

    def _move(self, role: str, verb: str) -> None:
        body = {"version": self._version(role)}
        self._as(role).act(verb, "POST", f"mark-sheets/{self.sheet}/{verb}/", body, times=2)
        self._moved(verb)

    def _moved(self, verb: str) -> None:
        self._did("move", sheet=self.sheet, verb=verb)

    def _did(self, what: str, **facts: Any) -> None:
        self.book.ack(what, centre=self.ids["centre"], submission=self.ids["submission"], **facts)

    def _version(self, role: str) -> int:
        return int(self._as(role).read(self._at())["version"])

    def _at(self) -> str:
        return f"mark-sheets/{self.sheet}/"


def _meet(meeting: threading.Barrier) -> None:
    try:
        meeting.wait(timeout=60)
    except threading.BrokenBarrierError:
        return
