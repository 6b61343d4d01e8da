"""`manage outcome`: JSON for every outcome, exit 2 and one sentence for bad input, no database at all."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.qualifications.made_up import MADE_UP
from tests.qualifications.whole_file import WHOLE


def told(*arguments: str) -> dict[str, Any]:
    """What the command prints."""
    out = StringIO()
    call_command("outcome", *arguments, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def refused(*arguments: str) -> str:
    """The sentence of a refusal; exit 2 and nothing on stdout go without saying."""
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("outcome", *arguments, stdout=out, stderr=err)
    assert (end.value.code, out.getvalue()) == (2, "")
    return err.getvalue().strip()


def test_the_whole_answer() -> None:
    assert told("D7.02-03", "--marks=24,13,25") == {
        "assessment": "D7.02-03",
        "outcome": "referral",
        "total": 62,
        "referred": ["S2"],
        "reasons": [
            "Section 2 has 13, needs 15.",
            "The total is 50 or more, but marks cannot be moved between sections.",
        ],
        "units": {"D7.02": "held", "D7.03": "referred"},
    }


@pytest.mark.parametrize(
    ("arguments", "outcome", "total", "referred"),
    [
        (["D7.01", "--marks=31,22"], "referral", 53, ["S2"]),
        (["D7.02-03", "--marks=17,15,18"], "pass", 50, []),
        (["D7.02-03", "--marks=17,15,18", "--quantity", "hours=11.5"], "pass", 50, []),
        (["D7.02-03", "--marks=,13,25"], "undecided", None, []),
        (["D7.04", "--marks=15,15,20"], "pass", 50, []),
        (["D7.04", "--marks=,,"], "undecided", None, []),
        (["8577-300", "--marks=met,met,met,met,met"], "pass", None, []),
        (["8577-300", "--marks=met,not,met,met,not"], "referral", None, ["1.2", "3.1"]),
        (["8577-301", "--marks=met,met,met,met,met", "--quantity=hours=5.5"], "referral", None, ["2.2"]),
        (["8577-301", "--marks=met,met,met,met,met", "--quantity=hours=6"], "pass", None, []),
        (["8577-301", "--marks=met,met,met,met,met"], "pass", None, []),
        (["UNEVEN", "--marks=15,25", f"--file={MADE_UP}"], "referral", 40, []),
        (["MIXED", "--marks=met,good,P", f"--file={MADE_UP}"], "pass", None, []),
        (["MIXED", "--marks=met,weak,F", f"--file={MADE_UP}"], "referral", None, ["B1", "T1"]),
        (["D7.01", "--marks=25,25", "--award=L7-CERT"], "pass", 50, []),
        (["D7.01", "--marks=25,25", "--award=L7-DIP"], "pass", 50, []),
    ],
)
def test_every_outcome_is_an_answer(arguments: list[str], outcome: str, total: int | None, referred: list[str]) -> None:
    said = told(*arguments)

    assert (said["outcome"], said["total"], said["referred"]) == (outcome, total, referred)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["D7.01", "--marks=51,22"], "Section 1 takes whole marks from 0 to 50; 51 is too many."),
        (["D7.01", "--marks=-1,22"], "Section 1 takes whole marks from 0 to 50; -1 is below 0."),
        (["D7.01", "--marks=12.5,22"], "Section 1 takes whole marks from 0 to 50; 12.5 is not a whole mark."),
        (["D7.01", "--marks=x,22"], "Section 1 takes whole marks from 0 to 50; “x” is not a whole number."),
        (["D7.01", "--marks=31"], "D7.01 takes 2 values in this order: S1, S2; 1 was given."),
        (["D7.01", "--marks=31,22,1"], "D7.01 takes 2 values in this order: S1, S2; 3 were given."),
        (["D7.01", "--marks="], "D7.01 takes 2 values in this order: S1, S2; 1 was given."),
        (["D7.01"], "Give a value for each of S1, S2, in this order: --marks=,."),
        ([], "Say which assessment: outcome D7.02-03 --marks=24,13,25."),
        (["8577-300", "--marks=7,,,,"], "Criterion 1.1 takes met or not met; “7” is none of these."),
        (["D7.01", "--marks=1,1", "--quantity=hours=12"], "D7.01 has no quantity “hours”; it has none."),
        (["D7.04", "--marks=1,1,1", "--quantity=days=1"], "D7.04 has no quantity “days”; it has hours."),
        (
            ["D7.04", "--marks=1,1,1", "--quantity=hours=-1"],
            "A quantity is a number such as hours=11.5; “-1” is not one.",
        ),
        (
            ["D7.04", "--marks=1,1,1", "--quantity=hours=nan"],
            "A quantity is a number such as hours=11.5; “nan” is not one.",
        ),
        (
            ["D7.04", "--marks=1,1,1", "--quantity=hours"],
            "A quantity is a number such as hours=11.5; “” is not one.",
        ),
        (
            ["D7.04", "--marks=1,1,1", "--quantity=hours=1", "--quantity=hours=2"],
            "The quantity hours is given twice.",
        ),
        (["D7.01", "--marks=1,1", "--award=L9"], "There is no award L9 in the catalogue."),
        (
            ["D7.01", "--marks=1,1", "--award=L3-AWARD-COACHING"],
            "L3-AWARD-COACHING does not use D7.01; there is D7.01 in version 2011-10.",
        ),
        (
            ["D7.04", "--marks=1,1,1", "--award=L7-CERT"],
            "L7-CERT does not use D7.04; there is D7.04 in version 2011-10.",
        ),
    ],
)
def test_bad_input_is_one_sentence(arguments: list[str], sentence: str) -> None:
    assert refused(*arguments) == sentence


def test_an_unknown_code_is_told_which_there_are() -> None:
    assert refused("D9.99", "--marks=1").startswith("There is no assessment D9.99 in the catalogue; it holds ")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    broken, latin = tmp_path / "broken.toml", tmp_path / "latin.toml"
    broken.write_text("format = 1\n[[assessments]\n")
    latin.write_bytes(b'format = 1\ntitle = "caf\xe9"')

    missing = refused("A1", "--marks=1", f"--file={tmp_path}/none.toml")
    assert missing == f"{tmp_path}/none.toml: The file cannot be opened: there is no such file."
    assert refused("A1", "--marks=1", f"--file={tmp_path}") == f"{tmp_path} is a folder; name one specification file."
    assert refused("A1", "--marks=1", f"--file={broken}").startswith(f"{broken}, line 2: The file is not TOML: ")
    assert refused("A1", "--marks=1", f"--file={latin}").startswith(f"{latin}, line 2: The file is not in UTF-8")


def test_a_mistake_in_the_sheet_is_told_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    file = tmp_path / "spec.toml"
    file.write_text(WHOLE.replace("minimum = 50", "minimum = 101"))
    sentence = "assessment A1, node S1: The minimum of 101 is above its maximum of 100; at most 100 can be asked for."
    assert refused("A1", "--marks=50", f"--file={file}") == f"{file}, line 31: {sentence}"

    file.write_text(WHOLE.replace("level = 3", "level = 0"))
    assert told("A1", "--marks=50", f"--file={file}")["outcome"] == "pass"


def test_where_versions_differ_the_award_must_be_named(tmp_path: Path) -> None:
    sheets = WHOLE[WHOLE.index("[[assessments]]") : WHOLE.index("[[awards]]")]
    newer = sheets.replace('version = "1"', 'version = "2"').replace("total_at_least = 50", "total_at_least = 60")
    file = tmp_path / "spec.toml"
    file.write_text(WHOLE + newer)

    assert refused("A1", "--marks=55", f"--file={file}") == (
        "A1 has the versions 1, 2; say for which award with --award=CODE."
    )
    assert told("A1", "--marks=55", f"--file={file}", "--award=Q1")["outcome"] == "pass"
