"""All that can be asked: addresses from the resolver, fields from the schema, the forms and the views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from marksheets.workflow import MOVES
from tests.api.caller import schema
from tests.probes.places import BODIES, FIELDS, IDS, WORDS

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    *("accounts", "assessments", "centres", "certification", "config", "instruments", "learners", "marksheets"),
    "qualifications",
)
CENTRE = "c/<slug:slug>/"
API = "api/v1/"
HTML_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
API_METHODS = ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS")
# What a view reads of a request by name.
READ = re.compile(r"""(?:POST|GET|query_params|body|asked)(?:\.get(?:list)?\(\s*|\[)["']([\w-]+)["']""")
ASKED = re.compile(r"""["']([\w-]+)["'] (?:not )?in (?:self\.|request\.)?(?:POST|GET|body)\b""")
HEADER = re.compile(r"""headers(?:\.get\(\s*|\[)["'](X-Appointment|If-[\w-]+)["']""")


@dataclass(frozen=True, slots=True)
class Route:
    """One address, its words filled in; its ids still open."""

    template: str
    name: str
    words: tuple[tuple[str, str], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()  # by the name they have in the address: what they name

    @property
    def in_a_centre(self) -> bool:
        """Whether it lies under a centre's own address."""
        return CENTRE in self.template

    @property
    def is_api(self) -> bool:
        """Whether programs ask it."""
        return self.template.startswith(API)

    @property
    def methods(self) -> tuple[str, ...]:
        """The verbs that are tried; a further word of an address is another act, and acts are posted."""
        further = any(word != WORDS[name][0] for name, word in self.words if name in WORDS)
        return ("POST",) if further else API_METHODS if self.is_api else HTML_METHODS

    def path(self, slug: str, ids: dict[str, str]) -> str:
        """The address, for one centre and these ids."""
        if not self.name:
            return f"/{self.template}nothing/"
        where = {"slug": slug} if self.in_a_centre else {}
        return reverse(self.name, kwargs={**where, **dict(self.words), **ids})

    def operation(self, method: str) -> dict[str, object]:
        """What the schema says of it."""
        if not self.is_api:
            return {}
        written = "/" + re.sub(r"<\w+:(\w+)>", lambda found: "{" + found[1].replace("pk", "id") + "}", self.template)
        return dict(schema()["paths"].get(written, {}).get(method.lower(), {}))


def patterns(known: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the house as it is written, with its name."""
    for pattern in get_resolver().url_patterns if known is None else known:
        template = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, template)
        else:
            yield template, str(pattern.name or "")


def blanks(template: str) -> list[tuple[str, str]]:
    """The blanks of an address, each with the words before it, in order."""
    found = re.split(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]+\)", template.replace(CENTRE, "").removeprefix(API))
    return [(found[i + 1] or found[i + 2], found[i].lstrip("/")) for i in range(0, len(found) - 1, 3)]


def unmapped() -> list[str]:
    """Addresses with a blank that nobody has said the meaning of."""
    return [
        f"{template}: what does <{name}> after “{before}” name? Say it in tests/probes/places.py."
        for template, _ in patterns()
        for name, before in blanks(template)
        if before not in IDS and name not in WORDS
    ]


@cache
def routes() -> tuple[Route, ...]:
    """Every address, once for each of its words; of two that are written alike the first answers."""
    first = dict(reversed(list(patterns())))
    return tuple(route for template, name in reversed(first.items()) for route in _filled(template, name))


def _filled(template: str, name: str) -> Iterator[Route]:
    ids = tuple((blank, IDS[before]) for blank, before in blanks(template) if before in IDS)
    open_words = [blank for blank, before in blanks(template) if before not in IDS]
    for chosen in product(*(WORDS.get(word, ("unmapped",)) for word in open_words)):
        yield Route(template, name, tuple(zip(open_words, chosen, strict=True)), ids)


@cache
def names_read() -> frozenset[str]:
    """Every field, parameter and header that a form, a view or the schema reads by name."""
    return frozenset({*_in_the_schema(), *_in_forms(), *_in_views()})


def _in_the_schema() -> Iterator[str]:
    for methods in schema()["paths"].values():
        for operation in (one for key, one in methods.items() if key != "parameters"):
            yield from (one["name"] for one in operation.get("parameters", ()) if one["in"] != "path")
            yield from properties(operation)


def properties(operation: dict[str, object]) -> list[str]:
    """The fields of the body an operation takes."""
    content = operation.get("requestBody", {}).get("content", {})  # type: ignore[attr-defined]
    found: list[str] = []
    for kind in content.values():
        name = kind["schema"].get("$ref", "").rpartition("/")[2]
        found += schema()["components"]["schemas"].get(name, kind["schema"]).get("properties", {})
    return found


def _in_forms() -> Iterator[str]:
    waiting = list(forms.BaseForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.split(".")[0] in APPS:
            yield from getattr(form, "base_fields", ())


def _in_views() -> Iterator[str]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "Request" in text:
                yield from (name for shape in (READ, ASKED, HEADER) for name in shape.findall(text))


def questions(route: Route) -> list[str]:
    """The parameters with an id in them: of programs as the schema says, of pages the document they show."""
    if not route.is_api:
        return ["file"]
    asked = route.operation("GET").get("parameters", ())
    return [one["name"] for one in asked if one["in"] == "query" and one["name"] in FIELDS]  # type: ignore[attr-defined]


def fields_of(route: Route, method: str) -> list[str]:
    """The fields with an id in them that a body sent there may carry, one by one."""
    if route.name in BODIES:
        known = [name for name, value in BODIES[route.name].items() if str(value).startswith("@")]
        if verb := dict(route.words).get("verb"):  # a move reads what the table says that it asks for
            known = [name for name in known if verb in MOVES and name in MOVES[verb].asks]
    else:
        known = [name for name in properties(route.operation(method)) if name in FIELDS and name != "file"]
    return list(dict.fromkeys([*known, "appointment"]))  # a body may be described once for each way to write it
