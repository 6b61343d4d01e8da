"""Moving to the next version of an award: offered to each learner, made only where one accepts (RULINGS 24)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from assessments import actions as work
from assessments.models import Submission
from centres import ledger
from centres.models import Appointment, Centre, LedgerEntry, Notice
from centres.refusals import NotYours, Refused
from centres.scope import tenant
from certification import moving
from learners.models import Offer, Registration
from marksheets import actions as marking
from qualifications import specfile
from qualifications.actions import NotPublished, publish
from qualifications.models import Assessment, Specification
from qualifications.specfile import Reference
from tests import story

OLD, NEW = "2011-10.2", "2027-01"
SignIn = Callable[[str], Client]


def next_version() -> specfile.Catalogue:
    """The Diploma of 2027: D7.01 with a typo corrected, D7.02-03 as it is, D7.04 with another minimum; four years."""
    award = Specification.objects.get(code="L7-DIP", version=OLD).definition
    d701, d704 = (Assessment.objects.get(code=code, version="2011-10").definition for code in ("D7.01", "D7.04"))
    corrected = replace(d701, version=NEW, task=d701.task + ".")
    first, *rest = d704.nodes
    assert first.minimum is not None
    stricter = replace(d704, version=NEW, nodes=(replace(first, minimum=first.minimum + 1), *rest))
    sheets = tuple(
        Reference(code=each.code, version=NEW if each.code in {"D7.01", "D7.04"} else each.version)
        for each in award.assessments
    )
    following = replace(award, version=NEW, supersedes=award.version, assessments=sheets, duration_years=4)
    return specfile.Catalogue(awards=(following,), assessments=(corrected, stricter))


@pytest.fixture
def new(db: None) -> Specification:
    """Published outside every centre, as a catalogue is."""
    publish(next_version())
    return Specification.objects.get(code="L7-DIP", version=NEW)


def lenas(northgate: Centre) -> Registration:
    """Lena's registration; inside Northgate."""
    return Registration.objects.select_related("learner__appointment", "specification").get(
        learner__name="Lena Fischer"
    )


def drafts() -> list[tuple[str, str, bool]]:
    """Lena's submissions by code: version and whether they are drafts."""
    rows = Submission.objects.filter(registration__learner__name="Lena Fischer").select_related("assessment")
    return sorted((row.assessment.code, row.assessment.version, row.is_draft) for row in rows)


def run(*words: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("move_registrations", *words, stdout=out)
    return out.getvalue()


def test_a_correction_is_a_new_version_that_supersedes_the_old_one(new: Specification) -> None:
    old = Specification.objects.get(code="L7-DIP", version=OLD)
    assert (new.supersedes, old.superseded_by) == (old, new)
    assert publish(next_version()).new == []
    rival = replace(next_version().awards[0], version="2028-01")
    with pytest.raises(NotPublished, match="superseded by another version already"):
        publish(specfile.Catalogue(awards=(rival,), assessments=next_version().assessments))


def test_a_dry_run_says_what_it_would_mean_and_offers_nothing(new: Specification, northgate: Centre) -> None:
    said = run(f"L7-DIP@{OLD}", f"L7-DIP@{NEW}", "--dry-run")
    assert said.splitlines() == [
        "northgate: Lena Fischer (N-001): would be offered version 2027-01.",
        "  D7.01 Work-Based Assignment is asked in version 2027-01.",
        "  D7.02-03 Reflective Review and Coaching/Mentoring Diary stays as it is.",
        "  D7.04 Continuing Professional Development Plan, Learning Log and Reflective Review is asked in version"
        " 2027-01.",
        "southbank: Kofi Sarpong (S-001): would be offered version 2027-01.",
        *said.splitlines()[5:8],
        "2 offers would be made.",
    ]
    with tenant(northgate):
        assert (Offer.objects.count(), Notice.objects.count()) == (0, 0)


def test_an_offer_moves_nobody(new: Specification, northgate: Centre, southbank: Centre) -> None:
    assert run(f"L7-DIP@{OLD}", f"L7-DIP@{NEW}", "--centre", "northgate").endswith("1 offer made.\n")
    with tenant(northgate):
        assert lenas(northgate).specification.version == OLD
        assert Notice.objects.get().sentence.endswith("Read what changes, then accept or decline.")
    with tenant(southbank):
        assert Offer.objects.count() == 0
    assert "An offer waits for the learner’s answer." in run(f"L7-DIP@{OLD}", f"L7-DIP@{NEW}", "--centre", "northgate")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((f"L7-DIP@{OLD}", "L7-DIP@1999"), "No award is published as “L7-DIP@1999”.* there is: L7-DIP@2011-10.2"),
        ((f"L7-DIP@{OLD}", "L7-CERT@2011-10.2"), "two versions of the same award"),
        ((f"L7-DIP@{OLD}", f"L7-DIP@{OLD}"), "two versions of the same award"),
        ((f"L7-DIP@{OLD}", f"L7-DIP@{NEW}", "--centre", "nowhere"), "There is no centre “nowhere”"),
    ],
)
def test_what_is_not_there_is_told(new: Specification, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*words)


