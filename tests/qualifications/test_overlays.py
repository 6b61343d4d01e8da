"""What governs where a centre and the awarding body ask for the same: the stricter, never the lower number."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.overlays import Governing, governing
from qualifications.specfile import Overlay, Quantity

CATALOGUE = specfile.read([specfile.SHIPPED])
HOURS = st.one_of(st.none(), st.integers(0, 200).map(Decimal))


def hours(minimum: Decimal | None, maximum: Decimal | None = None) -> Quantity:
    return Quantity(code="log", measure="hours", minimum=minimum, maximum=maximum, roles=("coach",))


def made_up(quantity: Quantity) -> Overlay:
    return Overlay(code="O1", version="1", title="More", centre_kind="college", source="page", quantities=(quantity,))


def beside(code: str) -> dict[str, Governing]:
    """Each quantity of a shipped overlay beside those of its award."""
    (overlay,) = [each for each in CATALOGUE.overlays if code in each.applies_to and not _is_old(each)]
    (award,) = [each for each in CATALOGUE.awards if each.code == code and not _is_superseded(each.code, each.version)]
    sheets = {(sheet.code, sheet.version): sheet for sheet in CATALOGUE.assessments}
    own = [quantity for name in award.assessments for quantity in sheets[name.code, name.version].quantities]
    return {each.asked.code: each for each in governing(overlay, (*award.quantities, *own))}


def _is_old(overlay: Overlay) -> bool:
    return (overlay.code, overlay.version) in {(each.code, each.supersedes) for each in CATALOGUE.overlays}


def _is_superseded(code: str, version: str) -> bool:
    return any(each.code == code and each.supersedes == version for each in CATALOGUE.awards)


def test_100_hours_are_no_relief_from_125() -> None:
    log = beside("L7-DIP")["log"]

    assert (log.governs.minimum, log.is_added) == (Decimal(125), False)
    assert log.sentence == (
        "The award asks for at least 125 hours as coach or mentor, and that governs; "
        "the centre prints at least 100 hours as coach."
    )


def test_20_hours_are_asked_by_the_centre_and_12_are_enough_for_the_award() -> None:
    log = beside("L7-CERT")["log"]

    assert (log.governs.minimum, log.is_added) == (Decimal(20), True)
    assert log.sentence == (
        "The centre asks for at least 20 hours as coach; for the award itself at least 12 hours as coach or mentor "
        "are enough."
    )


def test_100_hours_of_the_level_5_diploma_are_the_same_number_in_both() -> None:
    log = beside("L5-DIP")["log"]

    assert (log.governs.minimum, log.is_added) == (Decimal(100), False)
    assert log.sentence == "The award asks for at least 100 hours, the centre for at least 100 hours as coach."


def test_what_the_award_never_asks_is_added() -> None:
    assert {code: each.sentence for code, each in beside("L7-DIP").items() if each.own is None} == {
        "supervision": "At least 3 sessions as supervisee are asked by the centre; the award asks for none.",
        "trainer-supervision": "At least 1 session as supervisee is asked by the centre; the award asks for none.",
        "cpd-live": "At least 12 live hours are asked by the centre; the award asks for none.",
        "cpd-reading": (
            "At least 12 hours of reading, writing or other research are asked by the centre; the award asks for none."
        ),
        "cpd-inputs": "At least 50 percent inputs are asked by the centre; the award asks for none.",
    }
    assert beside("L5-CERT")["log"].sentence == (
        "At least 12 hours as coach are asked by the centre; the award asks for none."
    )


def test_an_upper_limit_of_the_centre_leaves_the_awards_lower_limit() -> None:
    (log,) = governing(made_up(hours(None, Decimal(40))), [hours(Decimal(12))])

    assert (log.governs.minimum, log.governs.maximum) == (Decimal(12), Decimal(40))


@given(HOURS, HOURS, HOURS, HOURS)
def test_an_overlay_never_subtracts(
    least: Decimal | None, most: Decimal | None, own_least: Decimal | None, own_most: Decimal | None
) -> None:
    (log,) = governing(made_up(hours(least, most)), [hours(own_least, own_most)])

    if own_least is not None:
        assert log.governs.minimum is not None and log.governs.minimum >= own_least
    if own_most is not None:
        assert log.governs.maximum is not None and log.governs.maximum <= own_most
