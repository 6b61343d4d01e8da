"""What the schema says of every route: who signs in how, what is taken, what comes back, and every refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from centres import once

Handler = TypeVar("Handler", bound=Callable[..., Any])
ROLE = OpenApiParameter(
    "X-Appointment",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="As which of one's own appointments; a session alone. It may also stand in a body as `appointment`.",
)
KEY = OpenApiParameter(
    once.HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description=(
        "Up to 64 printable characters of your own, new for every act. Sent again with the same act it is answered as "
        "the first time, for a week, with the header Idempotent-Replayed; with another act it is refused. "
        "A refused act leaves its key free."
    ),
)
AFTER = OpenApiParameter("after", OpenApiTypes.UUID, description="The id of the last row already read.")
LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, description="How many rows, 1 to 200; 50 when it is not said.")
FILE = {(200, "application/octet-stream"): OpenApiTypes.BINARY}
WHY = {
    400: "The body cannot be read.",
    401: "Nobody is signed in, or the token opens nothing.",
    403: "The wrong hand, a signature by token or without a recent proof of who signs, or no CSRF token.",
    404: "Nothing is there for this person; a foreign thing answers like a missing one.",
    409: "The state, a hold or another change stands against it.",
    413: "More than is read at once.",
    415: "Another kind of body is needed.",
    422: "What was sent cannot be taken as it is.",
}
READS = (401, 404)
WRITES = (400, 401, 403, 404, 409, 413, 415, 422)


class Problem(serializers.Serializer[Any]):
    """A refusal: the sentence people read on the page, and a word for programs."""

    detail = serializers.CharField()
    code = serializers.CharField()


class Problems(Problem):
    """What could not be taken: a sentence for each field."""

    problems = serializers.DictField(child=serializers.CharField(), required=False)


def described(
    summary: str,
    *,
    takes: Any = None,
    gives: Any = None,
    status: int = 200,
    errors: Sequence[int] = READS,
    also: dict[Any, Any] | None = None,
    parameters: Sequence[OpenApiParameter] = (),
) -> Callable[[Handler], Handler]:
    """Describe one handler. `also` replaces or adds responses by status, where one carries more than a sentence."""
    refused = {code: OpenApiResponse(Problems if code == 422 else Problem, WHY[code]) for code in errors}
    answers: dict[Any, Any] = {status: gives} if not isinstance(gives, dict) else dict(gives)
    describe: Callable[[Handler], Handler] = extend_schema(
        summary=summary, request=takes, responses={**answers, **refused, **(also or {})}, parameters=list(parameters)
    )
    return describe


class CentreSchema(AutoSchema):
    """Adds what is true of every route in a centre."""

    def get_override_parameters(self) -> list[Any]:
        """The header that names a role; where something is written, the key of the act."""
        keyed = [] if self.method == "GET" else [KEY]
        return [*super().get_override_parameters(), ROLE, *keyed]

    def get_tags(self) -> list[str]:
        """Grouped by the first word after the centre's name: `mark-sheets`, `submissions`."""
        return self._words()[:1] or ["centre"]

    def get_operation_id(self) -> str:
        """Method and address in one word: `post_mark_sheets_one_sign`."""
        words = ["one" if word.startswith("{") else word.replace("-", "_") for word in self._words()]
        return "_".join([self.method.lower(), *(words or ["centre"])])

    def _words(self) -> list[str]:
        """The address after `/api/v1/c/{slug}/`, in words."""
        return [word for word in self.path.split("/") if word][4:]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema about the token."""

    target_class = "centres.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema about the session."""

    target_class = "centres.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
