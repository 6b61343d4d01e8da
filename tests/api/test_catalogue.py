"""The catalogue for programs: lists, one award, one unit, one mark sheet; read only, and as the schema says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualifications.models import Assessment, Specification, Unit
from tests.api.caller import Caller
from tests.api.test_cost import asked

Signed = Callable[..., Caller]


def test_an_award_gives_its_units_in_their_groups_and_its_decisions(signed: Signed) -> None:
    award = Specification.objects.filter(code="L7-DIP", superseded_by=None).get()
    given = signed("lena").get(f"catalogue/awards/{award.pk}/").json
    (group,) = given["groups"]
    assert [unit["code"] for unit in group["units"]] == ["D7.01", "D7.02", "D7.03", "D7.04"]
    assert [sheet["code"] for sheet in given["mark_sheets"]] == ["D7.01", "D7.02-03", "D7.04"]
    assert ("credits", "45") in [(one["about"], one["chosen"]) for one in given["decisions"]]
    assert given["award"]["state"] == "open"


def test_a_unit_says_which_sheets_evidence_each_criterion(signed: Signed) -> None:
    caller = signed("lena")
    (unit,) = [row for row in caller.get("catalogue/units/").json["results"] if row["code"] == "D7.02"]
    given = caller.get(f"catalogue/units/{unit['id']}/").json
    parts = {
        criterion["number"]: [(one["code"], one["part"]) for one in criterion["evidenced"]]
        for outcome in given["outcomes"]
        for criterion in outcome["criteria"]
    }
    first, third = [("D7.02-03", "section 1")], [("D7.02-03", "section 3")]
    assert parts == {
        **dict.fromkeys(("1.1", "1.2", "1.3", "2.1", "2.2"), first),
        **dict.fromkeys(("3.1", "3.2", "3.3"), third),
    }


def test_a_sheet_says_its_parts_and_when_it_passes(signed: Signed) -> None:
    caller = signed("lena")
    (sheet,) = [row for row in caller.get("catalogue/sheets/").json["results"] if row["code"] == "D7.02-03"]
    given = caller.get(f"catalogue/sheets/{sheet['id']}/").json
    assert [(part["maximum"], part["minimum"]) for part in given["parts"]] == [(34, 17), (30, 15), (36, 18)]
    assert given["passes_when"] == "The total is 50 or more and every section is at or above its minimum."
    assert given["quantities"] == ["At least 12 hours as coach or mentor, for D7.03 2.2"]


@pytest.mark.parametrize("path", ["awards", "units", "sheets"])
def test_what_is_not_there_is_not_found_and_nothing_is_written(signed: Signed, path: str) -> None:
    caller = signed("cara")
    assert caller.get(f"catalogue/{path}/018f4d6e-0000-7000-8000-000000000000/").status == 404
    assert caller.send("POST", f"catalogue/{path}/", "{}").status == 405


def test_what_one_answer_costs(signed: Signed) -> None:
    """The catalogue comes in one slice, however long it is; single things in as many questions as they have sides."""
    ada, newest = signed("ada"), Specification.objects.filter(code="L7-DIP", superseded_by=None).get()
    unit, sheet = Unit.objects.get(code="D7.01"), Assessment.objects.get(code="D7.01")
    assert asked(ada, "catalogue/awards/") == 1
    assert asked(ada, "catalogue/units/") == 2
    assert asked(ada, "catalogue/sheets/") == 2
    assert asked(ada, f"catalogue/awards/{newest.pk}/") == 8
    assert asked(ada, f"catalogue/units/{unit.pk}/") == 4
    assert asked(ada, f"catalogue/sheets/{sheet.pk}/") == 4
