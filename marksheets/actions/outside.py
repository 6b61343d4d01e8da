"""Hours that the diary lacks and the assessor saw elsewhere: recorded, never assumed (RULINGS 6)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from assessments.requirements.frozen import amounts
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from marksheets.actions.door import ask, because, change
from marksheets.models import MarkSheet, Outside
from marksheets.reading import overridable
from qualifications import outcome
from qualifications.outcome.amounts import called, least
from qualifications.outcome.words import capital, number
from qualifications.specfile import Quantity

CENT = Decimal("0.01")
NOT_SHORT = "Nothing on this sheet asks for it: no printed point depends on a number that the diary falls short of."
MOST = Decimal(100_000)


@transaction.atomic
def override(sheet: MarkSheet, *, version: int, by: Appointment, quantity: str, amount: str, reason: str) -> MarkSheet:
    """Record so much of a quantity as evidenced outside the diary, enough with what the diary shows; once."""
    ask(sheet, "override", by, version)
    if quantity not in overridable(sheet):
        raise Unfit(NOT_SHORT, code="quantity")
    definition = sheet.submission.assessment.definition.quantity(quantity)
    if sheet.outside.filter(quantity=quantity).exists():
        raise Refused(f"{capital(called(definition))} evidenced outside the diary are recorded on this sheet already.")
    seen = _amount(definition, amount, amounts(sheet.submission.counted)[quantity])
    words = because(sheet, "override", reason, by=by)
    row = Outside(
        sheet=sheet, quantity=quantity, amount=seen, reason=words.text, by_id=by.user_id, name=by.name, at=words.at
    )
    row.save(force_insert=True)
    facts = {"quantity": quantity, "amount": number(seen), "because": words.text}
    change(sheet, "override", None, by=by, facts=facts)
    return sheet


def _amount(quantity: Quantity, typed: str, recorded: Decimal) -> Decimal:
    """What was typed, when it makes the diary's up to what is asked; else a sentence that says what it would make."""
    read = outcome.parse_amount(quantity, typed)
    if read is None:
        raise Unfit(f"Say how many {quantity.measure} you saw evidenced outside the diary.", code="amount")
    if isinstance(read, outcome.Problem):
        raise Unfit(read.sentence, code="amount")
    if not 0 < read < MOST or read != read.quantize(CENT):
        raise Unfit("Give a number above 0, such as 3 or 2.5, with two places after the point at most.", code="amount")
    if not outcome.reaches(quantity, recorded + read):
        made = f"{number(recorded)} in the diary and {number(read)} outside it make {number(recorded + read)}"
        raise Unfit(f"{made}; {least(quantity)} are needed.", code="amount")
    return read
