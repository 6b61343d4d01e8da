"""Sharing work out: equal parts, percent, and nobody who may not assess it."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assessments.sharing import share

ANYBODY = ("ada", "sunil", "nina")


def work(number: int, *may: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(f"w{n}", may or ANYBODY) for n in range(number)]


def test_equal_parts_count_what_each_has_already() -> None:
    given = share(work(5), {"ada": 1, "sunil": 1}, {"ada": 3})
    assert Counter(given.values()) == {"sunil": 4, "ada": 1}


def test_sixty_and_forty_is_sixty_and_forty() -> None:
    given = share(work(10), {"ada": 60, "sunil": 40}, {})
    assert Counter(given.values()) == {"ada": 6, "sunil": 4}


def test_nobody_gets_what_they_may_not_assess_and_what_nobody_may_take_stays() -> None:
    pieces = [("only ada", ("ada",)), ("nobody", ()), ("a third", ("nina",))]
    assert share(pieces, {"ada": 0, "sunil": 1, "nina": 1}, {}) == {"a third": "nina"}
    assert share(pieces, {"ada": 1, "sunil": 1}, {"ada": 99}) == {"only ada": "ada"}


def test_of_two_alike_the_first_named_begins() -> None:
    assert share(work(3), {"sunil": 1, "ada": 1}, {}) == {"w0": "sunil", "w1": "ada", "w2": "sunil"}


@given(
    pieces=st.lists(st.sets(st.sampled_from(ANYBODY)), max_size=40),
    weights=st.fixed_dictionaries({name: st.integers(0, 5) for name in ANYBODY}),
    load=st.fixed_dictionaries({name: st.integers(0, 10) for name in ANYBODY}),
)
def test_all_that_can_go_goes_to_somebody_who_may(
    pieces: list[set[str]], weights: dict[str, int], load: dict[str, int]
) -> None:
    named = [(f"w{n}", may) for n, may in enumerate(pieces)]
    given = share(named, weights, load)
    for key, may in named:
        able = {name for name in may if weights[name]}
        assert (key in given) == bool(able)
        assert key not in given or given[key] in able
    assert share(named, weights, load) == given, "the same work is shared in the same way"


@given(number=st.integers(0, 60), weights=st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_where_everybody_may_nobody_is_more_than_one_off_their_part(number: int, weights: tuple[int, int]) -> None:
    given = Counter(share(work(number), dict(zip(("ada", "sunil"), weights, strict=True)), {}).values())
    for name, weight in zip(("ada", "sunil"), weights, strict=True):
        assert abs(given[name] - number * weight / sum(weights)) <= 1
