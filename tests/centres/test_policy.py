"""A centre's policy: defaults, versions, and sentences for what it cannot say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from centres import policy
from centres.models import Centre
from centres.refusals import Unfit


def test_the_two_demo_centres_choose_differently(here: Centre) -> None:
    choices = policy.in_force()
    assert (choices.version, choices.unit_outcomes, choices.marking_working_days) == (1, "whole_sheet", 10)


def test_adopting_makes_a_new_version_and_the_same_again_none(here: Centre) -> None:
    assert policy.adopt({"marking_working_days": 12}, by=None).version == 2
    assert policy.adopt({"marking_working_days": 12}, by=None).version == 2
    assert policy.in_force().marking_working_days == 12


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"colour": "blue"}, "“colour” is not something a policy decides"),
        ({"unit_outcomes": "both"}, "“unit_outcomes” is whole_sheet or mapped_nodes, not 'both'."),
        ({"marking_working_days": "ten"}, "“marking_working_days” takes a value like 10, not 'ten'."),
        ({"marking_working_days": 0}, "“marking_working_days” is a number of working days from 1 to 60, not 0."),
        ({"step_up_minutes": 9}, "“step_up_minutes” is a number of minutes from 10 to 480, not 9."),
        ({"step_up_minutes": 481}, "“step_up_minutes” is a number of minutes from 10 to 480, not 481."),
        ({"feedback_in_every_section": 1}, "“feedback_in_every_section” takes a value like True, not 1."),
    ],
)
def test_what_a_policy_cannot_say_is_refused(here: Centre, document: dict[str, object], sentence: str) -> None:
    with pytest.raises(Unfit, match="^" + sentence[:30]) as refused:
        policy.adopt(document, by=None)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize("minutes", [10, 480])
def test_a_signature_asks_again_after_ten_minutes_to_eight_hours(here: Centre, minutes: int) -> None:
    assert policy.in_force().step_up_minutes == 240
    policy.adopt({"step_up_minutes": minutes}, by=None)
    assert policy.in_force().step_up_minutes == minutes


def test_a_file_that_cannot_be_read_is_named(db: None, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("marking_working_days = = 3")
    with pytest.raises(CommandError, match="policy.toml cannot be read"):
        call_command("policy", "load", "northgate", str(file))
