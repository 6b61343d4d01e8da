"""Whose diary a person may read. The table is written by hand."""

from __future__ import annotations

import pytest

from assessments.diary.access import readable_learners, visible_entries
from centres.models import Appointment
from learners.models import Learner
from tests import story
from tests.diaries import session

Cast = dict[str, Appointment]


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("lena", "Lena Fischer"),
        ("mara", "Mara Lindqvist"),
        ("ada", "Lena Fischer"),  # who has work of hers
        ("sunil", ""),
        ("tom", "Lena Fischer, Mara Lindqvist"),
        ("iqbal", "Lena Fischer, Mara Lindqvist"),
        ("leo", "Lena Fischer, Mara Lindqvist"),
        ("eve", ""),
        ("cara", ""),
    ],
)
def test_whose_diary_a_person_reads(cast: Cast, who: str, whose: str) -> None:
    story.opened(cast)
    assert ", ".join(one.name for one in Learner.objects.filter(readable_learners(cast[who]))) == whose


def test_drafts_are_the_learners_alone(cast: Cast) -> None:
    draft, final = session(cast), session(cast, final=True)
    assert set(visible_entries(cast["lena"])) == {draft, final}
    assert list(visible_entries(cast["iqbal"])) == [final]
    assert list(visible_entries(cast["cara"])) == []
