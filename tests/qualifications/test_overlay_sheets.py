"""An overlay as a checklist: its printed requirements, decided by the one engine (seed 004_db7a57efd8c6cd8e.txt)."""

from __future__ import annotations

import pytest

from qualifications import actions, outcome, specfile
from qualifications.models import Assessment, Overlay
from qualifications.outcome import Value
from qualifications.overlays import sheet_of

CATALOGUE = specfile.read([specfile.SHIPPED])
ENOUGH = {"log": 100, "supervision": 3, "trainer-supervision": 1, "cpd-live": 12, "cpd-reading": 12, "cpd-inputs": 50}


def checklist(code: str) -> specfile.Assessment:
    gone = {(each.code, each.supersedes) for each in CATALOGUE.overlays}
    (found,) = [each for each in CATALOGUE.overlays if each.code == code and (code, each.version) not in gone]
    return sheet_of(found)


def confirmed(*codes: str) -> dict[str, Value]:
    return {code: Value(met=True) for code in codes}


def test_each_requirement_is_a_line_under_its_letter() -> None:
    sheet = checklist("COACH-ROUTE-L7-DIP")
    assert [(node.number, node.kind.value, node.quantities) for node in sheet.scored] == [
        ("a", "requirement", ("log",)),
        ("b", "requirement", ("supervision",)),
        ("c", "requirement", ("trainer-supervision",)),
        ("d", "requirement", ("cpd-live", "cpd-reading", "cpd-inputs")),
    ]
    assert sheet.node("C").text == "Complete a coaching supervision session with your trainer from our course."
    assert sheet.node("A").guidance == "About 4,000 words; no outcome depends on it."


def test_letters_that_stand_twice_give_way_to_the_codes() -> None:
    """004 letters the Level 5 Diploma a, b, a."""
    assert [node.name for node in checklist("COACH-ROUTE-L5-DIP").scored] == [
        "requirement A",
        "requirement B",
        "requirement C",
    ]


def test_all_confirmed_and_all_there_is_a_pass() -> None:
    decided = outcome.decide(checklist("COACH-ROUTE-L7-DIP"), confirmed("A", "B", "C", "D"), quantities=ENOUGH)
    assert (decided.outcome, decided.referred) == ("pass", ())


@pytest.mark.parametrize(
    ("short", "amount", "node", "sentence"),
    [
        ("log", 99.5, "A", "the diary shows 99.5 hours as coach, at least 100 are needed"),
        ("supervision", 2, "B", "the diary shows 2 sessions as supervisee, at least 3 are needed"),
        ("trainer-supervision", 0, "C", "the diary shows 0 sessions as supervisee, at least 1 are needed"),
        ("cpd-live", 11.5, "D", "the plan shows 11.5 live hours, at least 12 are needed"),
        ("cpd-reading", 0, "D", "the plan shows 0 hours of reading, writing or other research, at least 12 are needed"),
        ("cpd-inputs", 49, "D", "the plan shows 49 percent inputs, at least 50 are needed"),
    ],
)
def test_one_amount_short_refers_its_requirement(short: str, amount: float, node: str, sentence: str) -> None:
    given = {**ENOUGH, short: amount}
    decided = outcome.decide(checklist("COACH-ROUTE-L7-DIP"), confirmed("A", "B", "C", "D"), quantities=given)
    assert (decided.outcome, decided.referred) == ("referral", (node,))
    assert sentence in " ".join(reason.sentence for reason in decided.reasons)


def test_a_checklist_is_published_with_its_overlay() -> None:
    actions.publish(CATALOGUE)
    overlay = Overlay.objects.current().get(code="COACH-ROUTE-L7-DIP")
    assert overlay.version == "2"
    assert overlay.sheet.definition == sheet_of(overlay.definition)
    assert overlay.sheet.sheet_title.startswith("Checklist: Additional certification requirements")
    assert Assessment.objects.filter(code="COACH-ROUTE-L7-DIP").count() == 2


def test_the_checklist_survives_its_document() -> None:
    for overlay in CATALOGUE.overlays:
        sheet = sheet_of(overlay)
        assert specfile.assessment_from_document(specfile.to_document(sheet)) == sheet


pytestmark = pytest.mark.django_db
