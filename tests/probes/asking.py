"""Asking for what is not one's own, and holding the answer beside that for a thing that does not exist."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from tests.probes import world as worlds
from tests.probes.places import BODIES, FIELDS, SHARED
from tests.probes.routes import Route, fields_of, questions, routes
from tests.probes.world import NOWHERE, OWN, THEIRS, World

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FORM_TOKEN = re.compile(r'name="(?:csrfmiddlewaretoken|once)" value="[\w-]+"')
PASSING = frozenset({"Date", "Expires", "X-Request-ID"})
WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
DRF_SAYS = frozenset({"Allow"})  # the verbs of an address, which are the same whoever asks


@dataclass(frozen=True, slots=True)
class Probe:
    """Who asks which address by which verb, and where the id of the other centre stands."""

    who: str
    method: str
    route: Route
    position: str  # "slug", "path", "query", "body", "header"
    name: str
    kind: str

    def __str__(self) -> str:
        words = "".join(f" {word}" for _, word in self.route.words)
        where = f"{self.position} {self.name}".strip()
        return f"{self.who}: {self.method} {self.route.template}{words} with a foreign {self.kind} in its {where}"


def probes(who: str, known: Iterable[Route] | None = None) -> Iterator[Probe]:
    """Every distinct probe of one person."""
    for route in routes() if known is None else known:
        if who != "token" or route.is_api:
            every = (probe for method in route.methods for probe in _of_method(who, method, route))
            yield from (probe for probe in every if probe.kind not in SHARED)


def _of_method(who: str, method: str, route: Route) -> Iterator[Probe]:
    for name, kind in route.ids:
        yield Probe(who, method, route, "path", name, kind)
    if not route.in_a_centre:
        if not route.ids and method in {"GET", "POST"}:
            yield Probe(who, method, route, "query", "after", "submission")
        return
    if who != "of both":  # who belongs there is no stranger
        yield Probe(who, method, route, "slug", "slug", "centre")
    for position, name in _places(route, method):
        yield Probe(who, method, route, position, name, FIELDS[name])


def _places(route: Route, method: str) -> Iterator[tuple[str, str]]:
    """Where else than in the address an id may stand."""
    described = not route.is_api or bool(route.operation(method))
    if method == "GET":
        yield from (("query", name) for name in questions(route))
    if described and method in (UNSAFE if route.is_api else {"POST"}):
        yield from (("body", name) for name in fields_of(route, method))
    if described and route.is_api:
        yield "header", "X-Appointment"


@dataclass(slots=True)
class Answer:
    """What came back, without what differs from one moment to the next."""

    status: int
    headers: dict[str, str]
    cookies: frozenset[str]
    body: str


@dataclass
class Asker:
    """Asks probes in a world and notes every answer that tells or changes too much."""

    world: World
    findings: list[str] = field(default_factory=list)
    _before: dict[str, str] = field(default_factory=dict)
    _nowhere: dict[tuple[str, ...], Answer] = field(default_factory=dict)

    def ask(self, probe: Probe) -> None:
        """One probe: the foreign id, and in the same place one that nothing has."""
        foreign = self._send(probe, THEIRS, self.world.theirs(probe.kind) if probe.kind != "centre" else "")
        if foreign.status >= 500:
            self._note(probe, f"answered {foreign.status}")
            return
        for what in self._told(foreign, probe):
            self._note(probe, f"told “{what}”")
        missing = self._missing(probe)
        if foreign != missing:
            self._note(
                probe, f"answered {foreign.status}, where nothing is it answers {missing.status}: it can be told"
            )
        elif probe.position == "path" and foreign.status < 300:
            self._note(probe, f"answered {foreign.status}")

    def _missing(self, probe: Probe) -> Answer:
        """A centre that is nowhere is the same page at every address, and need not be asked for each."""
        if probe.position != "slug":
            return self._send(probe, OWN, self.world.nobodys(probe.kind))
        key = (probe.who, probe.method, str(probe.route.is_api))
        if key not in self._nowhere or probe.who == "anonymous":  # whose answers name the address they asked for
            self._nowhere[key] = self._send(probe, NOWHERE, "")
        return self._nowhere[key]

    def _send(self, probe: Probe, slug: str, sent: str) -> Answer:
        wrote: set[str] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if found := WRITES.match(sql):
                wrote.add(found[1])
            return execute(sql, params, many, context)

        self._before = self._before or worlds.digests()
        with transaction.atomic():
            with connection.execute_wrapper(watch):
                answer = self._answered(probe, slug, sent)
            now = worlds.digests(wrote) if wrote and answer.status < 500 else {}
            if any(self._before[table] != digest for table, digest in now.items()):
                self._note(probe, "changed a row of the other centre")
            transaction.set_rollback(True)
        return answer

    def _answered(self, probe: Probe, slug: str, sent: str) -> Answer:
        path, body, headers = self._request(probe, slug, sent)
        client = self.world.clients[probe.who]
        kind = self._content_type(probe, body)
        cookies = dict(client.cookies)
        question = {probe.name: sent} if probe.position == "query" else None
        answer = client.generic(probe.method, path, _encoded(body, kind), kind, query_params=question, headers=headers)
        client.cookies.clear()
        client.cookies.update(cookies)
        raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = FORM_TOKEN.sub("", raw.decode("utf-8", "replace"))
        passing = PASSING | (DRF_SAYS if probe.position == "slug" else frozenset())
        left = {name: value for name, value in answer.headers.items() if name not in passing}
        asked = sent or f"/{slug}/"
        named = {name: self._plain(value.replace(asked, "…")) for name, value in left.items()}
        given = frozenset(answer.cookies) - {settings.SESSION_COOKIE_NAME}  # one’s own, given anew each minute
        return Answer(answer.status_code, named, given, self._plain(text.replace(asked, "…")))

    def _plain(self, text: str) -> str:
        """Without ids but those of Northgate: what an act of one's own has just made has a new one each time."""
        return AN_ID.sub(lambda found: found[0] if found[0] in self.world.ids else "…", text)

    def _request(self, probe: Probe, slug: str, sent: str) -> tuple[str, dict[str, Any] | None, dict[str, str]]:
        at = probe.position
        ids = {
            name: self.world.theirs(kind) if at == "slug" else self.world.own(kind) for name, kind in probe.route.ids
        }
        if at == "path":
            ids[probe.name] = sent
        path = probe.route.path(slug if at == "slug" else OWN, ids)
        headers = {"Authorization": f"Bearer {self.world.token}"} if probe.who == "token" else {}
        if at == "header":
            headers[probe.name] = sent
        if probe.method not in UNSAFE:
            return path, None, headers
        body = dict(self._body(probe))
        if at == "body":
            body[probe.name] = sent
        return path, body, headers

    def _body(self, probe: Probe) -> Iterator[tuple[str, Any]]:
        for name, value in BODIES.get(probe.route.name, {"version": 1}).items():
            text = str(value)
            yield name, self.world.own(text[1:]) if text.startswith("@") else value

    def _content_type(self, probe: Probe, body: dict[str, Any] | None) -> str:
        if body is None:
            return "application/octet-stream"
        content = probe.route.operation(probe.method).get("requestBody", {}).get("content", {})  # type: ignore[attr-defined]
        if not probe.route.is_api or "multipart/form-data" in content:
            return f"multipart/form-data; boundary={BOUNDARY}"
        return "application/json"

    def _told(self, answer: Answer, probe: Probe) -> Iterator[str]:
        """Northgate's words and ids in an answer; the id that was sent has been taken out already."""
        whole = "\n".join([answer.body, *answer.headers.values()])
        belongs = {self.world.centre} if probe.who == "of both" and not probe.route.in_a_centre else set()
        yield from (secret for secret in self.world.secrets - belongs if secret in whole)
        sent = {self.world.theirs(kind) for _, kind in probe.route.ids} if probe.position == "slug" else set()
        yield from (found for found in AN_ID.findall(whole) if found in self.world.ids and found not in sent)

    def _note(self, probe: Probe, what: str) -> None:
        self.findings.append(f"{probe} {what}.")


BOUNDARY = "the-boundary"


def _encoded(body: dict[str, Any] | None, kind: str) -> bytes:
    if body is None:
        return b""
    if kind == "application/json":
        return json.dumps(body).encode()
    parts = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in body.items())
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
