"""The engine against a plain re-computation of random diaries: overlaps, two registrations, reuse flags."""

from __future__ import annotations

import os
from random import Random

import pytest

from assessments.requirements import count, progress
from tests.assessments.random_diaries import TODAY, asked, diary, plainly

DIARIES = 10_000 if os.environ.get("COUNTERSIGN_DIARIES") == "long" else 400
PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
def test_totals_equal_a_plain_recomputation(part):
    for seed in range(part, DIARIES, PARTS):
        random = Random(seed)
        things = asked(random)
        entries = diary(random, things)
        tallies = count(entries, things, TODAY)
        found = {}
        for thing in things:
            stands = progress(thing, tallies[thing.key])
            assert stands.waiting == stands.done - stands.confirmed
            found[thing.key] = (stands.done, stands.confirmed, stands.is_recorded)
        assert found == plainly(entries, things), seed


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_the_entries_decides_nothing(seed):
    random = Random(seed)
    things = asked(random)
    entries = diary(random, things)
    before = count(entries, things, TODAY)
    random.shuffle(entries)
    assert count(entries, things, TODAY) == before