class TestTheAnswer:
    """The learner's alone, and to the sentences they read."""

    @pytest.fixture
    def offered(self, new: Specification, here: Centre) -> Offer:
        """Lena's offer."""
        return moving.offer(lenas(here), new)

    def test_accepted_it_moves_what_was_not_handed_in(self, offered: Offer, lena: Appointment) -> None:
        shown = moving.plan(offered.registration, offered.new).digest
        moving.accept(offered, shown=shown, by=lena)
        moved = lenas(lena.centre)
        assert (moved.specification.version, moved.complete_by) == (NEW, date(2030, 1, 12))
        assert drafts() == [("D7.01", NEW, True), ("D7.02-03", "2011-10", True), ("D7.04", NEW, True)]
        assert [e.kind for e in LedgerEntry.objects.order_by("seq")][-4:] == [
            "move.accepted",
            "registration.moved",
            "submission.turned",
            "submission.turned",
        ]
        assert ledger.first_break() == ""

    def test_declined_it_changes_nothing_and_is_not_offered_again(self, offered: Offer, lena: Appointment) -> None:
        moving.decline(offered, by=lena)
        assert lenas(lena.centre).specification.version == OLD
        with pytest.raises(Refused, match="The learner declined this move"):
            moving.offer(lenas(lena.centre), offered.new)

    def test_it_is_given_once(self, offered: Offer, lena: Appointment) -> None:
        moving.decline(offered, by=lena)
        with pytest.raises(Refused, match="answered already"):
            moving.accept(offered, shown=moving.plan(offered.registration, offered.new).digest, by=lena)
        assert lenas(lena.centre).specification.version == OLD

    def test_nobody_else_gives_it(self, offered: Offer, cara: Appointment, mara: Appointment) -> None:
        shown = moving.plan(offered.registration, offered.new).digest
        for other in (cara, mara):
            with pytest.raises(NotYours):
                moving.accept(offered, shown=shown, by=other)
        assert lenas(cara.centre).specification.version == OLD

    def test_not_to_terms_that_have_changed_since(self, offered: Offer, cast: dict[str, Appointment]) -> None:
        shown = moving.plan(offered.registration, offered.new).digest
        sheet = story.marked(cast, {"mark-S1": "31", "mark-S2": "26"})
        released(sheet, cast)
        with pytest.raises(Refused, match="has changed since you read it"):
            moving.accept(offered, shown=shown, by=cast["lena"])
        assert Offer.objects.get().state == "open"


def released(sheet: marking.MarkSheet, cast: dict[str, Appointment]) -> None:
    """Signed, called in, checked with the same marks, released."""
    marking.sign(sheet, version=sheet.version, by=cast["ada"])
    marking.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    marking.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    marking.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    marking.release(sheet, version=sheet.version, by=cast["iqbal"])


