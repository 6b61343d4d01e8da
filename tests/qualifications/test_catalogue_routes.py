"""The routes of seed 004: its two certificates, what its centre adds to four qualifications, and its ladder.

Every number and every sentence here is read off the page by hand; the wording is compared with the page whole.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from qualifications import outcome, specfile
from qualifications.specfile import Assessment, Award, Kind, Overlay, Quantity, Upgrade

PAGE = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "004_db7a57efd8c6cd8e.txt"
SIX = {"CENTRE-COACH", "ENDORSED-COACH", "L5-CERT", "L5-DIP", "L7-CERT", "L7-DIP"}
CATALOGUE = specfile.read([specfile.SHIPPED])

beside_the_page = pytest.mark.skipif(not PAGE.is_file(), reason="The page of the source is not beside this checkout.")


def award(code: str) -> Award:
    (found,) = [each for each in CATALOGUE.awards if each.code == code]
    return found


def current_overlays() -> list[Overlay]:
    gone = {(each.code, each.supersedes) for each in CATALOGUE.overlays}
    return [each for each in CATALOGUE.overlays if (each.code, each.version) not in gone]


def overlay(code: str) -> Overlay:
    (found,) = [each for each in current_overlays() if each.code == code]
    return found


def upgrades() -> dict[str, Upgrade]:
    return {each.code: each for each in CATALOGUE.upgrades}


def checklist() -> Assessment:
    (found,) = [each for each in CATALOGUE.assessments if each.code == "COACH-REQUIREMENTS"]
    return found


def limits(quantity: Quantity) -> tuple[str, int | None, int | None, tuple[str, ...]]:
    """Measure, minimum, maximum and roles."""
    least, most = (None if each is None else int(each) for each in (quantity.minimum, quantity.maximum))
    return quantity.measure, least, most, quantity.roles


def decided(thing: Award | Overlay | Upgrade) -> dict[str, str]:
    return {decision.about: decision.chosen for decision in thing.decisions}


def asked(code: str) -> dict[str, tuple[str, int | None, int | None, tuple[str, ...]]]:
    return {quantity.code: limits(quantity) for quantity in overlay(code).quantities}


def folded(text: str) -> str:
    """One line, without bullets and emphasis."""
    return " ".join(re.sub(r"[*•]|(?<=\s)-(?=\s)", " ", text).split())


# The two certificates


def test_the_two_certificates_are_no_qualifications_of_the_awarding_body() -> None:
    kinds = {code: award(code).kind for code in ("CENTRE-COACH", "ENDORSED-COACH")}

    assert kinds == {"CENTRE-COACH": "centre", "ENDORSED-COACH": "endorsed"}
    for code in kinds:
        own = award(code)
        assert (own.level, own.credits, own.units, own.registration_ends) == (None, None, (), None)
        assert [reference.code for reference in own.assessments] == ["COACH-REQUIREMENTS"]


def test_requirements_a_to_e_are_five_and_each_is_confirmed() -> None:
    nodes = [(node.number, node.kind, node.name) for node in checklist().nodes]

    assert nodes == [(letter, Kind.REQUIREMENT, f"requirement {letter}") for letter in "abcde"]


def test_one_supervision_four_sessions_as_coach_four_as_coachee() -> None:
    assert {quantity.code: limits(quantity) for quantity in checklist().quantities} == {
        "supervision": ("sessions", 1, None, ("supervisee",)),
        "case-history": ("words", 800, 1000, ()),
        "as-coach": ("sessions", 4, None, ("coach",)),
        "as-coachee": ("sessions", 4, None, ("coachee",)),
    }


def test_a_session_counts_from_twenty_minutes_and_somebody_confirms_it() -> None:
    told = {each.code: (each.session_minutes, each.confirmed_by) for each in checklist().quantities}

    assert told == {
        "supervision": (None, ("supervisor",)),
        "case-history": (None, ()),
        "as-coach": (20, ("coachee",)),
        "as-coachee": (20, ("coach",)),
    }


def test_each_requirement_hangs_on_its_own_quantity_and_words_decide_nothing() -> None:
    assert {node.number: node.quantity for node in checklist().nodes} == {
        "a": "",
        "b": "supervision",
        "c": "",
        "d": "as-coach",
        "e": "as-coachee",
    }


def test_the_case_history_needs_the_permission_of_each_person_in_it() -> None:
    permissions = {node.number: node.permission for node in checklist().nodes if node.permission}

    assert permissions == {"c": "anyone else involved in the case history"}


def test_three_sessions_as_coach_are_one_too_few() -> None:
    confirmed = {node.code: outcome.Value(met=True) for node in checklist().nodes}
    recorded = {"supervision": Decimal(1), "as-coach": Decimal(3), "as-coachee": Decimal(4)}
    decision = outcome.decide(checklist(), confirmed, quantities=recorded)

    assert decision.headline == (
        "Referral: requirement d is not confirmed: the diary shows 3 sessions as coach of 20 minutes or more, "
        "at least 4 are needed."
    )
    assert outcome.decide(checklist(), confirmed, quantities=recorded | {"as-coach": 4}).headline == (
        "Pass: every requirement is confirmed."
    )


def test_an_unrecorded_session_is_told_in_the_singular() -> None:
    confirmed = {node.code: outcome.Value(met=True) for node in checklist().nodes}

    assert outcome.decide(checklist(), confirmed).warnings == (
        "Sessions are not recorded; at least 1 session as supervisee is asked for.",
        "Sessions are not recorded; at least 4 sessions as coach of 20 minutes or more are asked for.",
        "Sessions are not recorded; at least 4 sessions as coachee of 20 minutes or more are asked for.",
    )


# The two readings of which course leads where


def test_either_course_leads_to_the_centres_own_certificate() -> None:
    own = award("CENTRE-COACH")

    assert own.requires_course == "any"
    assert [course.code for course in own.courses_that_admit()] == ["CULTURE-AT-WORK", "PERFORMANCE-COACH"]


def test_one_course_leads_to_the_endorsed_certificate_and_the_other_reading_is_held() -> None:
    endorsed = award("ENDORSED-COACH")

    assert endorsed.requires_course == "admissible"
    assert [course.code for course in endorsed.courses_that_admit()] == ["CULTURE-AT-WORK"]
    assert [course.code for course in endorsed.courses_that_admit(otherwise=True)] == [
        "CULTURE-AT-WORK",
        "PERFORMANCE-COACH",
    ]
    assert decided(endorsed)["course"] == "one admissible course: the Culture at Work Coach Training Course"


def test_together_the_two_readings_let_either_course_lead_to_all_six() -> None:
    for code in ("CENTRE-COACH", "ENDORSED-COACH"):
        courses = {course.code: course for course in award(code).courses}
        assert set(courses["CULTURE-AT-WORK"].admits) == SIX
        performance = courses["PERFORMANCE-COACH"]
        assert performance.admits == ("CENTRE-COACH",)
        assert set(performance.admits) | set(performance.admits_otherwise) == SIX
        assert (courses["CULTURE-AT-WORK"].days, performance.days) == (Decimal(5), None)


# What the centre adds


def test_four_overlays_each_for_one_award() -> None:
    assert {each.code: (each.applies_to, each.centre_kind) for each in CATALOGUE.overlays} == {
        "COACH-ROUTE-L5-CERT": (("L5-CERT",), "coaching company"),
        "COACH-ROUTE-L5-DIP": (("L5-DIP",), "coaching company"),
        "COACH-ROUTE-L7-CERT": (("L7-CERT",), "coaching company"),
        "COACH-ROUTE-L7-DIP": (("L7-DIP",), "coaching company"),
    }


def test_the_certificates_ask_for_logs_of_12_and_20_hours() -> None:
    assert asked("COACH-ROUTE-L5-CERT") == {"log": ("hours", 12, None, ("coach",))}
    assert asked("COACH-ROUTE-L7-CERT") == {"log": ("hours", 20, None, ("coach",))}


def test_the_level_5_diploma_asks_for_100_hours_and_three_supervisions() -> None:
    assert asked("COACH-ROUTE-L5-DIP") == {
        "log": ("hours", 100, None, ("coach",)),
        "supervision": ("sessions", 3, None, ("supervisee",)),
    }


def test_the_level_7_diploma_asks_for_a_trainers_session_and_a_cpd_plan_besides() -> None:
    assert asked("COACH-ROUTE-L7-DIP") == {
        "log": ("hours", 100, None, ("coach",)),
        "supervision": ("sessions", 3, None, ("supervisee",)),
        "trainer-supervision": ("sessions", 1, None, ("supervisee",)),
        "cpd-live": ("hours", 12, None, ()),
        "cpd-reading": ("hours", 12, None, ()),
        "cpd-inputs": ("percent", 50, None, ()),
    }


def test_who_confirms_a_supervision_session() -> None:
    told = {each.code: each.confirmed_by for each in overlay("COACH-ROUTE-L7-DIP").quantities if each.confirmed_by}

    assert told == {"supervision": ("supervisor",), "trainer-supervision": ("trainer",)}


@pytest.mark.parametrize(
    ("code", "requirements"),
    [
        ("COACH-ROUTE-L5-CERT", [("A", "a", ("log",), None), ("B", "b", (), 4000)]),
        ("COACH-ROUTE-L7-CERT", [("A", "a", ("log",), None), ("B", "b", (), 4000)]),
        (
            "COACH-ROUTE-L5-DIP",
            [("A", "a", ("log",), None), ("B", "b", (), 4000), ("C", "a", ("supervision",), None)],
        ),
        (
            "COACH-ROUTE-L7-DIP",
            [
                ("A", "a", ("log",), 4000),
                ("B", "b", ("supervision",), None),
                ("C", "c", ("trainer-supervision",), None),
                ("D", "d", ("cpd-live", "cpd-reading", "cpd-inputs"), None),
            ],
        ),
    ],
)
def test_letters_as_printed_words_as_guidance_and_the_log_where_it_stands(
    code: str, requirements: list[tuple[str, str, tuple[str, ...], int | None]]
) -> None:
    """The Level 5 Diploma is lettered a, b, a; in the Level 7 Diploma alone the log is inside the 4000 words."""
    assert [
        (each.code, each.number, each.quantities, each.words) for each in overlay(code).requirements
    ] == requirements


@pytest.mark.parametrize(
    ("code", "about", "chosen"),
    [
        ("COACH-ROUTE-L7-DIP", "credits", "45"),
        ("COACH-ROUTE-L7-DIP", "hours of coaching", "125"),
        ("COACH-ROUTE-L7-DIP", "where the coaching log stands", "inside the submission of about 4000 words"),
        ("COACH-ROUTE-L7-CERT", "hours of coaching", "20 at this centre; 12 for the award"),
        ("COACH-ROUTE-L7-CERT", "topic titles", "as printed in 004, beside the unit titles of 002"),
        ("COACH-ROUTE-L5-CERT", "hours of coaching", "12 at this centre; none printed for the award"),
        ("COACH-ROUTE-L5-CERT", "topic titles", "as printed in 004, beside the unit titles of 001"),
        ("COACH-ROUTE-L5-DIP", "topic titles", "as printed in 004, beside the unit titles of 001"),
        ("COACH-ROUTE-L5-DIP", "letters of the requirements", "a, b, a as printed; A, B, C inside"),
        (
            "COACH-ROUTE-L5-DIP",
            "whether the extended unit replaces the short one",
            "no: D5.03 and D5.04 are both mandatory",
        ),
    ],
)
def test_each_contradiction_is_a_decision_that_names_the_page(code: str, about: str, chosen: str) -> None:
    assert decided(overlay(code))[about] == chosen
    (decision,) = [each for each in overlay(code).decisions if each.about == about]
    assert PAGE.name in decision.sources


def test_only_the_100_hours_of_the_level_7_diploma_give_way() -> None:
    assert {each.code: each.yields for each in CATALOGUE.overlays if each.yields} == {"COACH-ROUTE-L7-DIP": ("log",)}


# The ladder


def test_every_upgrade_keeps_and_replaces_what_its_source_says() -> None:
    told = {
        code: (each.from_, each.to, each.keeps, [(pair.old, pair.new) for pair in each.replaces])
        for code, each in upgrades().items()
        if each.keeps
    }
    both = "L3-CERT-COACHING-MENTORING"
    assert told == {
        "L7-CERT-TO-L7-DIP": ("L7-CERT", "L7-DIP", ("D7.01", "D7.02", "D7.03"), []),
        "L5-CERT-TO-L5-DIP": ("L5-CERT", "L5-DIP", ("D5.01", "D5.02", "D5.03"), []),
        "L3-AWARD-COACHING-TO-L3-CERT-COACHING": (
            "L3-AWARD-COACHING",
            "L3-CERT-COACHING",
            ("8577-300", "8577-303"),
            [("8577-301", "8577-302")],
        ),
        "L3-AWARD-MENTORING-TO-L3-CERT-MENTORING": (
            "L3-AWARD-MENTORING",
            "L3-CERT-MENTORING",
            ("8577-304", "8577-307"),
            [("8577-305", "8577-306")],
        ),
        f"L3-AWARD-COACHING-TO-{both}": (
            "L3-AWARD-COACHING",
            both,
            ("8577-300", "8577-303"),
            [("8577-301", "8577-302")],
        ),
        f"L3-AWARD-MENTORING-TO-{both}": (
            "L3-AWARD-MENTORING",
            both,
            ("8577-304", "8577-307"),
            [("8577-305", "8577-306")],
        ),
        f"L3-CERT-COACHING-TO-{both}": ("L3-CERT-COACHING", both, ("8577-300", "8577-302", "8577-303"), []),
        f"L3-CERT-MENTORING-TO-{both}": ("L3-CERT-MENTORING", both, ("8577-304", "8577-306", "8577-307"), []),
    }


def test_hours_count_again_between_the_two_certificates_of_the_centre_alone() -> None:
    assert [code for code, each in upgrades().items() if each.hours_count] == ["CENTRE-COACH-TO-ENDORSED-COACH"]


def test_the_endorsed_certificate_comes_before_the_claim_and_only_under_the_overlay() -> None:
    assert {(each.from_, each.to): (each.before, each.overlay) for each in upgrades().values() if each.before} == {
        ("ENDORSED-COACH", "L5-CERT"): ("claim", "COACH-ROUTE-L5-CERT"),
        ("ENDORSED-COACH", "L5-DIP"): ("claim", "COACH-ROUTE-L5-DIP"),
        ("ENDORSED-COACH", "L7-CERT"): ("claim", "COACH-ROUTE-L7-CERT"),
        ("ENDORSED-COACH", "L7-DIP"): ("claim", "COACH-ROUTE-L7-DIP"),
    }


# The wording


@beside_the_page
def test_the_requirements_are_printed_twice_and_both_times_in_these_words() -> None:
    page = folded(PAGE.read_text("utf-8"))
    lettered = " ".join(f"{node.number}. {node.text}" for node in checklist().nodes)

    assert page.count(folded(lettered)) == 2


@beside_the_page
@pytest.mark.parametrize("code", ["CENTRE-COACH", "ENDORSED-COACH"])
def test_a_certificate_says_what_the_page_says(code: str) -> None:
    page, own = folded(PAGE.read_text("utf-8")), award(code)
    texts = [own.title, own.purpose, own.entry_requirements, own.progression, *own.professional_titles]
    texts += [text for row in own.printed for text in (row.heading, row.text)]
    texts += [course.text for course in own.courses]

    assert [text for text in texts if folded(text) not in page] == []
    assert {source for decision in own.decisions for source in decision.sources} >= {PAGE.name}


@beside_the_page
@pytest.mark.parametrize("code", ["L5-CERT", "L5-DIP", "L7-CERT", "L7-DIP"])
def test_an_overlay_is_rebuilt_word_for_word(code: str) -> None:
    page, own = folded(PAGE.read_text("utf-8")), overlay(f"COACH-ROUTE-{code}")
    lettered = [f"{each.number}. {each.text}" for each in own.requirements]

    assert folded(" ".join([own.title, own.text, *lettered])) in page
    for row in own.printed:
        assert folded(f"{row.heading} {row.text}") in page


@beside_the_page
def test_what_an_upgrade_quotes_stands_in_its_source() -> None:
    for upgrade in upgrades().values():
        source = folded(re.sub(r"[*]", "", (PAGE.parent / upgrade.source).read_text("utf-8")))
        assert folded(upgrade.text) in source, upgrade.code


def test_the_shipped_catalogue_of_routes_comes_back_from_its_documents() -> None:
    for overlay_ in CATALOGUE.overlays:
        assert specfile.overlay_from_document(specfile.to_document(overlay_)) == overlay_
    for upgrade in CATALOGUE.upgrades:
        assert specfile.upgrade_from_document(specfile.to_document(upgrade)) == upgrade
