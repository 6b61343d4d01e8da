"""Two filled centres, built once for all probes of a process and then rolled back."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from marksheets.pdf import render
from tests.probes.world import World, build


@pytest.fixture(scope="package")
def filled(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """The world and the folder of its files."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("files")
    quiet = pytest.MonkeyPatch()
    quiet.setattr(render, "render_sheet", lambda page, **kwargs: b"%PDF")  # a second each, and told nothing by an id
    quiet.setattr(logging.getLogger("django.request"), "disabled", True)
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, folder
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        settings.MEDIA_ROOT = before
        yield made, folder
        transaction.set_rollback(True)
    quiet.undo()


@pytest.fixture
def world(filled: tuple[World, Path], files_of_this_test: None, settings: Any) -> World:
    """Two filled centres; whatever a test changes, it rolls back itself."""
    settings.MEDIA_ROOT = filled[1]
    return filled[0]
