"""The rule of combination: what is met, what is missing, and which awards nobody could ever reach."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.combination import (
    MOST_CHOICES,
    Barred,
    Combination,
    Group,
    Place,
    TooEntangled,
    Verdict,
    decide,
    impossible,
)

CATALOGUE = specfile.read([specfile.SHIPPED])


def shipped(code: str) -> Combination:
    """The rule of the newest version of a shipped award."""
    award = [award for award in CATALOGUE.awards if award.code == code][-1]
    return specfile.combination_of(award, CATALOGUE.units)


def optional(code: str, credits: int, group: str = "", level: int | None = None) -> Place:
    return Place(code=code, credits=credits, mandatory=False, group=group, level=level)


def having(rule: Combination, *codes: str) -> Verdict:
    """The verdict on these units with their own credits."""
    return decide(rule, {place.code: place.credits for place in rule.places if place.code in codes})


def test_the_three_units_of_the_coaching_certificate_meet_it() -> None:
    verdict = having(shipped("L3-CERT-COACHING"), "8577-300", "8577-302", "8577-303")
    assert verdict == Verdict(met=True, credits=13, counted=("8577-300", "8577-302", "8577-303"))


def test_the_short_unit_does_not_count_for_the_certificate() -> None:
    rule = shipped("L3-CERT-COACHING")
    verdict = decide(rule, {"8577-300": 3, "8577-301": 4, "8577-303": 3})
    assert (verdict.met, verdict.credits, verdict.counted) == (False, 6, ("8577-300", "8577-303"))
    assert verdict.missing == (
        "8577-302 Undertaking an Extended Period of Coaching in the Workplace is mandatory and is not there yet.",
        "Group 1 needs 13 credits; 7 are missing.",
        "The award needs 13 credits; 7 are missing.",
    )


@pytest.mark.parametrize(
    ("code", "units", "credits"),
    [
        ("L7-CERT", "D7.01 D7.02 D7.03", 15),
        ("L7-DIP", "D7.01 D7.02 D7.03 D7.04", 45),
        ("L5-CERT", "D5.01 D5.02 D5.03", 13),
        ("L5-DIP", "D5.01 D5.02 D5.03 D5.04", 37),
        ("L3-AWARD-COACHING", "8577-300 8577-301 8577-303", 10),
        ("L3-AWARD-MENTORING", "8577-304 8577-305 8577-307", 10),
        ("L3-CERT-MENTORING", "8577-304 8577-306 8577-307", 13),
        ("L3-CERT-COACHING-MENTORING", "8577-300 8577-302 8577-303 8577-304 8577-306 8577-307", 26),
    ],
)
def test_only_all_units_of_a_shipped_award_meet_it(code: str, units: str, credits: int) -> None:
    rule, codes = shipped(code), units.split()
    assert having(rule, *codes) == Verdict(met=True, credits=credits, counted=tuple(codes))
    assert not any(having(rule, *some).met for some in combinations(codes, len(codes) - 1))


def test_nothing_achieved_is_no_error() -> None:
    rule = Combination(places=(Place(code="A", credits=1),), credits=1)
    assert decide(rule, {}) == Verdict(
        met=False,
        credits=0,
        counted=(),
        missing=("A is mandatory and is not there yet.", "The award needs 1 credit; 1 is missing."),
    )


def test_an_award_that_prints_no_credits_asks_for_its_mandatory_units_alone() -> None:
    rule = Combination(places=(Place(code="A", credits=3), optional("B", 3)))
    assert having(rule, "A").met
    assert not having(rule, "B").met


GROUPS = Combination(
    places=(
        Place(code="M", credits=4),
        optional("A1", 3, "A"),
        optional("A2", 3, "A"),
        optional("B1", 4, "B"),
        optional("B2", 6, "B"),
    ),
    credits=13,
    groups=(Group(code="A", minimum_units=1), Group(code="B", title="Electives", maximum_credits=6)),
)


@pytest.mark.parametrize(
    ("codes", "met", "credits"),
    [
        ("M A1 B2", True, 13),  # 4 + 3 + 6: the sum and the maximum are inclusive
        ("M A1 A2 B1", True, 14),
        ("M A1 B1", False, 11),
        ("M A1 A2", False, 10),
        ("M B1 B2", False, 10),  # of group B only the larger counts, and group A has nothing
        ("A1 A2 B2", False, 12),
    ],
)
def test_bounds_of_groups_are_inclusive(codes: str, met: bool, credits: int) -> None:
    verdict = having(GROUPS, *codes.split())
    assert (verdict.met, verdict.credits) == (met, credits)


def test_what_lies_above_a_maximum_does_not_count_and_is_said() -> None:
    verdict = having(GROUPS, "M", "A1", "B1", "B2")
    assert verdict == Verdict(
        met=True,
        credits=13,
        counted=("M", "A1", "B2"),
        notes=("B1 does not count: the most that may come from where it belongs is reached.",),
    )


def test_a_group_without_enough_units_is_named() -> None:
    assert having(GROUPS, "M", "B2").missing == (
        "Group A needs 1 unit; 1 is missing.",
        "The award needs 13 credits; 3 are missing.",
    )


BARRED = Combination(
    places=(optional("SHORT", 4), optional("LONG", 7), optional("OTHER", 3)),
    credits=10,
    barred=(Barred(units=("SHORT", "LONG"), because="The extended unit holds the short one."),),
)


def test_barred_units_never_count_together_and_the_better_one_does() -> None:
    assert having(BARRED, "SHORT", "LONG") == Verdict(
        met=False,
        credits=7,
        counted=("LONG",),
        missing=("The award needs 10 credits; 3 are missing.",),
        notes=("SHORT does not count beside LONG: The extended unit holds the short one.",),
    )
    assert having(BARRED, "SHORT", "LONG", "OTHER").met
    assert not having(BARRED, "SHORT", "OTHER").met


def test_credits_above_the_level_count_up_to_the_most() -> None:
    places = (optional("L3", 6, level=3), optional("L4", 4, level=4), optional("L5", 3, level=5))
    rule = Combination(places=places, credits=10, level=3, credits_above_level=4)
    assert having(rule, "L3", "L4").met  # 4 is the most, and inclusive
    assert having(rule, "L3", "L4", "L5").counted == ("L3", "L4")
    assert not having(rule, "L3", "L5").met


def test_transferred_credit_counts_with_the_value_it_was_given() -> None:
    rule = Combination(places=(optional("A", 5), optional("B", 5)), credits=10)
    assert decide(rule, {"A": 4, "B": 5}).missing == ("The award needs 10 credits; 1 is missing.",)
    assert decide(rule, {"A": 5, "B": 5}).met


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        (BARRED, ""),
        (GROUPS, ""),
        (
            Combination(
                places=(Place(code="A", credits=5), Place(code="B", credits=5)),
                credits=10,
                barred=(Barred(units=("A", "B")),),
            ),
            "B is mandatory and is not there yet. The award needs 10 credits; 5 are missing.",
        ),
        (
            Combination(
                places=(optional("A", 5, "1"), optional("B", 5, "1")),
                credits=10,
                groups=(Group(code="1", maximum_units=1),),
            ),
            "The award needs 10 credits; 5 are missing.",
        ),
        (
            Combination(
                places=(optional("A", 4, "1"), optional("B", 4, "1")),
                groups=(Group(code="1", minimum_credits=6, maximum_credits=7),),
            ),
            "Group 1 needs 6 credits; 2 are missing.",
        ),
    ],
)
def test_an_award_that_nobody_could_reach_is_found(rule: Combination, because: str) -> None:
    assert impossible(rule) == because


def test_a_rule_with_too_many_choices_is_refused_and_never_endless() -> None:
    places = tuple(optional(f"U{at}", 1 + at % 3) for at in range(60))
    barred = tuple(Barred(units=(f"U{at}", f"U{at + 30}")) for at in range(30))
    with pytest.raises(TooEntangled, match=f"More than {MOST_CHOICES} choices"):
        impossible(Combination(places=places, credits=60, barred=barred))


# --- properties: small rules against every choice of their units, one by one ------------------------------------

CODES = "ABCDEF"
LIMIT = st.none() | st.integers(0, 12)


@st.composite
def rules(draw: st.DrawFn) -> Combination:
    places = tuple(
        Place(
            code=code,
            credits=draw(st.integers(0, 5)),
            level=draw(st.sampled_from([3, 4])),
            mandatory=draw(st.integers(0, 3)) == 0,
            group=draw(st.sampled_from(["", "1", "2"])),
        )
        for code in CODES[: draw(st.integers(1, len(CODES)))]
    )
    codes = [place.code for place in places]
    bar = st.lists(st.sampled_from(codes), min_size=2, max_size=2, unique=True).map(
        lambda pair: Barred(units=tuple(pair))
    )
    return Combination(
        places=places,
        credits=draw(LIMIT),
        level=3,
        credits_above_level=draw(LIMIT),
        groups=(draw(groups("1")), draw(groups("2"))),
        barred=tuple(draw(st.lists(bar, max_size=2))) if len(codes) > 1 else (),
    )


def groups(code: str) -> st.SearchStrategy[Group]:
    few = st.none() | st.integers(0, 3)
    return st.builds(
        Group,
        code=st.just(code),
        minimum_credits=LIMIT,
        maximum_credits=LIMIT,
        minimum_units=few,
        maximum_units=few,
    )


def within(total: int, least: int | None, most: int | None) -> bool:
    return total >= (least or 0) and (most is None or total <= most)


def keeps(rule: Combination, chosen: set[str]) -> bool:
    """The handbook's sentence, said of one choice of units: no search, no shortcuts."""
    taken = [place for place in rule.places if place.code in chosen]
    above = sum(place.credits for place in taken if place.level == 4)
    return (
        all(place.code in chosen for place in rule.places if place.mandatory)
        and sum(place.credits for place in taken) >= (rule.credits or 0)
        and within(above, None, rule.credits_above_level)
        and not any(set(bar.units) <= chosen for bar in rule.barred)
        and all(keeps_group(group, taken) for group in rule.groups)
    )


