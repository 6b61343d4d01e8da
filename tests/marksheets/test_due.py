"""Late decisions are told to those who can give the work to somebody else."""

from __future__ import annotations

from datetime import date

from assessments.models import Submission
from centres.models import Centre, Notice
from marksheets import due
from tests import story

THURSDAY = date(2026, 11, 26)


def told(cast: story.Cast, name: str) -> list[str]:
    return list(Notice.objects.filter(to=cast[name], kind="due").values_list("sentence", flat=True))


def test_three_working_days_late_is_the_offices(northgate: Centre, cast: story.Cast) -> None:
    sheet = story.opened(cast)
    Submission.objects.filter(pk=sheet.submission_id).update(due_on=date(2026, 11, 24))
    due.offices(northgate, THURSDAY)
    assert told(cast, "cara") == [], "Wednesday and Thursday are two"
    due.offices(northgate, date(2026, 11, 27))
    due.offices(northgate, date(2026, 11, 28))  # the same week
    said = "A decision is 3 working days late or more. Ask for a day, or share the work out."
    assert (told(cast, "cara"), told(cast, "leo")) == ([said], [said])
    assert told(cast, "iqbal") == told(cast, "ada") == []
    assert Notice.objects.filter(to=cast["cara"], kind="due").get().path.endswith(f"?whose={cast['ada'].pk}")
    due.offices(northgate, date(2026, 11, 30))
    assert told(cast, "cara") == [said, said]


def test_what_is_signed_is_late_no_more(northgate: Centre, cast: story.Cast) -> None:
    sheet = story.signed(cast)
    Submission.objects.filter(pk=sheet.submission_id).update(due_on=date(2026, 1, 5))
    due.offices(northgate, THURSDAY)
    assert told(cast, "cara") == []


def test_many_on_one_desk_are_one_sentence(northgate: Centre, cast: story.Cast) -> None:
    for code in ("D7.01", "D7.04"):
        story.opened(cast, code)
    Submission.objects.exclude(submitted_at=None).update(due_on=date(2026, 1, 5))
    due.offices(northgate, THURSDAY)
    (said,) = told(cast, "cara")
    assert said.startswith("2 decisions of one assessor are 3 working days late")
