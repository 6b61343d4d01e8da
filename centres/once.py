"""An act that is sent twice is done once.

Whoever sends an act may send a key with it. The key is written first, in the act's own transaction: a second request
with it waits there, and is then given the answer of the first. A refused act leaves no key behind, so it can be tried
again. What counts as the same act is in decision 0009.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from centres import naive
from centres.ledger import digest_of
from centres.models import AnsweredAct, Appointment
from centres.refusals import Unfit

HEADER = "Idempotency-Key"
FIELD = "once"
REPLAYED = "Idempotent-Replayed"
KEPT_FOR = timedelta(days=7)
KEY = re.compile(r"[!-~]{1,64}")
OF_THE_FORM = frozenset({"csrfmiddlewaretoken", FIELD})  # they are about the sending, not about the act
TEXTS = ("text/", "application/json")
HEADERS = ("Content-Type", "ETag", "Location")
NO_KEY = f"The {HEADER} is 1 to 64 printable characters without a space, such as a UUID; send one like that."
NO_FIELD = "This page sent a key that is not one of ours, so nothing was done. Reload the page and send it again."
OTHER_ACT = f"This {HEADER} belongs to another act, sent before. Send a new key with every new act."


@dataclass(frozen=True)
class Asked:
    """An act as it was sent: its key, and the digest of everything that makes it this act and no other."""

    key: str
    digest: str


def by_page(request: HttpRequest) -> Asked | None:
    """What a form of ours asks; None when it carries no key.

    The key counts together with what was sent: a page reached again by Back and changed is another act.
    """
    key = request.POST.get(FIELD)
    if not key:
        return None
    if not KEY.fullmatch(key):
        raise Unfit(NO_FIELD, code="key")
    fields = {name: values for name, values in request.POST.lists() if name not in OF_THE_FORM}
    files = [(name, file) for name, found in request.FILES.lists() for file in found]
    digest = _digest(request, fields, files)
    return Asked(digest_of([key, digest]), digest)


def by_program(request: HttpRequest, body: Mapping[str, Any]) -> Asked | None:
    """What a program asks through the API; None when it sends no key."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not KEY.fullmatch(key):
        raise Unfit(NO_KEY, code="key")
    parts = dict(body.lists()) if hasattr(body, "lists") else dict(body)
    files = [(name, one) for name, values in parts.items() for one in _files(values)]
    fields = {name: values for name, values in parts.items() if not any(name == file for file, _ in files)}
    return Asked(key, _digest(request, fields, files))


def answered(
    request: HttpRequest, asked: Asked | None, by: Appointment, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do the act and keep its answer; or give the answer it got before. Inside the act's transaction."""
    if asked is None or naive.without("once"):
        return act()
    row = _claimed(asked, by)
    if row.status is not None:
        if row.digest != asked.digest:
            raise Unfit(OTHER_ACT, code="key_used")
        return _again(request, row)
    before = len(_waiting(request))
    response = act()
    if response.status_code >= 400 or not _is_text(response):
        row.delete()
        return response
    row.status, row.answer = response.status_code, _answer(request, response, before)
    row.save(update_fields=["status", "answer"])
    return response


def forget(limit: int = 500) -> int:
    """Clear a few answers of the current centre that nobody asks for any more; how many went."""
    old = AnsweredAct.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).values_list("pk", flat=True)
    gone, _ = AnsweredAct.objects.filter(pk__in=list(old[:limit])).delete()
    return gone


def _claimed(asked: Asked, by: Appointment) -> AnsweredAct:
    """The row of this key: a new one, or the one whose transaction ended before ours. PostgreSQL waits here for it."""
    mine = AnsweredAct(centre_id=by.centre_id, appointment=by, key=asked.key, digest=asked.digest)
    AnsweredAct.objects.bulk_create([mine], ignore_conflicts=True)
    found: AnsweredAct = AnsweredAct.objects.get(appointment=by, key=asked.key)
    return found


def _is_text(response: HttpResponse) -> bool:
    """Whether the answer can be kept: a file is made or read again."""
    return not response.streaming and (not response.content or response["Content-Type"].startswith(TEXTS))


def _answer(request: HttpRequest, response: HttpResponse, before: int) -> dict[str, Any]:
    return {
        "headers": {name: response[name] for name in HEADERS if name in response},
        "body": response.content.decode(),
        "said": _waiting(request)[before:],
    }


def _again(request: HttpRequest, row: AnsweredAct) -> HttpResponse:
    """The answer as it was given; its sentences too, unless they still wait to be shown."""
    waiting, stored = _waiting(request), row.answer
    for said in stored["said"]:
        if said not in waiting:
            messages.add_message(request, *said)
    headers = dict(stored["headers"])
    if row.status in {301, 302, 303, 307, 308}:
        response: HttpResponse = HttpResponseRedirect(headers.pop("Location"), status=row.status)
    else:
        response = HttpResponse(stored["body"], status=row.status)
    for name in HEADERS:
        if name in headers:
            response[name] = headers[name]
        elif name in response and name != "Location":
            del response[name]
    response[REPLAYED] = "true"
    return response


def _waiting(request: HttpRequest) -> list[list[Any]]:
    """The sentences that wait to be shown on the next page, without showing them; none when a page has shown them."""
    storage: Any = messages.get_messages(request)
    if getattr(storage, "used", True):
        return []
    found = [[message.level, str(message.message), message.extra_tags] for message in storage]
    storage.used = False
    return found


def _digest(request: HttpRequest, fields: Mapping[str, Any], files: Iterable[tuple[str, Any]]) -> str:
    hashes = [(name, _hash(file)) for name, file in files]
    version = request.headers.get("If-Match", "")
    return digest_of([request.method, request.get_full_path(), version, fields, hashes])


def _hash(file: Any) -> str:
    """By content, not by name and size: a corrected file is another file."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _files(values: Any) -> list[Any]:
    return [one for one in values if hasattr(one, "chunks")] if isinstance(values, list) else []
