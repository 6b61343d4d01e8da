"""Ten thousand random specifications: each is accepted and comes back whole, or is refused with its place.

COUNTERSIGN_RANDOM_IN_FULL=1 tries all 10,000; every run tries 1,500 of the same series. Two hundred of the accepted
ones go on to publishing, page and paper: tests/marksheets/test_random_sheets.py.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from qualifications import outcome, specfile
from qualifications.specfile import Catalogue, to_toml
from tests.qualifications.random_specifications import IN_FULL, SPECIFICATIONS, Specification, read

COUNT = 10_000 if IN_FULL else 1_500


def test_each_is_accepted_and_comes_back_or_is_refused_with_its_place(tmp_path: Path) -> None:
    counted: Counter[str] = Counter()

    @settings(max_examples=COUNT, derandomize=True, database=None, deadline=None, suppress_health_check=HealthCheck)
    @given(SPECIFICATIONS)
    def each(one: Specification) -> None:
        catalogue = read(tmp_path, one.text)
        counted["refused" if catalogue.mistakes else "accepted"] += 1
        counted["spoilt"] += one.spoilt
        if catalogue.mistakes:
            named(catalogue)
        else:
            whole(one, catalogue, tmp_path)

    each()
    sys.stdout.write(f"{dict(counted)}\n")
    assert counted["accepted"] + counted["refused"] >= COUNT
    # Neither side may be empty talk.
    assert min(counted["accepted"], counted["refused"]) > COUNT / 5


def named(catalogue: Catalogue) -> None:
    """Every refusal is a sentence, with its file and its place or line."""
    for mistake in catalogue.mistakes:
        assert mistake.file.endswith("specification.toml")
        assert mistake.line or mistake.place
        assert mistake.sentence.endswith((".", "?")) and len(mistake.sentence) > 10


def whole(one: Specification, catalogue: Catalogue, folder: Path) -> None:
    """What was accepted is what was meant, and stays it through export, document and outcome."""
    things = (*catalogue.units, *catalogue.assessments, *catalogue.awards)
    if not one.spoilt:
        assert things == tuple(_as_read(thing) for thing in one.things)
    text = to_toml(*things)
    again = read(folder, text)
    assert (*again.units, *again.assessments, *again.awards) == things
    assert (again.mistakes, to_toml(*again.units, *again.assessments, *again.awards)) == ((), text)

    for sheet in catalogue.assessments:
        document = json.loads(json.dumps(specfile.to_document(sheet)))
        stored = specfile.assessment_from_document(document)
        assert (stored, specfile.digest(stored)) == (sheet, specfile.digest(sheet))
        values = {code: value for code, value in one.marked.values.items() if code in {n.code for n in sheet.scored}}
        decision = outcome.decide(sheet, values, quantities=one.marked.quantities)
        assert decision == outcome.decide(stored, values, quantities=one.marked.quantities)
        assert decision.headline.endswith(".")


def _as_read(thing: specfile.Thing) -> specfile.Thing:
    """Blanks around a text are read over, deep inside as well; reading its document does the same."""
    readers = {
        specfile.Award: specfile.award_from_document,
        specfile.Unit: specfile.unit_from_document,
        specfile.Assessment: specfile.assessment_from_document,
    }
    return readers[type(thing)](specfile.to_document(thing))  # type: ignore[index, return-value]
