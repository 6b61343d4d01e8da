"""What counts, once: by hand, from the handbook's own numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from assessments.requirements import Allocated, Asked, Logged, Progress, Tally, Window, count, progress, recorded
from assessments.requirements.words import standing
from qualifications.specfile import Quantity

TODAY = date(2026, 6, 15)
TWELVE = Quantity(code="hours", measure="hours", minimum=Decimal(12), roles=("coach", "mentor"), unit="D7.03")
MANY = replace(TWELVE, minimum=Decimal(125), unit="D7.04")
SESSIONS = Quantity(code="as-coach", measure="sessions", minimum=Decimal(4), roles=("coach",), session_minutes=20)
SHORT = Asked("r1", "D7.02-03", TWELVE)
LONG = Asked("r1", "D7.04", MANY)


def entry(
    key: str, *gives: tuple[Asked, int], at: str = "10:00", day: int = 1, minutes: int = 60, **more: Any
) -> Logged:
    """A final session as coach on a day of June 2026."""
    fields: dict[str, Any] = {"kind": "session", "role": "coach", "client": "Client A", "is_final": True}
    return Logged(
        key=key,
        on=date(2026, 6, day),
        starts=time.fromisoformat(at) if at else None,
        minutes=minutes,
        counts_for=tuple(Allocated(*one.key, minutes=given) for one, given in gives),
        **{**fields, "confirmed": None, **more},
    )


def stands(entries: list[Logged], *asked: Asked) -> Progress:
    """Where the first of these stands."""
    return progress(asked[0], count(entries, asked, TODAY)[asked[0].key])


def tally(entries: list[Logged], *asked: Asked) -> Tally:
    return count(entries, asked, TODAY)[asked[0].key]


def test_minutes_make_hours_and_what_is_missing_is_one_sentence() -> None:
    stand = stands([entry(str(day), (SHORT, 60), day=day) for day in range(1, 10)], SHORT)
    assert (stand.done, stand.wanted, stand.is_enough) == (9, 12, False)
    assert stand.missing == "3 hours as coach or mentor are missing."
    assert standing(TWELVE, stand.counts) == "Hours: 9 of 12, not enough"


def test_two_entries_at_the_same_time_count_once() -> None:
    two = [entry("a", (SHORT, 60)), entry("b", (SHORT, 60), at="10:40")]
    assert stands(two, SHORT).done == Decimal("1.66")  # 10:00 to 11:40
    assert [(row.key, row.minutes, row.why) for row in tally(two, SHORT).left_out] == [("b", 20, "taken")]


def test_past_midnight_it_overlaps_the_next_morning() -> None:
    two = [entry("a", (SHORT, 120), at="23:00", minutes=120), entry("b", (SHORT, 60), at="00:30", day=2)]
    assert stands(two, SHORT).done == Decimal("2.5")


def test_without_a_time_of_day_nobody_can_say_that_it_overlaps() -> None:
    assert stands([entry("a", (SHORT, 60)), entry("b", (SHORT, 60), at="")], SHORT).done == 2


def test_an_hour_of_one_requirement_is_not_one_of_another() -> None:
    """Whether D7.03's 12 hours count into D7.04's 125 is unstated: by default they do not."""
    both = [entry("a", (SHORT, 60), (LONG, 60))]
    assert (stands(both, SHORT, LONG).done, stands(both, LONG, SHORT).done) == (1, 0)
    assert [row.why for row in tally(both, LONG, SHORT).left_out] == ["taken"]


def test_it_is_where_the_data_says_so() -> None:
    reusing = Asked("r1", "D7.04", replace(MANY, reuses=("D7.02-03",)))
    both = [entry("a", (SHORT, 60), (reusing, 60))]
    assert (stands(both, SHORT, reusing).done, stands(both, reusing, SHORT).done) == (1, 1)


def test_an_entry_may_be_shared_out() -> None:
    shared = [entry("a", (SHORT, 20), (LONG, 40))]
    assert (stands(shared, SHORT, LONG).done, stands(shared, LONG, SHORT).done) == (Decimal("0.33"), Decimal("0.66"))


def test_two_registrations_share_one_life() -> None:
    other = replace(SHORT, registration="r2")
    overlapping = [entry("a", (SHORT, 60)), entry("b", (other, 60), at="10:30")]
    assert (stands(overlapping, SHORT, other).done, stands(overlapping, other, SHORT).done) == (1, Decimal("0.5"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"is_final": False}, "draft"),
        ({"day": 16}, "future"),
        ({"confirmed": False}, "refused"),
        ({"role": "supervisee"}, "role"),
    ],
)
def test_what_does_not_count_says_why(more: dict[str, Any], why: str) -> None:
    found = tally([entry("a", (SHORT, 60), **more)], SHORT)
    assert (found.counted, [row.why for row in found.left_out]) == ((), [why])


def test_today_counts_and_the_day_before_the_registration_does_not() -> None:
    since = Asked("r1", "D7.02-03", TWELVE, Window(date(2026, 6, 2)))
    assert stands([entry("a", (since, 60), day=15)], since).done == 1
    assert [row.why for row in tally([entry("a", (since, 60), day=1)], since).left_out] == ["window"]


@pytest.mark.parametrize(("minutes", "done"), [(19, 0), (20, 1), (21, 1)])
def test_a_session_is_twenty_minutes_or_more(minutes: int, done: int) -> None:
    asked = Asked("r1", "COACH", SESSIONS)
    assert stands([entry("a", (asked, minutes), minutes=minutes)], asked).done == done


def test_what_an_overlap_leaves_of_a_session_must_still_be_one() -> None:
    asked = Asked("r1", "COACH", SESSIONS)
    two = [entry("a", (asked, 30), minutes=30), entry("b", (asked, 30), at="10:20", minutes=30)]
    three = [*two, entry("c", (asked, 20), at="10:50", minutes=20)]
    assert (stands(two, asked).done, stands(three, asked).done) == (2, 3)
    closer = [two[0], entry("b", (asked, 30), at="10:19", minutes=30)]
    assert stands(closer, asked).done == 1  # nineteen minutes are left of the second


def test_clients_are_people_and_a_maximum_is_kept() -> None:
    clients = Asked("r1", "D7.02-03", Quantity(code="clients", measure="clients", maximum=Decimal(2)))
    names = ["Client A", " client  a", "Client B", "", "Client C"]
    days = [entry(str(n), (clients, 60), (SHORT, 60), day=n + 1, client=name) for n, name in enumerate(names)]
    stand = stands(days, clients, SHORT)
    assert (stand.done, stand.is_enough) == (3, False)
    assert stand.missing == "3 clients are recorded, and at most 2 clients are allowed."
    assert stands(days, SHORT, clients).done == 5  # the hour is not used up by its client


def test_where_somebody_must_confirm_only_that_counts() -> None:
    asked = Asked("r1", "L5", replace(SESSIONS, minimum=Decimal(3), roles=(), confirmed_by=("supervisor",)))
    supervisor = frozenset({"supervisor"})
    three = [entry(str(day), (asked, 60), day=day) for day in (2, 3)]
    three.insert(0, entry("1", (asked, 60), confirmed=True, confirmed_by=supervisor))
    stand = stands(three, asked)
    assert (stand.done, stand.confirmed, stand.waiting, stand.counts) == (3, 1, 2, 1)
    assert stand.missing == ("All is there; 2 sessions of 20 minutes or more still wait for the supervisor to confirm.")
    short = stands(three[:2], asked)
    assert short.missing == "1 session of 20 minutes or more is missing, and 1 waits to be confirmed."


@pytest.mark.parametrize(
    ("named", "by", "counts"),
    [
        (("supervisor",), {"supervisor"}, 1),
        (("supervisor",), {"coachee"}, 0),
        (("supervisor",), {"coachee", "supervisor"}, 1),
        (("coach", "trainer"), {"trainer"}, 1),
        ((), {"observer"}, 1),
    ],
)
def test_it_is_confirmed_by_one_of_those_the_award_names(named: tuple[str, ...], by: set[str], counts: int) -> None:
    asked = Asked("r1", "L5", replace(SESSIONS, roles=(), confirmed_by=named))
    stand = stands([entry("1", (asked, 60), confirmed=True, confirmed_by=frozenset(by))], asked)
    assert (stand.done, stand.confirmed) == (1, counts)


def test_of_two_at_the_same_time_the_confirmed_one_counts() -> None:
    two = [entry("a", (SHORT, 60)), entry("b", (SHORT, 60), at="10:30", confirmed=True)]
    assert (stands(two, SHORT).done, stands(two, SHORT).confirmed) == (Decimal("1.5"), 1)


def test_the_share_of_inputs_is_a_share_of_all_development() -> None:
    live = Asked("r1", "PLAN", Quantity(code="live", measure="hours", minimum=Decimal(12)))
    inputs = Asked("r1", "PLAN", Quantity(code="inputs", measure="percent", minimum=Decimal(50)))
    plan = [
        entry("a", (live, 120), (inputs, 120), minutes=120, kind="cpd", role=""),
        entry("b", (live, 60), day=2, kind="cpd", role=""),
    ]
    assert (stands(plan, inputs, live).done, stands(plan, live, inputs).done) == (Decimal("66.66"), 3)


def test_nothing_recorded_is_not_zero() -> None:
    def told(*entries: Logged) -> dict[str, Decimal]:
        return dict(recorded(entries, [SHORT], TODAY, registration="r1", assessment="D7.02-03"))

    assert told() == told(entry("a", (SHORT, 60), is_final=False)) == told(entry("a", (SHORT, 60), day=16)) == {}
    assert told(entry("a", (SHORT, 60), role="coachee")) == {"hours": 0}
    assert told(entry("a", (SHORT, 90), minutes=90)) == {"hours": Decimal("1.5")}
    assert standing(TWELVE, None) == "Hours: not recorded"
