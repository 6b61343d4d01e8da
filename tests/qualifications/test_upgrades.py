"""Going on to another award: what is kept, what remains, and that nothing achieved is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.specfile import Award, Upgrade
from qualifications.upgrades import Achieved, Plan, ladder, plan

CATALOGUE = specfile.read([specfile.SHIPPED])
UPGRADES = {each.code: each for each in CATALOGUE.upgrades}
GONE = {(each.code, each.supersedes) for each in CATALOGUE.awards if each.supersedes}
AWARDS = {each.code: each for each in CATALOGUE.awards if (each.code, each.version) not in GONE}
UNITS = sorted({unit.code for each in CATALOGUE.awards for unit in each.units})


def award(code: str) -> Award:
    return AWARDS[code]


def going(code: str, *units: str, award_held: bool = True, hours_count: bool | None = None) -> Plan:
    """The plan of a shipped upgrade for a learner with these units."""
    upgrade = UPGRADES[code]
    if hours_count is not None:
        upgrade = replace(upgrade, hours_count=hours_count)
    achieved = Achieved(units=units, award_held=award_held)
    return plan(upgrade, award(upgrade.from_), award(upgrade.to), achieved)


def test_the_level_7_diploma_keeps_three_units_and_asks_for_the_fourth() -> None:
    made = going("L7-CERT-TO-L7-DIP", "D7.01", "D7.02", "D7.03")

    assert (made.kept, made.remaining, made.beside) == (("D7.01", "D7.02", "D7.03"), ("D7.04",), ())
    assert made.sentences == (
        "Units D7.01, D7.02 and D7.03 are kept and count towards ILM Level 7 Diploma for Professional Executive "
        "Coaches and Leadership Mentors.",
        "Hours and sessions recorded for ILM Level 7 Certificate in Executive Coaching and Leadership Mentoring "
        "do not count here again.",
        "Still to achieve: unit D7.04.",
    )


def test_the_level_5_diploma_keeps_three_units_and_replaces_none() -> None:
    made = going("L5-CERT-TO-L5-DIP", "D5.01", "D5.02", "D5.03")

    assert (made.kept, made.remaining, made.beside) == (("D5.01", "D5.02", "D5.03"), ("D5.04",), ())


def test_the_certificate_in_coaching_keeps_300_and_303_and_replaces_301() -> None:
    made = going("L3-AWARD-COACHING-TO-L3-CERT-COACHING", "8577-300", "8577-301", "8577-303")

    assert (made.kept, made.remaining, made.beside) == (("8577-300", "8577-303"), ("8577-302",), ("8577-301",))
    assert made.sentences == (
        "Units 8577-300 and 8577-303 are kept and count towards ILM Level 3 Certificate in Coaching.",
        "Unit 8577-301 stays achieved, but unit 8577-302 replaces it here.",
        "Hours recorded for unit 8577-301 do not count towards unit 8577-302.",
        "Still to achieve: unit 8577-302.",
    )


def test_its_six_hours_count_only_where_that_is_flagged() -> None:
    code, units = "L3-AWARD-COACHING-TO-L3-CERT-COACHING", ("8577-300", "8577-301", "8577-303")

    assert going(code, *units).hours_count is False
    assert going(code, *units, hours_count=True).sentences[2] == (
        "Hours recorded for unit 8577-301 count towards unit 8577-302."
    )


def test_the_certificate_in_mentoring_keeps_304_and_307_and_replaces_305() -> None:
    made = going("L3-AWARD-MENTORING-TO-L3-CERT-MENTORING", "8577-304", "8577-305", "8577-307")

    assert (made.kept, made.remaining, made.beside) == (("8577-304", "8577-307"), ("8577-306",), ("8577-305",))


def test_from_coaching_alone_to_coaching_and_mentoring_three_units_remain() -> None:
    made = going("L3-CERT-COACHING-TO-L3-CERT-COACHING-MENTORING", "8577-300", "8577-302", "8577-303")

    assert made.kept == ("8577-300", "8577-302", "8577-303")
    assert made.remaining == ("8577-304", "8577-306", "8577-307")
    assert made.sentences[-1] == "Still to achieve: units 8577-304, 8577-306 and 8577-307."


def test_whoever_has_half_the_certificate_keeps_that_half() -> None:
    made = going("L7-CERT-TO-L7-DIP", "D7.02", award_held=False)

    assert (made.kept, made.remaining) == (("D7.02",), ("D7.01", "D7.03", "D7.04"))
    assert made.sentences[0].startswith("Unit D7.02 is kept and counts towards ")
    assert made.sentences[-1] == (
        "ILM Level 7 Certificate in Executive Coaching and Leadership Mentoring need not be held first: anyone may "
        "join ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors directly."
    )


def test_a_unit_of_a_third_award_counts_where_there_is_a_place_for_it() -> None:
    """No unit is marked twice, whichever registration it was achieved under."""
    made = going("L3-AWARD-COACHING-TO-L3-CERT-COACHING-MENTORING", "8577-300", "8577-301", "8577-303", "8577-304")

    assert made.kept == ("8577-300", "8577-303", "8577-304")
    assert made.remaining == ("8577-302", "8577-306", "8577-307")


def test_a_unit_without_a_place_stays_achieved() -> None:
    made = going("L7-CERT-TO-L7-DIP", "D7.01", "D5.01")

    assert made.beside == ("D5.01",)
    assert made.sentences[1] == "Unit D5.01 stays achieved and is not asked for here."


def test_the_endorsed_certificate_asks_for_the_admissible_course_and_no_requirement_again() -> None:
    step, own, endorsed = UPGRADES["CENTRE-COACH-TO-ENDORSED-COACH"], award("CENTRE-COACH"), award("ENDORSED-COACH")
    other = Achieved(assessments=["COACH-REQUIREMENTS"], courses=["PERFORMANCE-COACH"])
    made = plan(step, own, endorsed, other)

    assert (made.assessments_kept, made.assessments_remaining) == (("COACH-REQUIREMENTS",), ())
    assert made.courses_remaining == ("CULTURE-AT-WORK",)
    assert made.sentences == (
        "What was passed in COACH-REQUIREMENTS is kept and is not assessed again.",
        "Hours and sessions recorded for Culture at Work or Performance Coach Training Certificate count here again.",
        "Still to complete: Culture at Work Coach Training Course.",
    )
    both = plan(step, own, endorsed, replace(other, courses=["CULTURE-AT-WORK"]))
    assert both.courses_remaining == ()


def test_whoever_has_not_passed_the_checklist_has_it_before_them() -> None:
    step = UPGRADES["CENTRE-COACH-TO-ENDORSED-COACH"]
    made = plan(step, award("CENTRE-COACH"), award("ENDORSED-COACH"), Achieved())

    assert (made.assessments_kept, made.assessments_remaining) == ((), ("COACH-REQUIREMENTS",))
    assert "Still to pass: COACH-REQUIREMENTS." in made.sentences


def test_the_endorsed_certificate_may_come_after_the_start_but_before_the_claim() -> None:
    made = going("ENDORSED-COACH-TO-L7-CERT", award_held=False)

    assert made.remaining == ("D7.01", "D7.02", "D7.03")
    assert made.sentences[-1] == (
        "ILM Endorsed Certificate must be held before ILM Level 7 Certificate in Executive Coaching and Leadership "
        "Mentoring is claimed; the learner may start before."
    )
    assert "must be held" not in " ".join(going("ENDORSED-COACH-TO-L7-CERT").sentences)


def test_a_plan_is_made_for_the_two_awards_of_its_upgrade_alone() -> None:
    with pytest.raises(ValueError, match="L7-CERT-TO-L7-DIP leads from L7-CERT to L7-DIP"):
        plan(UPGRADES["L7-CERT-TO-L7-DIP"], award("L5-CERT"), award("L7-DIP"), Achieved())


@pytest.mark.parametrize(
    ("start", "goal", "steps"),
    [
        ("CENTRE-COACH", "ENDORSED-COACH", ["ENDORSED-COACH"]),
        ("CENTRE-COACH", "L5-CERT", ["ENDORSED-COACH", "L5-CERT"]),
        ("CENTRE-COACH", "L5-DIP", ["ENDORSED-COACH", "L5-DIP"]),
        ("CENTRE-COACH", "L7-CERT", ["ENDORSED-COACH", "L7-CERT"]),
        ("CENTRE-COACH", "L7-DIP", ["ENDORSED-COACH", "L7-DIP"]),
        ("L3-AWARD-COACHING", "L3-CERT-COACHING-MENTORING", ["L3-CERT-COACHING-MENTORING"]),
        ("L7-CERT", "L7-CERT", []),
        ("L7-DIP", "L7-CERT", []),
    ],
)
def test_the_ladder_takes_the_fewest_steps(start: str, goal: str, steps: list[str]) -> None:
    assert [step.to for step in ladder(CATALOGUE.upgrades, start, goal)] == steps


def test_a_ladder_that_runs_in_a_ring_still_ends() -> None:
    there = UPGRADES["L7-CERT-TO-L7-DIP"]
    back = replace(there, code="BACK", from_="L7-DIP", to="L7-CERT")

    assert ladder([there, back], "L7-CERT", "L5-CERT") == ()
    assert ladder([there, back], "L7-CERT", "L7-DIP") == (there,)


@given(st.sampled_from(CATALOGUE.upgrades), st.sets(st.sampled_from(UNITS)), st.booleans())
def test_no_achieved_unit_is_ever_lost(upgrade: Upgrade, units: set[str], held: bool) -> None:
    wanted = award(upgrade.to)
    made = plan(upgrade, award(upgrade.from_), wanted, Achieved(units=units, award_held=held))

    assert set(made.kept) | set(made.beside) == units
    assert not set(made.kept) & set(made.beside)
    assert not set(made.remaining) & units
    assert {unit.code for unit in wanted.units if unit.mandatory} <= set(made.kept) | set(made.remaining)


@given(st.permutations(CATALOGUE.upgrades), st.sets(st.sampled_from(UNITS)))
def test_nor_over_the_whole_ladder(steps: list[Upgrade], units: set[str]) -> None:
    for start in AWARDS:
        for goal in AWARDS:
            for step in ladder(steps, start, goal):
                made = plan(step, award(step.from_), award(step.to), Achieved(units=units))
                assert set(made.kept) | set(made.beside) == units
