"""Programs and browsers that do not give up: an act whose outcome is unknown is sent again under the same key."""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any
from urllib.parse import urlencode

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
CSRF = "A" * 32  # a browser's own: the cookie and the form say the same
GIVES_UP_AFTER = 240.0
ASKS_FOR = 60.0  # seconds until an answer that does not come counts as unknown
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)  # before one that was not answered is sent again


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str = ""
    tag: str = ""

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Book:
    """What was acknowledged, and what clients saw that must not be; written by all of them."""

    acks: list[dict[str, Any]] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ack(self, what: str, **facts: Any) -> None:
        """An act was answered with success."""
        with self.lock:
            self.acks.append({"what": what, **facts})

    def finding(self, sentence: str) -> None:
        """Something that must not be."""
        with self.lock:
            self.findings.append(sentence)

    def count(self, what: str, number: int = 1) -> None:
        """Something that may be, and is told at the end."""
        with self.lock:
            self.seen[what] += number


class Refusal(Exception):
    """An act that was refused, for good."""

    def __init__(self, what: str, answer: Answer) -> None:
        super().__init__(f"“{what}” was answered {answer.status}: {answer.body[:300].decode(errors='replace')}")
        self.answer = answer


@dataclass
class Person:
    """Somebody signed in at a centre."""

    port: int
    centre: str
    session: str
    book: Book

    def read(self, path: str) -> Any:
        """The JSON at an address of the API, however long it takes."""
        return self._settled(f"GET {path}", "GET", self._api(path), b"", {}, times=1).json

    def act(
        self, what: str, method: str, path: str, body: Mapping[str, Any] | None = None, *, times: int = 1
    ) -> Answer:
        """One act through the API, sent `times` times at once under one key. Raises Refusal."""
        headers = {"Content-Type": JSON, "X-CSRFToken": CSRF}
        return self._once(what, method, self._api(path), json.dumps(body or {}).encode(), headers, times)

    def upload(self, what: str, path: str, name: str, content: bytes, *, times: int = 1) -> Answer:
        """A file through the API."""
        edge = "edge-of-a-part"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": CSRF}
        return self._once(what, "POST", self._api(path), body, headers, times)

    def post(self, what: str, path: str, fields: Mapping[str, Any], *, times: int = 1) -> Answer:
        """A form of a page, as a browser posts it: the key is a field."""
        sent = {"csrfmiddlewaretoken": CSRF, "once": secrets.token_urlsafe(12), **fields}
        headers = {"Content-Type": FORM}
        return self._once(what, "POST", f"/c/{self.centre}/{path}", urlencode(sent).encode(), headers, times)

    def _once(self, what: str, method: str, path: str, body: bytes, headers: dict[str, str], times: int) -> Answer:
        keyed = {**headers, "Idempotency-Key": secrets.token_hex(8)}
        answer = self._settled(what, method, path, body, keyed, times)
        if answer.status >= 400:
            raise Refusal(what, answer)
        return answer

    def _settled(self, what: str, method: str, path: str, body: bytes, headers: dict[str, str], times: int) -> Answer:
        """The answer at last; all that were sent under the key must have got the same."""
        ends = time.monotonic() + GIVES_UP_AFTER
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            if time.monotonic() > ends:
                break
            with ThreadPoolExecutor(times) as pool:
                asked = [pool.submit(self._ask, method, path, body, headers) for _ in range(times)]
                answers = [one.result() for one in asked]
            known = [one for one in answers if one is not None and one.status < 500]
            self.book.count("requests without an answer", times - len(known))
            if known:
                if any(one != known[0] for one in known):
                    self.book.finding(f"Twice under one key, “{what}” got {[one.status for one in known]}.")
                return min(known, key=lambda one: one.status)
            time.sleep(pause)
        raise AssertionError(f"“{what}” was not answered within {GIVES_UP_AFTER:.0f} s.")

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer | None:
        """One request; None when its outcome is not known."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ASKS_FOR)
        cookies = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}"}
        try:
            connection.request(method, path, body or None, {**cookies, **headers})
            got = connection.getresponse()
            return Answer(got.status, got.read(), got.headers.get("Location", ""), got.headers.get("ETag", ""))
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _api(self, path: str) -> str:
        return f"/api/v1/c/{self.centre}/{path}"
