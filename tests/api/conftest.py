"""Callers of the API. No centre is open around their calls: each request opens its own, as in life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from centres import tokens
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import tenant
from tests.api.caller import Caller
from tests.proof import signed_in_as
from tests.story import Cast


@contextmanager
def at(slug: str = "northgate") -> Iterator[Cast]:
    """Inside a centre for a moment, with its people by first name."""
    centre = Centre.objects.get(slug=slug)
    with tenant(centre):
        people = Appointment.objects.filter(centre=centre).select_related("user", "centre")
        yield {person.name.split()[0].lower(): person for person in people}


@pytest.fixture
def inside(db: None) -> Callable[..., Any]:
    """`with inside() as cast:` for the parts of a story that are told by actions."""
    return at


def session(name: str, slug: str = "northgate", *, of: str = "") -> Caller:
    """Somebody of a centre signed in at a browser that holds the CSRF cookie; `of` is the centre they belong to."""
    client = signed_in_as(User.objects.get(email=f"{name}@{of or slug}.example"), Client(enforce_csrf_checks=True))
    client.get("/accounts/password/change/")
    assert "csrftoken" in client.cookies
    return Caller(slug, client)


@pytest.fixture
def signed(db: None) -> Callable[..., Caller]:
    """`signed("ada")`: a session at Northgate."""
    return session


@pytest.fixture
def with_token(db: None) -> Callable[..., Caller]:
    """`with_token("ada")`: a program that holds a token of that person's first appointment."""

    def issue(name: str, slug: str = "northgate", role: Role | None = None) -> Caller:
        with at(slug):
            rows = Appointment.objects.filter(user__email=f"{name}@{slug}.example").select_related("user", "centre")
            _, secret = tokens.issue(rows.get(role=role) if role else rows[0], "a program", by=None)
        return Caller(slug, token=secret)

    return issue
