"""Northgate's own sheet, as a row: frozen, with or without an approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from centres.models import Appointment, Centre
from centres.scope import tenant
from instruments import actions
from instruments.models import Instrument
from qualifications.models import Specification

SHEET = Path(__file__).parents[1] / "qualifications" / "data" / "sections_20_30_50.toml"
APPROVAL = {"reference": "AB/2026/17", "granted_on": date(2026, 10, 1), "holder": "Quality office", "note": "E-mail"}


@pytest.fixture
def text() -> str:
    """The sheet of three sections, 20/30/50."""
    return SHEET.read_text(encoding="utf-8")


@pytest.fixture
def diploma(db: None) -> Specification:
    """A real award, open for registration."""
    return Specification.objects.get(code="L7-DIP")


@pytest.fixture
def draft(here: Centre, leo: Appointment, text: str, diploma: Specification) -> Instrument:
    """Leo's draft, inside Northgate."""
    return actions.start(text, diploma, by=leo)


@pytest.fixture
def approved(draft: Instrument, leo: Appointment) -> Instrument:
    """The same, approved."""
    actions.approve(draft, version=draft.version, **APPROVAL, by=leo)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def arranged(
    northgate: Centre, staff: dict[str, Appointment], text: str, diploma: Specification
) -> Callable[[], Instrument]:
    """An approved sheet of Northgate's, arranged inside it and then left."""

    def arrange() -> Instrument:
        with tenant(northgate):
            made = actions.start(text, diploma, by=staff["leo"])
            actions.approve(made, version=1, **APPROVAL, by=staff["leo"])
            made.refresh_from_db()
        return made

    return arrange
