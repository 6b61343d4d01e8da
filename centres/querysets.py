"""What a question about tenant rows may do: inside a centre no row of another, outside any centre nothing at all."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from django.db import models
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError
from django_scopes.manager import DisabledQuerySet

# Words that touch no row: they may be said anywhere.
HARMLESS = frozenset({"as_manager", "none", "using", "resolve_expression"})
# What the words are built from, and what Python itself says. `save` inserts through `_insert`.
BENEATH = (
    *("_insert", "_batched_insert", "_update", "_raw_delete", "_fetch_all", "_iterator", "_earliest"),
    *("__iter__", "__aiter__", "__len__", "__getitem__", "__bool__", "__contains__", "__and__", "__or__", "__xor__"),
)


class OtherCentre(RuntimeError):
    """One centre's work was begun inside another's: always a mistake of ours, never of a person."""


def take_centre(row: Any) -> None:
    """A row about to be written takes the centre that is open; one of another centre is refused."""
    centre = get_scope().get("centre")
    if centre is None:
        raise ScopeError(f"{row._meta.label} is written inside a centre only: open it with tenant(centre).")
    if row.centre_id is None:
        row.centre = centre
    if row.centre_id != centre.pk:
        raise OtherCentre(f"{row._meta.label} of centre {row.centre_id} saved inside centre {centre.pk}.")


class OwnedQuerySet(models.QuerySet[Any]):
    """The words that would pass `save` by check the centre themselves."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """As Django's, each row with the open centre."""
        rows = list(objs)
        for row in rows:
            take_centre(row)
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """As Django's, for every field but the centre."""
        _refuse_moving(self.model, kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """As Django's, for every field but the centre."""
        names = list(fields)
        _refuse_moving(self.model, names)
        return super().bulk_update(objs, names, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never: SQL of one's own does not know which centre is open."""
        raise ScopeError(f"{self.model._meta.label} is not asked in raw SQL: it would pass the open centre by.")


def _refuse_moving(model: type[models.Model], fields: Iterable[str]) -> None:
    if not {"centre", "centre_id"}.isdisjoint(fields):
        raise OtherCentre(f"A row of {model._meta.label} never changes its centre.")


def owned(queryset: type[models.QuerySet[Any]]) -> type[models.QuerySet[Any]]:
    """A model's own words on top of those that check the centre."""
    if queryset is models.QuerySet:
        return OwnedQuerySet
    return type(queryset.__name__, (queryset, OwnedQuerySet), {"__module__": queryset.__module__})


def closed(queryset: type[models.QuerySet[Any]]) -> type[models.QuerySet[Any]]:
    """The same words without a centre: each of them refuses, also those that Django or we have yet to invent."""
    public = {name for name, _ in inspect.getmembers(queryset, callable) if not name.startswith("_")}
    refusals = {word: _refusal(word) for word in {*(public - HARMLESS), *BENEATH}}
    shown: dict[str, Any] = {"__repr__": lambda self: f"<{queryset.__name__}: no centre is open>"}
    return type(f"Closed{queryset.__name__}", (DisabledQuerySet, queryset), refusals | shown)


def _refusal(word: str) -> Callable[..., NoReturn]:
    def refuse(self: models.QuerySet[Any], *args: Any, **kwargs: Any) -> NoReturn:
        raise ScopeError(
            f"“{word}” is asked of {self.model._meta.label} inside a centre only: open it with tenant(centre)."
        )

    return refuse
