"""A program that calls the API. Every answer it gets is held against the published schema."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

JSON = "application/json"
ANYWHERE = r"[^/]+"


@dataclass
class Answer:
    """What came back: status, headers, and the JSON of it when it is JSON."""

    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and sentence."""
        return self.status, self.json["detail"]


@dataclass
class Caller:
    """Somebody at one centre, by session (a signed-in client that keeps the CSRF rules) or by token."""

    centre: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """Write, with a body of JSON."""
        return self.send("POST", path, json.dumps({} if body is None else body), headers=headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        """Change, with a body of JSON."""
        return self.send("PATCH", path, json.dumps(body), headers=headers)

    def delete(self, path: str) -> Answer:
        """Take away."""
        return self.send("DELETE", path)

    def upload(self, path: str, *files: Any) -> Answer:
        """A form with files, as a browser sends it."""
        sent = self.client.post(self.address(path), {"file": list(files)}, headers=self._headers({}))
        return self._answered("POST", path, sent)

    def send(
        self,
        method: str,
        path: str,
        data: str | bytes = b"",
        *,
        kind: str = JSON,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Anything at all."""
        sent = self.client.generic(method, self.address(path), data, kind, headers=self._headers(headers or {}))
        return self._answered(method, path, sent)

    def address(self, path: str) -> str:
        """The address of a path in this centre; one that begins with / stands as it is."""
        return path if path.startswith("/") else f"/api/v1/c/{self.centre}/{path}"

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        cookie = self.client.cookies.get("csrftoken")
        own = (
            {"Authorization": f"Bearer {self.token}"} if self.token else {"X-CSRFToken": cookie.value} if cookie else {}
        )
        return {**own, **self.headers, **{name.replace("_", "-"): value for name, value in more.items()}}

    def _answered(self, method: str, path: str, sent: Any) -> Answer:
        body = b"".join(sent.streaming_content) if sent.streaming else sent.content
        answer = Answer(sent.status_code, sent.headers, body)
        check(method, self.address(path).partition("?")[0], answer)
        return answer


@cache
def schema() -> dict[str, Any]:
    """The published schema, closed: a property that it does not name is an error."""
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    document = json.loads(json.dumps(document, default=str))
    for component in document["components"]["schemas"].values():
        if "properties" in component:
            component["additionalProperties"] = False
    return document


def check(method: str, path: str, answer: Answer) -> None:
    """The answer is one that the schema announces for this address and method."""
    operation = operation_at(method, path)
    if operation is None:
        assert answer.status in {401, 404, 405}, (method, path, answer.status, answer.body[:200])
        return
    announced = operation["responses"].get(str(answer.status))
    assert announced is not None, f"{method} {path} answered {answer.status}, unannounced: {answer.body[:300]!r}"
    content = announced.get("content", {}).get(JSON)
    if content is not None:
        whole = {**content["schema"], "components": schema()["components"]}
        Draft202012Validator(whole).validate(answer.json)


def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """What the schema says about a method at an address; fixed words before `{id}`."""
    for template in sorted(schema()["paths"], key=lambda known: known.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", ANYWHERE, template), path):
            found: dict[str, Any] | None = schema()["paths"][template].get(method.lower())
            return found
    return None
