"""A route of the API inside a centre: the same door as the pages', for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework import exceptions, serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from centres import keyset, once
from centres.api.describing import CentreSchema, described
from centres.api.parsing import Json
from centres.api.shapes import plain, shape
from centres.appointed import SAFE, appointments_in, chosen, session_key
from centres.models import ApiToken, Appointment, Centre
from centres.pages import WhoPage, who_page
from centres.roles import Role
from centres.scope import tenant

Roles = Mapping[str, frozenset[Role]]


class AlwaysJson(DefaultContentNegotiation):
    """What comes back does not depend on Accept: JSON, or the file that was asked for."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The only one."""
        return renderers[0], renderers[0].media_type


class CentreView(APIView):
    """One address under `/api/v1/c/<slug>/`.

    In this order: who asks (session with CSRF, or token), as what they are appointed here (a stranger gets the 404 of
    a centre that does not exist), what they sent, then one transaction in which only this centre exists. Handlers read
    `self.centre`, `self.appointment`, `self.body` and `self.received`, and return data that needs no more queries.
    """

    roles: ClassVar[Roles] = {}  # by method, in small letters; a method that is not named is for anybody appointed
    leaves_a_line: ClassVar[bool] = False  # reading it writes in the ledger
    http_method_names: ClassVar[Sequence[str]] = ["get", "head", "post", "patch", "delete"]  # type: ignore[misc]
    parser_classes: ClassVar[Any] = (Json,)  # type: ignore[misc]
    content_negotiation_class = AlwaysJson
    schema = CentreSchema()

    centre: Centre
    appointment: Appointment
    appointments: list[Appointment]
    body: Mapping[str, Any]
    received: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As the framework's own, with the transaction inside the handling of problems: a refusal undoes everything."""
        self.args, self.kwargs, self.headers = args, kwargs, self.default_response_headers
        self.request = asked = self.initialize_request(request, *args, **kwargs)
        try:
            response = self._answer(asked, **kwargs)
        except Exception as problem:  # noqa: BLE001 - what is no refusal is raised again in there
            response = self.handle_exception(problem)
        self.response = self.finalize_response(asked, response, *args, **kwargs)
        return self.response

    def _answer(self, request: Request, slug: str, **kwargs: Any) -> Any:
        self.initial(request)
        method = str(request.method).lower()
        self._identify(request, slug, method)
        handler = getattr(self, method, None) if method in self.http_method_names else None
        if handler is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        acts = request.method not in SAFE
        asked = once.by_program(request._request, self.body) if acts else None
        self.received = self.before(request)
        with tenant(self.centre, write=self.leaves_a_line or acts):
            return once.answered(request._request, asked, self.appointment, lambda: self._made(handler, **kwargs))

    def said(self, kind: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """What the body says, or a 422 that names the field."""
        asked = kind(data=self.body)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def _made(self, handler: Callable[..., Any], **kwargs: Any) -> Any:
        """The response as it goes out, so that it can be kept with the key of the act."""
        response = self.finalize_response(self.request, handler(self.request, **kwargs), **kwargs)
        return response.render() if hasattr(response, "render") else response

    def _identify(self, request: Request, slug: str, method: str) -> None:
        mine = appointments_in(slug, request.user.pk)
        if isinstance(request.auth, ApiToken):
            mine = [one for one in mine if one.pk == request.auth.appointment_id]
        if not mine:
            raise exceptions.NotFound
        self.body = {} if request.method in SAFE else request.data
        self.centre, self.appointments = mine[0].centre, mine
        roles = self.roles.get("get" if method == "head" else method, frozenset())
        self.appointment = chosen(mine, self._named(request), roles)

    def _named(self, request: Request) -> str:
        """The role the request names, by header or body; else the one the session last switched to."""
        named = request.headers.get("X-Appointment") or self.body.get("appointment")
        return str(named or request.session.get(session_key(self.centre), ""))

    def before(self, request: Request) -> Any:
        """Slow work on an uploaded body, before the transaction opens; its outcome is `self.received`."""
        return None

    def slice(self) -> keyset.Slice:
        """The part of a list that the address asks for."""
        asked = self.request.query_params
        return keyset.asked(asked.get("after", ""), asked.get("limit", ""))

    def listed(self, found: tuple[Sequence[Any], Any]) -> Response:
        """One slice of a list, with the address of the next."""
        rows, last = found
        limit = self.request.query_params.get("limit", "")
        after = f"{self.request.path}?after={last}{f'&limit={limit}' if limit else ''}"
        return Response({"results": [plain(row) for row in rows], "next": after if last else None})

    def at(self, name: str, *args: Any) -> str:
        """The address of another route in this centre."""
        return reverse(name, args=[self.centre.slug, *args])


class Who(CentreView):
    """Who is asking, as what."""

    @described("Who I am here", gives=shape(WhoPage))
    def get(self, request: Request) -> Response:
        """The centre, the appointment this request acts as, and one's other appointments here."""
        return Response(plain(who_page(self.centre, self.appointment, self.appointments)))
