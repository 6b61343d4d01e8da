"""What was acknowledged against what is there: `python -m tests.faults.compare BOOK`, inside the installation.

Prints the findings, by kind: what is lost, what is there twice, what is there by half. Reads rows and bytes, asks no
page and no action.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import django

Acks = list[dict[str, Any]]
ONCE = ("submission.submitted", "submission.allocated", "registration.made", "learner.added", "submissions.prepared")


def findings(acks: Acks) -> dict[str, list[str]]:
    """Everything that is not as it was acknowledged, in both centres."""
    from centres.models import Centre
    from centres.scope import tenant

    found: dict[str, list[str]] = {"lost": [], "twice": [], "half": []}
    for centre in Centre.objects.order_by("slug"):
        with tenant(centre, write=False):
            own = [ack for ack in acks if ack["centre"] == centre.slug]
            found["lost"] += [*_lost(own), *_undone()]
            found["twice"] += _twice(own)
            found["half"] += [*_half_rows(), *_half_files(centre.pk)]
    return found


# -- lost


def _lost(acks: Acks) -> Iterator[str]:
    """Each acknowledged act left what it said."""
    kinds: dict[str, Callable[[dict[str, Any]], bool]] = {
        "register": _registered,
        "upload": _uploaded,
        "answer": _answered,
        "submit": _submitted,
        "allocate": _allocated,
        "mark": _marked,
        "write": _written,
        "move": _moved,
    }
    return (f"Acknowledged and not there: {ack}" for ack in acks if not kinds[ack["what"]](ack))


def _registered(ack: dict[str, Any]) -> bool:
    from learners.models import Registration

    return bool(Registration.objects.filter(pk=ack["registration"], learner__email=ack["email"]).exists())


def _uploaded(ack: dict[str, Any]) -> bool:
    from assessments.models import Evidence

    rows = Evidence.objects.filter(pk__in=ack["files"], submission=ack["submission"], sha256=ack["sha256"])
    return bool(ack["files"]) and rows.count() == len(ack["files"])


def _answered(ack: dict[str, Any]) -> bool:
    from assessments.models import Submission

    return bool(
        Submission.objects.filter(pk=ack["submission"], declared_own_work=True, choices=ack["choices"]).exists()
    )


def _submitted(ack: dict[str, Any]) -> bool:
    from assessments.models import Submission

    return bool(Submission.objects.filter(pk=ack["submission"], receipt=ack["receipt"]).exists())


def _allocated(ack: dict[str, Any]) -> bool:
    from assessments.models import Submission

    return bool(Submission.objects.filter(pk=ack["submission"], assessor=ack["assessor"]).exists())


def _marked(ack: dict[str, Any]) -> bool:
    from marksheets.models import NodeMark

    rows = NodeMark.objects.filter(mark_set__sheet=ack["sheet"], mark_set__hand=ack["hand"])
    return {f"mark-{row.node}": row.value for row in rows} == ack["marks"]


def _written(ack: dict[str, Any]) -> bool:
    from marksheets.models import NodeMark

    row = NodeMark.objects.get(mark_set__sheet=ack["sheet"], mark_set__hand="assessor", node="S1")
    return ack["word"] in row.strengths.split()


def _moved(ack: dict[str, Any]) -> bool:
    from centres.models import LedgerEntry

    return bool(LedgerEntry.objects.filter(kind=f"sheet.{ack['verb']}", subject_id=ack["sheet"]).exists())


def _undone() -> Iterator[str]:
    """What a move owes: a form and a notice for each release, nothing left in the outbox, an unbroken ledger."""
    from centres import ledger
    from centres.models import Notice, OutboxMessage
    from marksheets.models import MarkSheet

    for sheet in MarkSheet.objects.filter(state="released"):
        if not sheet.pdfs.exclude(sha256="").exists():
            yield f"Sheet {sheet.pk} is released and has no printed form."
        if not Notice.objects.filter(path__endswith=f"/results/{sheet.submission_id}/").exists():
            yield f"Nobody was told of the release of sheet {sheet.pk}."
    waiting = Counter(OutboxMessage.objects.filter(done_at=None).values_list("topic", flat=True))
    yield from (f"Still to be done: {topic}, {number} times." for topic, number in waiting.items())
    if sentence := ledger.first_break():
        yield sentence


# -- twice


def _twice(acks: Acks) -> Iterator[str]:
    yield from _repeated("ledger", _moves_and_acts())
    yield from _repeated("form", _forms())
    yield from _repeated("evidence", _evidence())
    yield from _repeated("registration", _registrations())
    yield from _repeated("sheet", _sheets())
    yield from _repeated("notice of a result", _results())
    told, wanted = _allocation_notices(), sum(ack["what"] == "allocate" for ack in acks)
    if told > wanted:
        yield f"{wanted} submissions were allocated, and assessors were told {told} times."


def _repeated(what: str, keys: Iterable[Any]) -> Iterator[str]:
    return (f"{number} times, {what}: {key}" for key, number in Counter(keys).items() if number > 1)


def _moves_and_acts() -> Iterator[Any]:
    from centres.models import LedgerBody

    for body in LedgerBody.objects.select_related("entry"):
        entry = body.entry
        if entry.kind.startswith("sheet.") or entry.kind in ONCE:
            yield entry.kind, entry.subject_id, body.body.get("revision")
        elif entry.kind in {"file.added", "pdf.stored"}:
            yield entry.kind, entry.subject_id, body.body.get("file") or body.body.get("revision")


def _forms() -> Iterator[Any]:
    from marksheets.models import StoredPdf

    return iter(StoredPdf.objects.values_list("sheet", "revision"))


def _evidence() -> Iterator[Any]:
    from assessments.models import Evidence

    return iter(Evidence.objects.values_list("submission", "sha256"))


def _registrations() -> Iterator[Any]:
    from learners.models import Registration

    return iter(Registration.objects.values_list("learner__email", "specification__code"))


def _sheets() -> Iterator[Any]:
    from marksheets.models import MarkSheet

    return iter(MarkSheet.objects.values_list("submission", flat=True))


def _results() -> Iterator[Any]:
    from centres.models import Notice

    return iter(Notice.objects.filter(path__contains="/results/").values_list("to", "path"))


def _allocation_notices() -> int:
    from centres.models import Notice

    return int(Notice.objects.filter(sentence__contains="a submission is waiting for you").count())


# -- half


def _half_rows() -> Iterator[str]:
    from assessments.models import Submission
    from centres.models import AnsweredAct
    from marksheets.models import MarkSheet, NodeMark

    for sheet in MarkSheet.objects.all():
        signed, sets = sheet.signatures.count(), sheet.mark_sets.count()
        if NodeMark.objects.filter(mark_set__sheet=sheet).count() != 2 * sets:
            yield f"A mark set of sheet {sheet.pk} has not a row for each of its two sections."
        if signed != {"marking": 0, "assessed": 1, "sampled": 1}.get(sheet.state, 2):
            yield f"Sheet {sheet.pk} is {sheet.state} with {signed} signatures."
    opened = set(Submission.objects.exclude(opened_at=None).values_list("pk", flat=True))
    if opened != set(MarkSheet.objects.values_list("submission_id", flat=True)):
        yield "Submissions that were opened, and sheets, are not the same."
    if number := AnsweredAct.objects.filter(status=None).count():
        yield f"{number} keys without an answer."


def _half_files(centre_id: int) -> Iterator[str]:
    """Every kept file is what its name says, and every row has its bytes."""
    from django.conf import settings

    from assessments.models import Evidence
    from marksheets.models import StoredPdf

    kept = {path.name: path for path in (Path(settings.MEDIA_ROOT) / str(centre_id)).glob("??/*")}
    for name, path in kept.items():
        if hashlib.sha256(path.read_bytes()).hexdigest() != name:
            yield f"{path} is not what its name says."
    for model in (Evidence, StoredPdf):
        for sha256, size in model.objects.values_list("sha256", "size"):
            if sha256 not in kept or kept[sha256].stat().st_size != size:
                yield f"{model.__name__} {sha256} has no bytes, or not all of them."
    for form in StoredPdf.objects.filter(sha256__in=kept):
        if not kept[form.sha256].read_bytes().rstrip().endswith(b"%%EOF"):
            yield f"The form {form.sha256} breaks off."


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(findings(json.loads(Path(sys.argv[1]).read_text()))))
