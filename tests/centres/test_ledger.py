"""The ledger: what was written can be proved, what was changed is found."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from centres import ledger
from centres.models import Appointment, Centre, LedgerBody, LedgerEntry
from tests import databases


def test_entries_are_chained(cast: dict[str, Appointment]) -> None:
    first = ledger.record("test.first", None, {"a": 1}, by=cast["cara"])
    second = ledger.record("test.second", None, {"b": 2}, by=None)
    assert (second.seq, second.previous) == (first.seq + 1, first.digest)
    assert (first.actor_role, second.actor_role) == ("admin", "system")
    assert ledger.first_break() == ""


@pytest.mark.skipif(databases.is_postgresql(), reason="the application’s role takes no wall down")
@pytest.mark.usefixtures("without_the_wall")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rows, seq: rows.filter(seq=seq).update(kind="other"), "Entry {seq} of the ledger was altered"),
        (lambda rows, seq: rows.filter(seq=seq).delete(), "Entry {seq} of the ledger is missing."),
    ],
)
def test_a_change_is_found(here: Centre, change: Any, sentence: str) -> None:
    entry = ledger.record("test.first", None, {"a": 1}, by=None)
    ledger.record("test.second", None, {}, by=None)
    LedgerBody.objects.filter(entry=entry).delete()
    change(LedgerEntry.objects, entry.seq)
    assert ledger.first_break().startswith(sentence.format(seq=entry.seq))


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("previous", "f" * 64),
        ("centre_id", UUID(int=1)),
        ("seq", 9_999),
        ("at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("actor_id", None),
        ("actor_role", "system"),
        ("kind", "test.other"),
        ("subject", "centres.Centre"),
        ("subject_id", "another"),
        ("body_digest", "f" * 64),
    ],
)
def test_a_digest_covers_everything_an_entry_says(cast: dict[str, Appointment], field: str, other: Any) -> None:
    entry = ledger.record("test.first", cast["ada"], {"a": 1}, by=cast["cara"])
    assert ledger.entry_digest(entry) == entry.digest
    assert getattr(entry, field) != other
    setattr(entry, field, other)
    assert ledger.entry_digest(entry) != entry.digest


@pytest.mark.skipif(databases.is_postgresql(), reason="the application’s role takes no wall down")
@pytest.mark.usefixtures("without_the_wall")
def test_one_that_was_forged_with_a_digest_of_its_own_is_found_by_the_next(here: Centre) -> None:
    entry, after = (ledger.record(kind, None, {}, by=None) for kind in ("test.first", "test.second"))
    entry.kind = "test.forged"
    LedgerEntry.objects.filter(pk=entry.pk).update(kind=entry.kind, digest=ledger.entry_digest(entry))
    assert ledger.first_break() == f"Entry {after.seq} of the ledger was altered, or the one before it."


@pytest.mark.skipif(databases.is_postgresql(), reason="the application’s role takes no wall down")
@pytest.mark.usefixtures("without_the_wall")
def test_another_body_is_found(here: Centre) -> None:
    entry = ledger.record("test.first", None, {"mark": 13}, by=None)
    LedgerBody.objects.filter(entry=entry).update(body={"mark": 15})
    assert ledger.first_break() == f"What entry {entry.seq} of the ledger says was altered."


@pytest.mark.skipif(databases.is_postgresql(), reason="the application’s role takes no wall down")
@pytest.mark.usefixtures("without_the_wall")
def test_a_cut_tail_is_found(here: Centre) -> None:
    entry = ledger.record("test.last", None, {}, by=None)
    LedgerBody.objects.filter(entry=entry).delete()
    LedgerEntry.objects.filter(pk=entry.pk).delete()
    assert ledger.first_break() == "The end of the ledger was cut off."


def test_a_body_can_be_erased_and_the_chain_still_holds(here: Centre) -> None:
    entry = ledger.record("test.first", None, {"name": "somebody"}, by=None)
    if not databases.is_postgresql():  # there the application's role may not; erasure is the operator's
        LedgerBody.objects.filter(entry=entry).delete()
    assert ledger.first_break() == ""


def test_the_same_value_always_gives_the_same_bytes() -> None:
    assert ledger.canonical({"b": 1, "a": [1, "ü"]}) == '{"a":[1,"ü"],"b":1}'.encode()