class TestWhatAMoveMeans:
    """Marks are carried where the structure is the same, and nothing moves under an assessor's hands."""

    def meant(self, new: Specification, here: Centre) -> dict[str, str]:
        """What the plan says, by act."""
        plan = moving.plan(lenas(here), new)
        return {"refusals": " ".join(plan.refusals), **{step.act: step.sentence for step in plan.steps}}

    def test_a_result_counts_where_the_structure_is_equal(
        self, new: Specification, here: Centre, cast: dict[str, Appointment]
    ) -> None:
        released(story.marked(cast, {"mark-S1": "31", "mark-S2": "26"}), cast)
        meant = self.meant(new, here)
        assert meant["carry"] == "D7.01 Work-Based Assignment: your marks count in the new version as they stand."
        moving.accept(moving.offer(lenas(here), new), shown=moving.plan(lenas(here), new).digest, by=cast["lena"])
        assert drafts() == [("D7.01", "2011-10", False), ("D7.02-03", "2011-10", True), ("D7.04", NEW, True)]

    def test_and_is_given_anew_where_it_is_not(
        self, new: Specification, here: Centre, cast: dict[str, Appointment]
    ) -> None:
        nodes = Assessment.objects.get(code="D7.04", version="2011-10").definition.scored
        marks = {f"mark-{node.code}": str(node.maximum) for node in nodes}
        released(story.marked(cast, marks, "D7.04"), cast)
        assert "your result stays on record, and you hand in anew" in self.meant(new, here)["again"]
        moving.accept(moving.offer(lenas(here), new), shown=moving.plan(lenas(here), new).digest, by=cast["lena"])
        assert drafts()[2:] == [("D7.04", "2011-10", False), ("D7.04", NEW, True)]

    def test_not_while_it_is_marked(self, new: Specification, here: Centre, cast: dict[str, Appointment]) -> None:
        story.opened(cast)
        assert "is being marked; a move waits until its result is released" in self.meant(new, here)["refusals"]
        with pytest.raises(Refused):
            moving.offer(lenas(here), new)

    def test_nor_when_marking_began_after_the_offer(
        self, new: Specification, here: Centre, cast: dict[str, Appointment]
    ) -> None:
        offered = moving.offer(lenas(here), new)
        story.opened(cast)
        with pytest.raises(Refused, match="is being marked"):
            moving.accept(offered, shown=moving.plan(lenas(here), new).digest, by=cast["lena"])
        assert lenas(here).specification.version == OLD

    def test_not_while_a_changed_sheet_is_handed_in(
        self, new: Specification, here: Centre, cast: dict[str, Appointment]
    ) -> None:
        story.handed_in(cast)
        assert "it is withdrawn or marked before a move" in self.meant(new, here)["refusals"]

    def test_handed_in_to_a_sheet_that_stays_it_stays(
        self, new: Specification, here: Centre, cast: dict[str, Appointment]
    ) -> None:
        story.handed_in(cast, "D7.02-03")
        meant = self.meant(new, here)
        assert (meant["refusals"], meant["keep"]) == (
            "",
            "D7.02-03 Reflective Review and Coaching/Mentoring Diary stays as it is.",
        )

    def test_files_of_a_draft_go_with_it(self, new: Specification, here: Centre, cast: dict[str, Appointment]) -> None:
        mine = story.draft(cast)
        work.attach(mine, story.taken(cast), by=cast["lena"])
        assert self.meant(new, here)["refusals"] == ""
        assert moving.plan(lenas(here), new).terms[0].endswith("version 2027-01; the files you have added stay.")
        moving.accept(moving.offer(lenas(here), new), shown=moving.plan(lenas(here), new).digest, by=cast["lena"])
        mine.refresh_from_db()
        assert (mine.assessment.version, mine.files.count()) == (NEW, 1)

    def test_into_a_version_that_has_ended_nobody_moves(self, new: Specification, here: Centre) -> None:
        from django.utils import timezone

        new.registration_ends = date(2020, 1, 1)
        assert timezone.localdate() > new.registration_ends
        assert "ended on 1 January 2020" in " ".join(moving.plan(lenas(here), new).refusals)


def test_she_reads_it_and_accepts_on_her_own_page(new: Specification, northgate: Centre, signed_in: SignIn) -> None:
    run(f"L7-DIP@{OLD}", f"L7-DIP@{NEW}", "--centre", "northgate")
    lena, mara = signed_in("lena@northgate.example"), signed_in("mara@northgate.example")
    with tenant(northgate):
        path = Offer.objects.get().get_absolute_url()
    assert path in lena.get("/c/northgate/").content.decode()
    page = lena.get(path).content.decode()
    assert "nothing changes unless you accept" in page
    assert "D7.01 Work-Based Assignment is asked in version 2027-01" in page
    assert (mara.get(path).status_code, signed_in("cara@northgate.example").get(path).status_code) == (404, 404)
    shown = page.split('name="shown" value="')[1].split('"')[0]
    assert lena.post(path, {"shown": shown}).status_code == 422
    assert lena.post(path, {"answer": "accept", "shown": "0" * 64}).status_code == 409
    assert lena.post(path, {"answer": "accept", "shown": shown}).status_code == 302
    assert "You moved to version 2027-01." in lena.get(path).content.decode()
    with tenant(northgate):
        assert lenas(northgate).specification.version == NEW
