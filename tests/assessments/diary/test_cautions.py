"""What may be wrong with an entry is said in a sentence, and never more than that."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.diary.cautions import Caution, Noted, Window, cautions, looks_like_a_full_name, overlaps

TODAY = date(2026, 3, 20)
DIPLOMA = Window("Diploma", date(2025, 9, 15), date(2028, 9, 14))
SESSION = Noted("one", "session", date(2026, 3, 4), time(10, 0), 60, "Client B")


def codes(entry: Noted, *others: Noted, windows: tuple[Window, ...] = (DIPLOMA,)) -> list[str]:
    return [caution.code for caution in cautions(entry, others, windows, TODAY)]


def test_a_sound_entry_has_none() -> None:
    assert codes(SESSION) == []


def test_an_overlap_names_the_other_and_the_minutes() -> None:
    other = Noted("two", "session", date(2026, 3, 4), time(10, 45), 45, "Client A")
    assert list(overlaps(SESSION, [other])) == [
        Caution(
            "overlap",
            "It shares 15 min with “Client A” (4 March 2026, 10:45 to 11:30); the same minutes count once.",
        )
    ]


def test_what_only_touches_does_not_overlap() -> None:
    after = Noted("two", "session", date(2026, 3, 4), time(11, 0), 45)
    before = Noted("three", "cpd", date(2026, 3, 4), time(9, 0), 60)
    assert codes(SESSION, after, before) == []


def test_an_overlap_is_seen_across_midnight_and_kinds() -> None:
    late = Noted("two", "supervision", date(2026, 3, 3), time(23, 30), 60)
    early = Noted("three", "session", date(2026, 3, 4), time(0, 15), 30)
    assert codes(early, late) == ["overlap"]


def test_it_never_overlaps_itself_and_names_three_at_most() -> None:
    others = [Noted(f"o{n}", "session", SESSION.on, time(10, n), 30) for n in range(5)]
    assert codes(SESSION, SESSION, *others) == ["overlap"] * 3


def test_without_a_start_there_is_no_overlap_but_a_caution() -> None:
    entry = Noted("one", "session", SESSION.on, None, 60, "Client B")
    assert codes(entry, Noted("two", "session", SESSION.on, time(10, 0), 60)) == ["start"]


def test_a_day_to_come_is_named() -> None:
    tomorrow = Noted("one", "session", TODAY + timedelta(days=1), time(10, 0), 60)
    (found,) = cautions(tomorrow, (), (DIPLOMA,), TODAY)
    assert found == Caution("future", "21 March 2026 has not come yet; an entry says what has taken place.")
    assert codes(Noted("one", "session", TODAY, time(10, 0), 60)) == []


@pytest.mark.parametrize(
    ("on", "outside"),
    [
        (date(2025, 9, 14), True),
        (date(2025, 9, 15), False),
        (date(2026, 1, 1), False),
    ],
)
def test_both_days_of_the_registration_are_inside(on: date, outside: bool) -> None:
    assert codes(Noted("one", "session", on, time(10, 0), 60)) == (["outside"] if outside else [])


def test_the_last_day_of_a_registration_is_inside() -> None:
    short = Window("Certificate", date(2024, 1, 1), date(2024, 12, 31))
    assert codes(Noted("one", "session", date(2024, 12, 31), time(10, 0), 60), windows=(short,)) == []
    assert codes(Noted("one", "session", date(2025, 1, 1), time(10, 0), 60), windows=(short,)) == ["outside"]


def test_inside_one_of_two_registrations_is_inside() -> None:
    short = Window("Certificate", date(2024, 1, 1), date(2024, 12, 31))
    entry = Noted("one", "session", date(2024, 6, 1), time(10, 0), 60)
    assert codes(entry, windows=(DIPLOMA, short)) == []
    (found,) = cautions(Noted("one", "session", date(2023, 6, 1), time(10, 0), 60), (), (DIPLOMA, short), TODAY)
    assert found.sentence == (
        "1 June 2023 is outside your registration for Diploma (15 September 2025 to 14 September 2028) or Certificate "
        "(1 January 2024 to 31 December 2024); it may not count."
    )


@pytest.mark.parametrize(
    "label",
    [
        "Anna Berg",
        "J. Smith",
        "J Smith",
        "Dr Novak",
        "dr Novak",
        "Jan van Berg",
        "Anna-Lena O’Neill",
        "Client Anna Berg",
        "Émile Zola",
    ],
)
def test_these_look_like_full_names(label: str) -> None:
    assert looks_like_a_full_name(label)
    assert codes(Noted("one", "session", SESSION.on, time(10, 0), 60, label)) == ["name"]


@pytest.mark.parametrize(
    "label",
    ["", "Client B", "client b", "Anna B.", "B", "Peer A", "New Manager", "HR 2", "Team Leader North", "anna", "42"],
)
def test_these_are_labels(label: str) -> None:
    assert not looks_like_a_full_name(label)


def test_a_supervisor_is_named_in_full() -> None:
    assert codes(Noted("one", "supervision", SESSION.on, time(10, 0), 60, "Anna Berg")) == []


def test_what_a_session_lacks_is_said_and_other_kinds_owe_nothing() -> None:
    bare = {"has_feedback": False, "has_reflection": False}
    assert codes(Noted("one", "session", SESSION.on, time(10, 0), 60, **bare)) == ["feedback", "reflection"]
    assert codes(Noted("one", "cpd", SESSION.on, None, 60, **bare)) == []


def test_more_minutes_given_than_it_lasted() -> None:
    (found,) = cautions(Noted("one", "session", SESSION.on, time(10, 0), 60, given=90), (), (DIPLOMA,), TODAY)
    assert found.sentence == (
        "It lasted 1 h and gives 1 h 30 min to your requirements; minutes count twice only where the award says so."
    )
    assert codes(Noted("one", "session", SESSION.on, time(10, 0), 60, given=60)) == []


entries = st.builds(
    Noted,
    key=st.text(min_size=1, max_size=3),
    kind=st.sampled_from(["session", "supervision", "peer", "network", "cpd"]),
    on=st.one_of(st.dates(date(2026, 3, 1), date(2026, 3, 4)), st.dates()),
    starts=st.one_of(st.none(), st.times()),
    minutes=st.integers(1, 1440),
    label=st.text(max_size=30),
    has_feedback=st.booleans(),
    has_reflection=st.booleans(),
    given=st.integers(0, 3000),
)
windows_ = st.lists(st.builds(Window, st.just("An award"), st.dates(), st.dates()), max_size=2)


@settings(max_examples=300, deadline=None)
@given(entries, st.lists(entries, max_size=4), windows_, st.dates())
def test_it_never_raises_and_always_speaks_in_sentences(
    entry: Noted, others: list[Noted], held: list[Window], today: date
) -> None:
    found = cautions(entry, others, held, today)
    assert all(caution.sentence[0].isupper() or not caution.sentence[0].isalpha() for caution in found)
    assert all(caution.sentence.endswith(".") for caution in found)
    assert found == cautions(entry, reversed(others), held, today)


@settings(max_examples=300, deadline=None)
@given(entries, entries)
def test_an_overlap_is_mutual(one: Noted, other: Noted) -> None:
    assert len(list(overlaps(one, [other]))) == len(list(overlaps(other, [one])))


@settings(max_examples=300, deadline=None)
@given(entries, entries)
def test_an_overlap_is_a_minute_that_both_hold(one: Noted, other: Noted) -> None:
    told = bool(list(overlaps(one, [other])))
    mine, theirs = one.span, other.span
    if one.key == other.key or mine is None or theirs is None:
        assert not told
        return
    inside = mine[0] <= theirs[0] < mine[1] or theirs[0] <= mine[0] < theirs[1]
    assert told == inside