def keeps_group(group: Group, taken: list[Place]) -> bool:
    own = [place for place in taken if place.group == group.code]
    credits = sum(place.credits for place in own)
    return within(credits, group.minimum_credits, group.maximum_credits) and within(
        len(own), group.minimum_units, group.maximum_units
    )


@given(rules(), st.sets(st.sampled_from(CODES)))
def test_it_is_met_exactly_when_some_choice_of_what_is_there_keeps_every_rule(
    rule: Combination, there: set[str]
) -> None:
    own = [place.code for place in rule.places if place.code in there]
    choices = (set(some) for size in range(len(own) + 1) for some in combinations(own, size))
    verdict = having(rule, *there)
    assert verdict.met == any(keeps(rule, choice) for choice in choices)
    assert verdict.met == (verdict.missing == ())
    if verdict.met:
        assert keeps(rule, set(verdict.counted))


@given(rules(), st.sets(st.sampled_from(CODES)), st.sampled_from(CODES))
def test_one_unit_more_never_turns_met_into_missing(rule: Combination, there: set[str], more: str) -> None:
    if having(rule, *there).met:
        assert having(rule, *there, more).met


@given(rules(), st.sets(st.sampled_from(CODES)))
def test_nothing_is_met_in_an_award_that_is_impossible(rule: Combination, there: set[str]) -> None:
    if impossible(rule):
        assert not having(rule, *there).met


@given(rules(), st.sets(st.sampled_from(CODES)))
def test_each_unit_that_is_there_either_counts_or_is_explained(rule: Combination, there: set[str]) -> None:
    verdict = having(rule, *there)
    own = {place.code for place in rule.places} & there
    assert len(verdict.counted) + len(verdict.notes) == len(own)
    assert set(verdict.counted) <= own
