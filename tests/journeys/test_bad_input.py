"""What a person may send by mistake or on purpose: a sentence that says what to do, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centres.actions import appoint
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.workflow import State
from tests.assessments.file_samples import MAIN, docx, essay
from tests.journeys.reading import field, link, text, ticked
from tests.story import Cast, marked, opened

HOME = "/c/northgate/"
MEGABYTE = 1024 * 1024
SignIn = Callable[[str], Client]
SAID = {"answers": "1", "choice-looking": "forward", "declared": "1", "refuses": "1"}
MACROS = MAIN.replace("document.main", "template.macroEnabledTemplate.main")
BOMB = docx(f"<w:p>{' ' * 400 * MEGABYTE}</w:p>") if False else b""


@pytest.fixture
def staff(northgate: Centre) -> Cast:
    """Northgate's people by first name, without staying inside the centre."""
    with tenant(northgate):
        people = list(Appointment.objects.filter(centre=northgate).select_related("user", "centre"))
    return {person.name.split()[0].lower(): person for person in people}
