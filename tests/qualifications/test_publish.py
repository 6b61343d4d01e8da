"""Publishing: what a file says becomes rows, once and for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from qualifications import actions, specfile
from qualifications.combination import decide
from qualifications.models import Assessment, Competences, Specification, Unit
from tests.qualifications.whole_file import WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "spec.toml"
    path.write_text(WHOLE)
    return path


def publish(file: Path) -> actions.Publication:
    return actions.publish(specfile.read([file]))


def command(*arguments: str) -> tuple[int, str, str]:
    """Exit code, what stands on stdout, what stands on stderr."""
    out, err = StringIO(), StringIO()
    try:
        call_command("publish_specs", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_an_award_is_published_with_its_units_and_sheets(file: Path) -> None:
    done = publish(file)

    assert (done.new, done.unchanged) == (["U1 1", "A1 1", "Q1 1"], 0)
    award = Specification.objects.get(code="Q1")
    assert (award.title, award.kind, award.credits, award.fictional) == ("An award", "regulated", 4, False)
    assert [place.unit.code for place in award.unit_places.all()] == ["U1"]
    assert [place.assessment.code for place in award.assessment_places.all()] == ["A1"]
    assert (str(award), str(Unit.objects.get(code="U1"))) == ("An award", "U1 A unit")


def test_rows_give_back_what_the_file_says(file: Path) -> None:
    catalogue = specfile.read([file])
    publish(file)

    assert Assessment.objects.get(code="A1").definition == catalogue.assessments[0]
    assert Unit.objects.get(code="U1").definition == catalogue.units[0]
    assert Specification.objects.get(code="Q1").definition == catalogue.awards[0]


def test_a_definition_is_read_once(file: Path) -> None:
    publish(file)

    assert Assessment.objects.get(code="A1").definition is Assessment.objects.get(code="A1").definition


def test_publishing_again_changes_nothing(file: Path) -> None:
    publish(file)
    before = list(Assessment.objects.values_list("id", "published_at"))
    done = publish(file)

    assert (done.new, done.unchanged) == ([], 3)
    assert list(Assessment.objects.values_list("id", "published_at")) == before


def test_a_changed_file_under_an_old_version_is_refused_and_nothing_is_written(file: Path) -> None:
    publish(file)
    other = WHOLE.replace('code = "U1"\nversion', 'code = "U9"\nversion').replace("U1 1.1", "U9 1.1")
    file.write_text(other.replace('"U1"', '"U9"').replace("Explain", "Describe"))
    with pytest.raises(actions.NotPublished) as refusal:
        publish(file)

    assert str(refusal.value) == (
        "A1 version 1 is published already, and its file has changed since (nodes, units). "
        "A published version never changes: give the corrected text a new version."
    )
    assert not Unit.objects.filter(code="U9").exists()


def test_a_correction_is_a_new_version_that_supersedes(file: Path) -> None:
    publish(file)
    award = WHOLE[WHOLE.index("[[awards]]") :]
    file.write_text(WHOLE + award.replace('version = "1"', 'version = "2"\nsupersedes = "1"', 1))
    done = publish(file)

    assert done.new == ["Q1 2"]
    newer = Specification.objects.get(code="Q1", version="2")
    assert newer.supersedes == Specification.objects.get(code="Q1", version="1")


def test_a_version_is_superseded_once(file: Path) -> None:
    publish(file)
    award = WHOLE[WHOLE.index("[[awards]]") :]
    for version in ("2", "3"):
        heir = award.replace('version = "1"', f'version = "{version}"\nsupersedes = "1"', 1)
        file.write_text(WHOLE + heir)
        if version == "2":
            publish(file)
    with pytest.raises(actions.NotPublished, match="superseded by another version already"):
        publish(file)


def second_edition() -> str:
    """The whole file with a second version of its award beside the first."""
    award = WHOLE[WHOLE.index("[[awards]]") :]
    return WHOLE + award.replace('version = "1"', 'version = "2"\nsupersedes = "1"', 1)


def test_where_the_older_version_never_was_it_is_not_brought_in(file: Path) -> None:
    file.write_text(second_edition())
    done = publish(file)

    assert done.new == ["U1 1", "A1 1", "Q1 2"]
    assert Specification.objects.get(code="Q1").supersedes is None
    assert publish(file).new == []


def test_an_older_version_comes_too_late_beside_its_heir(file: Path) -> None:
    file.write_text(second_edition())
    publish(file)
    file.write_text(WHOLE)
    with pytest.raises(actions.NotPublished) as refusal:
        publish(file)

    assert str(refusal.value) == (
        "Q1 version 1 is superseded by version 2, which is published already; "
        "nobody can be registered on the older one any more."
    )
    assert [row.version for row in Specification.objects.filter(code="Q1")] == ["2"]


def test_an_older_version_that_no_file_at_hand_holds_must_be_published_first(file: Path, tmp_path: Path) -> None:
    file.write_text(second_edition())
    both = specfile.read([file])
    alone = tmp_path / "second.toml"
    second = second_edition().rpartition("[[awards]]")[2]
    alone.write_text(f"format = 1\n[[awards]]{second}")
    file.write_text(WHOLE[: WHOLE.index("[[awards]]")])
    publish(file)

    with pytest.raises(actions.NotPublished, match="Q1 supersedes version 1, which is not published."):
        actions.publish(specfile.read([alone], beside=both))


def test_nobody_is_registered_anew_on_a_superseded_version(file: Path) -> None:
    publish(file)
    file.write_text(second_edition())
    publish(file)
    first, second = Specification.objects.filter(code="Q1").order_by("version")
    then = date(2013, 1, 1)

    assert first.registration_refusal(then) == ("Version 1 of An award is superseded; register for version 2.")
    assert second.registration_refusal(then) == ""
    assert list(Specification.objects.filter(code="Q1").open_on(then)) == [second]
    assert list(Specification.objects.filter(code="Q1").newest()) == [second]


def test_a_table_of_competences_is_published_and_found_by_its_award() -> None:
    command()
    award = Specification.objects.newest().get(code="L7-DIP")

    assert [table.code for table in award.competence_tables()] == ["ILM-L7-TUTORS", "ILM-L7-ASSESSORS"]
    assert [len(table.rows) for table in award.competence_tables()] == [3, 4]
    assert Competences.objects.get(code="ILM-L3-CM-TUTORS").definition.row("5").is_required


def test_of_a_table_the_newest_version_is_asked() -> None:
    command()
    [table] = [t for t in specfile.read([specfile.SHIPPED]).competences if t.code == "ILM-L7-TUTORS"]
    newer = replace(table, version="2020-01", rows=table.rows[:1])
    actions.publish(specfile.Catalogue(competences=(newer,)))
    award = Specification.objects.newest().get(code="L7-DIP")

    assert [(t.code, t.version) for t in award.competence_tables()] == [
        ("ILM-L7-TUTORS", "2020-01"),
        ("ILM-L7-ASSESSORS", "2011-10"),
    ]


def test_an_award_gives_its_rule_of_combination(django_assert_num_queries: Any) -> None:
    command()
    award = Specification.objects.newest().get(code="L3-CERT-COACHING")
    with django_assert_num_queries(1):
        rule = award.combination

    assert decide(rule, {"8577-300": 3, "8577-302": 7, "8577-303": 3}).met
    assert decide(rule, {"8577-300": 3, "8577-301": 4, "8577-303": 3}).missing[0] == (
        "8577-302 Undertaking an Extended Period of Coaching in the Workplace is mandatory and is not there yet."
    )


def test_an_award_may_name_what_was_published_before_and_nothing_else(file: Path, tmp_path: Path) -> None:
    whole, alone = specfile.read([file]), tmp_path / "award.toml"
    alone.write_text("format = 1\n" + WHOLE[WHOLE.index("[[awards]]") :])
    award = specfile.read([alone], beside=whole)
    with pytest.raises(actions.NotPublished, match="Q1 names U1 version 1, which is not published"):
        actions.publish(award)
    assert not Specification.objects.filter(code="Q1").exists()

    file.write_text(WHOLE[: WHOLE.index("[[awards]]")])
    publish(file)
    assert actions.publish(award).new == ["Q1 1"]


def test_files_with_mistakes_are_never_published(file: Path) -> None:
    file.write_text(WHOLE.replace("level = 3", "level = 0"))
    with pytest.raises(actions.NotPublished, match="whole number from 1"):
        publish(file)


def test_a_sheet_that_nothing_can_refer_is_never_published(file: Path) -> None:
    file.write_text(
        WHOLE.replace(
            "all_of = [ { total_at_least = 50 }, { each_section", "any_of = [ { total_at_least = 0 }, { each_section"
        )
    )
    with pytest.raises(actions.NotPublished, match="This sheet can never be referred"):
        publish(file)

    assert not Assessment.objects.filter(code="A1").exists()


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (date(2012, 8, 31), "Registration for An award opens on 1 September 2012."),
        (date(2012, 9, 1), ""),
        (date(2015, 8, 31), ""),
        (
            date(2015, 9, 1),
            "Registration for An award ended on 31 August 2015; nobody can be registered after that day.",
        ),
    ],
)
def test_registration_is_open_between_its_printed_dates(file: Path, on: date, refusal: str) -> None:
    publish(file)
    award = Specification.objects.get(code="Q1")

    assert award.registration_refusal(on) == refusal
    assert Specification.objects.open_on(on).filter(pk=award.pk).exists() is (refusal == "")


def test_an_award_that_prints_no_dates_is_open() -> None:
    assert Specification(code="X", title="X").registration_refusal(date(2026, 1, 1)) == ""


def test_the_command_publishes_the_shipped_catalogue_again_and_again() -> None:
    command()
    code, out, err = command()

    assert (code, err) == (0, "")
    assert out.startswith("0 published, ")
    assert Specification.objects.filter(code="L7-DIP").exists()


def test_check_writes_nothing(file: Path) -> None:
    assert command("--check", str(file)) == (
        0,
        f"Note: {file}, line 21: assessment A1: This part of the rule can never decide: “the total is 50 or more”."
        " Without it every outcome would be the same.\n"
        f"Note: {file}, line 21: assessment A1: This part of the rule can never decide: “every section is at or above"
        " its minimum”. Without it every outcome would be the same.\n"
        "1 award, 1 unit and 1 assessment in 1 file: no mistakes.\n",
        "",
    )
    assert not Unit.objects.filter(code="U1").exists()


def test_check_tells_every_mistake(file: Path) -> None:
    file.write_text(WHOLE.replace("level = 3", "level = 0").replace("maximum = 100", "maximum = 40"))
    code, out, err = command("--check", str(file))

    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"{file}, line 6: unit U1: “level” must be a whole number from 1 to 30000.",
        f"{file}, line 21: assessment A1: The rule asks for a total of 50, but the maxima come to 40;"
        " ask for at most 40.",
        f"{file}, line 31: assessment A1, node S1: The minimum of 50 is above its maximum of 40;"
        " at most 40 can be asked for.",
        "3 mistakes.",
    ]


def test_a_refused_file_is_a_sentence_and_exit_1(file: Path) -> None:
    command(str(file))
    file.write_text(WHOLE.replace("It is explained", "It is said"))
    code, out, err = command(str(file))

    assert (code, out) == (1, "")
    assert err.startswith("A1 version 1 is published already")


def test_a_folder_without_files_is_a_sentence(tmp_path: Path) -> None:
    assert command(str(tmp_path)) == (1, "", "There are no .toml files there.\n")
