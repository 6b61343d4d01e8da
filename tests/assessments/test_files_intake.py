"""The safe order: nothing is kept that was not looked into."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assessments.files import intake, store
from assessments.files.refusals import FileRefused, refusal
from tests.assessments import file_samples as made


def everything_in(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_good_file_is_kept_with_its_reading_view(tmp_path: Path) -> None:
    data = made.docx()

    taken = intake.take_in([data[:100], data[100:]], 4, "..\\essay.docx", root=tmp_path)

    assert (taken.processed.name, taken.processed.words, taken.scanned) == ("essay.docx", 4, "not scanned")
    assert taken.received.sha256 == hashlib.sha256(data).hexdigest()
    assert everything_in(tmp_path) == [taken.received.path]
    with store.open_stored(4, taken.received.sha256, root=tmp_path) as stored:
        assert stored.read() == data


def test_a_refused_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="This file is a program"):
        intake.take_in([b"MZ\x90\x00"], 4, "essay.docx", root=tmp_path)

    assert everything_in(tmp_path) == []


def test_a_refusal_never_takes_the_same_bytes_from_another_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = intake.take_in([made.docx()], 4, "essay.docx", root=tmp_path)

    def find(path: Path) -> str:
        raise refusal("virus")

    monkeypatch.setattr(intake, "scan", find)
    with pytest.raises(FileRefused, match="virus scanner"):
        intake.take_in([made.docx()], 4, "essay.docx", root=tmp_path)

    assert everything_in(tmp_path) == [kept.received.path]


def test_a_centre_may_ask_for_less(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="larger than 2 MB"):
        intake.take_in([bytes(1024 * 1024)] * 3, 4, "essay.docx", limit=2 * 1024 * 1024, root=tmp_path)
