"""The made-up sheets of config/styleguide/kinds.toml, one of each kind, and what a marker gives on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from config import styleguide

if TYPE_CHECKING:
    from centres.models import Appointment

FILE = styleguide.KINDS
AWARD = "KINDS"


@dataclass(frozen=True)
class Story:
    """One sheet's way: what Ada gives, what Iqbal gives, and what the faces then say."""

    code: str
    assessor: dict[str, str]
    qa: dict[str, str]
    outcome: str
    headline: str
    total: int | None = None
    referred: str = ""  # as the printed line names it
    figures: tuple[str, ...] = ()  # what stands in the assessor's boxes, in printed order

    @property
    def name(self) -> str:
        """The sheet's code; of the same sheet decided without marks another word."""
        return "PASS-REFERRAL" if "pass" in self.assessor.values() else self.code

    @property
    def differs(self) -> bool:
        """Whether the IQA's sentence is not the assessor's: other marks, the same referral."""
        return self.code in {"SECTIONS"}

    def typed(self, hand: str = "assessor") -> dict[str, str]:
        """The fields of one hand."""
        return {f"mark-{code}": value for code, value in (self.qa if hand == "qa" else self.assessor).items()}

    def stored(self) -> dict[str, str]:
        """The assessor's values as fields offer them."""
        words = {"pass": "met", "confirmed": "met", "referral": "not_met", "not confirmed": "not_met"}
        return {code: words.get(value, value) for code, value in self.assessor.items()}


CRITERIA = tuple(f"{outcome}.{at}" for outcome, count in enumerate((4, 5, 5, 3, 3), 1) for at in range(1, count + 1))
ALL_MET = dict.fromkeys(CRITERIA, "met")
SECTIONS = Story(
    "SECTIONS",
    {"S1": "31", "S2": "24"},
    {"S1": "30", "S2": "22"},
    "referral",
    "Referral: section 2 has 24, needs 25.",
    55,
    "Section 2: Learnt",
    ("31", "24"),
)
MARKS = Story(
    "MARKS",
    {"1.1": "8", "1.2": "5", "1.3": "20"},
    {"1.1": "7", "1.2": "5", "1.3": "21"},
    "referral",
    "Referral: criterion 1.2 has 5, needs 6.",
    33,
    "Criterion 1.2",
    ("8", "5", "20"),
)
WORDS = Story(
    "MARKS",
    {"1.1": "pass", "1.2": "referral", "1.3": "pass"},
    {"1.1": "pass", "1.2": "referral", "1.3": "pass"},
    "referral",
    "Referral: criterion 1.2 is not met.",
    None,
    "Criterion 1.2",
    ("Pass", "Referral", "Pass"),
)
DECISIONS = Story(
    "DECISIONS",
    {**ALL_MET, "2.3": "not_met", "4.1": "not_met"},
    {**ALL_MET, "2.3": "not_met", "4.1": "not_met"},
    "referral",
    "Referral: criteria 2.3 and 4.1 are not met.",
    None,
    "Criterion 2.3; Criterion 4.1",
    ("Met",) * 6 + ("Not met",) + ("Met",) * 7 + ("Not met",) + ("Met",) * 5,
)
BANDS = Story(
    "BANDS",
    {"B1": "weak", "B2": "kept"},
    {"B1": "weak", "B2": "kept"},
    "referral",
    "Referral: criterion 1 has “Not yet sufficient”, which does not pass.",
    None,
    "Criterion 1",
    ("Not yet sufficient", "Kept"),
)
TEST = Story("TEST", {"T1": "P"}, {"T1": "P"}, "pass", "Pass: every test is passed.", figures=("Pass",))
LIST = Story(
    "LIST",
    {"a": "confirmed", "b": "confirmed", "c": "not confirmed"},
    {"a": "confirmed", "b": "confirmed", "c": "not confirmed"},
    "referral",
    "Referral: requirement c is not confirmed.",
    None,
    "Requirement c",
    ("Confirmed", "Confirmed", "Not confirmed"),
)
PARTS = Story(
    "PARTS",
    {"S1": "14", "S2": "9", "S3": "9", "P1": "met", "P2": "met"},
    {"S1": "13", "S2": "10", "S3": "9", "P1": "met", "P2": "met"},
    "referral",
    "Referral: part 1 has 23, needs 25.",
    32,
    "Part 1: Written",
    ("14", "9", "9", "Met", "Met"),
)
STORIES = (SECTIONS, MARKS, WORDS, DECISIONS, BANDS, TEST, LIST, PARTS)


def publish() -> None:
    """Publish the file beside the shipped catalogue."""
    from qualifications import actions, specfile

    catalogue = specfile.read([FILE], beside=specfile.read([specfile.SHIPPED]))
    assert catalogue.mistakes == ()
    actions.publish(catalogue)


def enrol(name: str = "Pia Lund") -> Appointment:
    """A learner registered on the award of all kinds; Ada and Sunil may assess it."""
    from assessments.actions import may_assess, prepare
    from centres.models import Appointment
    from config.demo.cast import sign_in
    from learners.actions import add_learner, record_approval, register
    from qualifications.models import Specification

    address = f"{name.split()[0].lower()}@northgate.example"
    sign_in(address, name)
    learner = add_learner(name, address, by=None, invite=False)
    record_approval(AWARD, starts_on=date(2026, 1, 1), by=None)
    prepare(register(learner, Specification.objects.get(code=AWARD), by=None), by=None)
    assert learner.appointment is not None
    for assessor in Appointment.objects.filter(role="assessor", centre=learner.centre):
        for unit in ("KIND-A", "KIND-B"):
            may_assess(assessor, unit, date(2026, 1, 1), by=None)
    return learner.appointment
