"""Publishing overlays and upgrades: rows by award code, once and for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifications import actions, specfile
from qualifications.models import Overlay, Specification, Upgrade
from qualifications.pages import source_decisions
from tests.qualifications.whole_file import DATA

pytestmark = pytest.mark.django_db
ROUTES = (DATA / "routes.toml").read_text("utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "routes.toml"
    path.write_text(ROUTES)
    return path


def publish(file: Path) -> actions.Publication:
    return actions.publish(specfile.read([file]))


def part(first: str, last: str | None = None) -> str:
    """The file from one header up to another."""
    return ROUTES[ROUTES.index(first) : ROUTES.index(last) if last else None]


def test_overlays_and_upgrades_are_published_after_the_awards_they_name(file: Path) -> None:
    done = publish(file)

    assert done.new[-4:] == ["Q1 1", "Q2 1", "O1 1", "Q1-TO-Q2 1"]
    overlay, upgrade = Overlay.objects.get(code="O1"), Upgrade.objects.get(code="Q1-TO-Q2")
    assert (overlay.title, overlay.centre_kind) == ("More for the second award", "coaching company")
    assert [str(place) for place in overlay.places.all()] == ["O1 on Q2"]
    assert (upgrade.from_code, upgrade.to_code, upgrade.overlay_code) == ("Q1", "Q2", "O1")


def test_rows_give_back_what_the_file_says(file: Path) -> None:
    catalogue = specfile.read([file])
    publish(file)

    assert Overlay.objects.get(code="O1").definition == catalogue.overlays[0]
    assert Upgrade.objects.get(code="Q1-TO-Q2").definition == catalogue.upgrades[0]


def test_publishing_again_changes_nothing(file: Path) -> None:
    publish(file)
    before = list(Overlay.objects.values_list("id", "published_at"))
    done = publish(file)

    assert (done.new, done.unchanged) == ([], 8)
    assert list(Overlay.objects.values_list("id", "published_at")) == before
    assert Overlay.objects.get(code="O1").places.count() == 1


@pytest.mark.parametrize(
    ("right", "wrong", "refusal"),
    [
        (
            "minimum = 20",
            "minimum = 30",
            "O1 version 1 is published already, and its file has changed since (quantities)",
        ),
        ('before = "claim"', 'before = "start"', "Q1-TO-Q2 version 1 is published already, and its file has changed"),
    ],
)
def test_a_changed_file_under_an_old_version_is_refused(file: Path, right: str, wrong: str, refusal: str) -> None:
    publish(file)
    file.write_text(ROUTES.replace(right, wrong))
    with pytest.raises(actions.NotPublished) as why:
        publish(file)

    assert str(why.value).startswith(refusal)


def test_a_correction_is_a_new_version_that_supersedes(file: Path) -> None:
    publish(file)
    second = 'version = "2"\nsupersedes = "1"'
    overlay = part("[[overlays]]", "[[upgrades]]").replace('version = "1"', second, 1)
    upgrade = part("[[upgrades]]").replace('version = "1"', second, 1)
    file.write_text(ROUTES + overlay + upgrade)

    assert publish(file).new == ["O1 2", "Q1-TO-Q2 2"]
    assert [row.version for row in Overlay.objects.current().filter(code="O1")] == ["2"]
    assert [row.version for row in Upgrade.objects.current().filter(code="Q1-TO-Q2")] == ["2"]
    assert Overlay.objects.get(code="O1", version="2").supersedes == Overlay.objects.get(code="O1", version="1")


def test_a_version_is_superseded_once(file: Path) -> None:
    publish(file)
    for version in ("2", "3"):
        heir = part("[[upgrades]]").replace('version = "1"', f'version = "{version}"\nsupersedes = "1"', 1)
        file.write_text(ROUTES + heir)
        if version == "2":
            publish(file)
    with pytest.raises(actions.NotPublished, match="Q1-TO-Q2 version 1 is superseded by another version already"):
        publish(file)


@pytest.mark.parametrize(("thing", "name"), [("[[overlays]]", "O1 names award Q2"), ("[[upgrades]]", "Q1-TO-Q2 names")])
def test_nothing_is_added_to_an_award_that_is_not_published(file: Path, tmp_path: Path, thing: str, name: str) -> None:
    whole, alone = specfile.read([file]), tmp_path / "alone.toml"
    alone.write_text("format = 1\n" + (part(thing, "[[upgrades]]") if thing == "[[overlays]]" else part(thing)))
    with pytest.raises(actions.NotPublished, match=f"{name}.*, which is not published; publish its file as well"):
        actions.publish(specfile.read([alone], beside=whole))

    assert not Overlay.objects.filter(code="O1").exists()
    assert not Specification.objects.filter(code="Q1").exists()


def test_they_are_found_by_the_code_of_an_award(file: Path) -> None:
    publish(file)

    assert [row.code for row in Overlay.objects.for_award("Q2")] == ["O1"]
    assert not Overlay.objects.for_award("Q1").exists()
    assert [row.code for row in Upgrade.objects.from_award("Q1")] == ["Q1-TO-Q2"]
    assert [row.code for row in Upgrade.objects.to_award("Q2")] == ["Q1-TO-Q2"]
    assert not Upgrade.objects.from_award("Q2").exists()


def test_where_the_sources_differ_names_overlays_and_upgrades_beside_the_awards() -> None:
    actions.publish(specfile.read([specfile.SHIPPED]))
    (page,) = [each for each in source_decisions() if each.seed == "004_db7a57efd8c6cd8e.txt"]
    told = {(row.about, row.chosen): [thing.code for thing in row.beside] for row in page.decisions}

    assert told["credits", "45"] == ["COACH-ROUTE-L7-DIP"]
    assert told["letters of the requirements", "a, b, a as printed; A, B, C inside"] == ["COACH-ROUTE-L5-DIP"]
    assert told["sessions of the Endorsed certificate in the log of 100 hours", "they do not count"] == [
        "ENDORSED-COACH-TO-L5-DIP",
        "ENDORSED-COACH-TO-L7-DIP",
    ]


def test_all_decisions_cost_three_queries(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    actions.publish(specfile.read([specfile.SHIPPED]))
    source_decisions()
    with django_assert_num_queries(3):
        source_decisions()
