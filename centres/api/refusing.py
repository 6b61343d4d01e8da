"""How the API says no: the sentence of the page, a code for programs, and the right status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from centres.refusals import Refused
from centres.step_up import AskedAgain

NOTHING_HERE = "There is nothing at this address."
SENTENCES = {
    "not_found": NOTHING_HERE,
    "not_authenticated": "Sign in first, or send a personal token: Authorization: Bearer …",
    "permission_denied": "This is not yours to do.",
    "method_not_allowed": "This address does not take {method}.",
    "unsupported_media_type": "This address does not read “{media_type}”; send JSON, or a form where files go.",
    "parse_error": "The body could not be read as what its Content-Type says it is.",
}
BROKEN_FORM = "The form could not be read: it broke off, or is not multipart/form-data as its Content-Type says."
TOO_MUCH = "The form is larger, or has more fields or files, than is read at once; send less."


def sentence_handler(problem: Exception, context: dict[str, Any]) -> Response | None:
    """`{"detail": sentence, "code": word}` for every refusal; None for a mistake of ours."""
    if isinstance(problem, Refused):
        return _answer(problem.sentence, problem.code, problem.status, **_way_out(problem))
    if isinstance(problem, exceptions.ValidationError):
        return unfit(problems_of(problem.detail))
    if isinstance(problem, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _answer(TOO_MUCH, "too_large", 413)
    if isinstance(problem, MultiPartParserError | SuspiciousOperation):
        return _answer(BROKEN_FORM, "not_a_form", 400)
    if isinstance(problem, Http404):
        problem = exceptions.NotFound()
    elif isinstance(problem, PermissionDenied):
        problem = exceptions.PermissionDenied()
    answer = exception_handler(problem, context)
    if answer is not None and isinstance(problem, exceptions.APIException):
        answer.data = {"detail": _sentence(problem, context), "code": _code(problem)}
    return answer


def unfit(problems: dict[str, str], *, code: str = "unfit", **more: Any) -> Response:
    """422: a sentence for each field that cannot be taken, and all of them together as `detail`."""
    return Response({"detail": " ".join(problems.values()), "code": code, "problems": problems, **more}, status=422)


def problems_of(detail: Any, name: str = "") -> dict[str, str]:
    """A serializer's or form's errors, as one sentence for each field; inner fields as `outer.inner`."""
    if isinstance(detail, dict):
        found: dict[str, str] = {}
        for key, inner in detail.items():
            found |= problems_of(inner, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(detail, list | tuple):
        return {name or "body": " ".join(str(part) for part in detail)}
    return {name or "body": str(detail)}


def _answer(sentence: str, code: str, status: int, **more: str) -> Response:
    return Response({"detail": sentence, "code": code, **more}, status=status)


def _way_out(problem: Refused) -> dict[str, str]:
    """Where the person behind the program has to go first, for the refusal that is about who they are."""
    return {"url": problem.url} if isinstance(problem, AskedAgain) else {}


def _code(problem: exceptions.APIException) -> str:
    codes = problem.get_codes()
    return codes if isinstance(codes, str) else problem.default_code


def _sentence(problem: exceptions.APIException, context: dict[str, Any]) -> str:
    """Our own words for the framework's own codes; whoever gives another code brings a sentence."""
    own = SENTENCES.get(_code(problem))
    if own is None:
        return str(problem.detail)
    request = context["request"]
    return own.format(method=request.method, media_type=str(request.content_type)[:80])
