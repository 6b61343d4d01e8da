"""What a file of courses, overlays and upgrades can get wrong: one sentence each, with its line and place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from qualifications import specfile
from tests.qualifications.whole_file import DATA, mistakes

ROUTES = (DATA / "routes.toml").read_text("utf-8")
MISTAKES = tomllib.loads((DATA / "route_mistakes.toml").read_text("utf-8"))["mistakes"]
TWO_LOGS = """
[[awards]]
code = "Q3"
version = "1"
title = "An award with two logs"
kind = "regulated"
  [[awards.quantities]]
  code = "short"
  measure = "hours"
  minimum = 12
  roles = ["coach"]
  [[awards.quantities]]
  code = "long"
  measure = "hours"
  minimum = 125
  roles = ["coach"]
"""


def test_a_whole_file_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path, ROUTES) == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["sentence"])
def test_each_mistake_has_its_line_and_its_sentence(tmp_path: Path, case: dict[str, Any]) -> None:
    assert case["right"] in ROUTES
    found = mistakes(tmp_path, ROUTES.replace(case["right"], case["wrong"], 1))

    assert (case["line"], case["place"], case["sentence"]) in found


def test_an_overlay_has_no_key_that_takes_something_away(tmp_path: Path) -> None:
    found = mistakes(tmp_path, ROUTES.replace('applies_to = ["Q2"]', 'applies_to = ["Q2"]\nremoves = ["U2"]'))

    assert [sentence.partition(";")[0] for _, _, sentence in found] == ["“removes” is not a key of an overlay"]


def test_a_lower_number_may_stand_as_printed_when_it_gives_way(tmp_path: Path) -> None:
    printed = ROUTES.replace("minimum = 20", "minimum = 11").replace(
        '["Q2"]\n  [[over', '["Q2"]\nyields = ["log"]\n  [[over'
    )

    assert mistakes(tmp_path, printed) == []


def test_and_only_with_a_decision_that_says_why(tmp_path: Path) -> None:
    printed = ROUTES.replace("minimum = 20", "minimum = 11").replace(
        '["Q2"]\n  [[over', '["Q2"]\nyields = ["log"]\n  [[over'
    )
    start, end = printed.index("  [[overlays.decisions]]"), printed.index("[[upgrades]]")

    assert mistakes(tmp_path, printed[:start] + printed[end:]) == [
        (86, "overlay O1", "A quantity gives way to the award, and no decision says why; add it to “decisions”.")
    ]


def test_a_log_that_could_be_meant_for_two_names_its_criterion(tmp_path: Path) -> None:
    found = mistakes(tmp_path, ROUTES.replace('applies_to = ["Q2"]', 'applies_to = ["Q2", "Q3"]') + TWO_LOGS)

    assert found == [
        (
            89,
            "overlay O1, quantity log",
            "“log” may be meant for short or long of Q3; name the criterion that it speaks of.",
        )
    ]


def test_the_same_overlay_and_upgrade_twice_name_the_other_file(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(ROUTES)
    found = [m.sentence.replace(str(tmp_path), "") for m in specfile.read([tmp_path]).mistakes]

    assert "O1 version 1 stands twice; it is in /a.toml already. Leave one out." in found
    assert "Q1-TO-Q2 version 1 stands twice; it is in /a.toml already. Leave one out." in found


def test_everything_comes_back_from_its_document(tmp_path: Path) -> None:
    (tmp_path / "routes.toml").write_text(ROUTES)
    catalogue = specfile.read([tmp_path])

    assert len(catalogue) == 8
    for overlay in catalogue.overlays:
        assert specfile.overlay_from_document(specfile.to_document(overlay)) == overlay
    for upgrade in catalogue.upgrades:
        assert specfile.upgrade_from_document(specfile.to_document(upgrade)) == upgrade
    for award in catalogue.awards:
        assert specfile.award_from_document(specfile.to_document(award)) == award


def test_a_document_has_the_keys_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "routes.toml").write_text(ROUTES)
    (upgrade,) = specfile.read([tmp_path]).upgrades

    assert specfile.to_document(upgrade) == {
        "code": "Q1-TO-Q2",
        "version": "1",
        "title": "From the first to the second",
        "from": "Q1",
        "to": "Q2",
        "source": "page",
        "text": "The extended unit replaces the short one.",
        "replaces": [{"old": "U1", "new": "U2"}],
        "hours_count": False,
        "before": "claim",
        "overlay": "O1",
    }
