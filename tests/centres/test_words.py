"""Every word asked of tenant rows: nothing without a centre, nothing of another inside one.

The words are found by looking at Django, so that a new one fails here until somebody has said what it does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django_scopes.exceptions import ScopeError

from centres.models import Centre, CentreOwned
from centres.querysets import BENEATH, HARMLESS
from centres.scope import OtherCentre, tenant
from learners.models import Cohort, Learner, Registration

# Words that only shape a question: they reach no row by themselves.
SHAPING = frozenset(
    "alias all annotate complex_filter dates datetimes defer difference distinct exclude extra filter intersection only"
    " order_by prefetch_related reverse select_for_update select_related union values values_list".split()
)
# Words that reach the database, tried at Northgate, and what they then have to do with the one cohort of each centre.
Rows = Any
READING: dict[str, Callable[[Rows, Any], Any]] = {
    "aggregate": lambda rows, foreign: rows.aggregate(n=models.Count("pk"))["n"] == 1,
    "contains": lambda rows, foreign: not rows.contains(foreign),
    "count": lambda rows, foreign: rows.count() == 1,
    "earliest": lambda rows, foreign: rows.earliest("pk").pk != foreign.pk,
    "exists": lambda rows, foreign: not rows.filter(pk=foreign.pk).exists(),
    "explain": lambda rows, foreign: bool(rows.explain()),
    "first": lambda rows, foreign: rows.order_by("-pk").first().pk != foreign.pk,
    "get": lambda rows, foreign: _nothing(lambda: rows.get(pk=foreign.pk)),
    "in_bulk": lambda rows, foreign: rows.in_bulk([foreign.pk]) == {},
    "iterator": lambda rows, foreign: foreign not in list(rows.iterator()),
    "last": lambda rows, foreign: rows.order_by("pk").last().pk != foreign.pk,
    "latest": lambda rows, foreign: rows.latest("pk").pk != foreign.pk,
    "raw": lambda rows, foreign: _refused(lambda: rows.raw("SELECT * FROM learners_cohort")),
}
WRITING: dict[str, Callable[[Rows, Any], Any]] = {
    "bulk_create": lambda rows, foreign: _refused(lambda: rows.bulk_create([Cohort(name="x", centre=foreign.centre)])),
    "bulk_update": lambda rows, foreign: rows.bulk_update([foreign], ["name"]) == 0,
    "create": lambda rows, foreign: _refused(lambda: rows.create(name="x", centre=foreign.centre)),
    "delete": lambda rows, foreign: rows.filter(pk=foreign.pk).delete()[0] == 0,
    "get_or_create": lambda rows, foreign: _refused(lambda: rows.get_or_create(name="x", centre=foreign.centre)),
    "update": lambda rows, foreign: rows.filter(pk=foreign.pk).update(name="x") == 0,
    "update_or_create": lambda rows, foreign: _refused(
        lambda: rows.update_or_create(name="x", defaults={"centre": foreign.centre})
    ),
}
LATER = frozenset({"aiterator", *(f"a{word}" for word in {*READING, *WRITING} - {"iterator", "raw"})})
OF_DJANGO = {name for name, _ in inspect.getmembers(models.QuerySet, callable) if not name.startswith("_")}


def _nothing(ask: Callable[[], Any]) -> bool:
    with pytest.raises(ObjectDoesNotExist):
        ask()
    return True


def _refused(ask: Callable[[], Any]) -> bool:
    with pytest.raises((OtherCentre, ScopeError)), transaction.atomic():
        ask()
    return True


@pytest.fixture
def foreign(southbank: Centre) -> Cohort:
    """Southbank's cohort, as an object left over from its own block."""
    with tenant(southbank):
        return Cohort.objects.select_related("centre").get()


def test_no_word_of_django_is_unknown() -> None:
    assert {*SHAPING, *READING, *WRITING, *LATER, *HARMLESS} == OF_DJANGO


@pytest.mark.parametrize("word", sorted({*SHAPING, *READING, *WRITING, *LATER}))
def test_without_a_centre_every_word_refuses(word: str, northgate: Centre) -> None:
    for model in (Cohort, Registration):
        with pytest.raises(ScopeError):
            getattr(model.objects.using("default"), word)()


@pytest.mark.parametrize("word", BENEATH)
def test_without_a_centre_what_the_words_are_built_from_refuses(word: str, northgate: Centre) -> None:
    with pytest.raises(ScopeError):
        getattr(Cohort.objects.using("default"), word)()


@pytest.mark.parametrize("word", sorted({*READING, *WRITING}))
def test_inside_a_centre_no_word_reaches_another(word: str, foreign: Cohort, northgate: Centre) -> None:
    with tenant(northgate):
        assert {**READING, **WRITING}[word](Cohort.objects, foreign)


def test_our_own_words_refuse_too(northgate: Centre) -> None:
    with pytest.raises(ScopeError, match="“with_people” is asked of learners.Registration inside a centre only"):
        Registration.objects.with_people()


def test_a_row_is_neither_saved_nor_deleted_nor_read_again_without_its_centre(foreign: Cohort) -> None:
    for act in (foreign.save, foreign.delete, foreign.refresh_from_db, Cohort(name="x").save):
        with pytest.raises(ScopeError):
            act()


def test_nor_inside_another(foreign: Cohort, northgate: Centre) -> None:
    with tenant(northgate):
        for act in (foreign.save, foreign.delete):
            with pytest.raises(OtherCentre):
                act()
        with pytest.raises(Cohort.DoesNotExist):
            foreign.refresh_from_db()


def test_related_rows_are_asked_inside_the_centre_only(foreign: Cohort, northgate: Centre) -> None:
    with pytest.raises(ScopeError):
        foreign.registrations.count()
    with pytest.raises(ScopeError):
        foreign.registrations.create()
    with tenant(northgate):
        assert foreign.registrations.count() == 0
        assert Learner.objects.filter(registrations__cohort=foreign).count() == 0


def test_no_question_chooses_its_own_centre(here: Centre, southbank: Centre) -> None:
    for ask in (Cohort.objects.with_scope, Cohort.objects.with_scopes_disabled):
        with pytest.raises(ScopeError, match="A centre is opened with tenant"):
            ask(centre=southbank)


def test_every_tenant_model_is_guarded_at_every_door() -> None:
    owned = [model for model in apps.get_models() if issubclass(model, CentreOwned)]
    assert owned
    for model in owned:
        for manager in (model._default_manager, model._base_manager):
            assert manager.__class__.__module__ == "centres.scope", model
        assert [manager.name for manager in model._meta.managers] == ["objects"], model
        assert not model._meta.many_to_many, model


def test_a_centre_is_taken_from_the_open_block(here: Centre) -> None:
    made = Cohort.objects.bulk_create([Cohort(name="A"), Cohort(name="B")])
    assert {row.centre_id for row in made} == {here.pk}
    assert Cohort.objects.create(name="C").centre_id == here.pk
    with pytest.raises(OtherCentre, match="never changes its centre"):
        Cohort.objects.update(centre=here)
