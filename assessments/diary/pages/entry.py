"""One entry whole, and entries as programs read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from assessments.diary.access import visible_entries
from assessments.diary.cautions import Caution, Noted, cautions
from assessments.diary.kinds import FLOWS, FORMS, KINDS, ROLES
from assessments.diary.lengths import in_words
from assessments.diary.models import Allocation, DiaryEntry
from assessments.diary.reading import all_noted, noted, windows
from assessments.diary.wanted import Wanted, wanted_of
from centres.keyset import Slice
from centres.models import Appointment


def when(row: DiaryEntry) -> str:
    """ "Wed 4 Mar 2026, 10:00"."""
    start = f", {row.starts:%H:%M}" if row.starts else ""
    return f"{date_format(row.on, 'D j M Y')}{start}"


@dataclass(frozen=True, slots=True)
class EntryFile:
    """One file of an entry."""

    id: UUID
    name: str
    size: int
    scan: str


@dataclass(frozen=True, slots=True)
class EntryShare:
    """Minutes of an entry that count for one requirement."""

    requirement: str  # its key
    label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class EntryEdition:
    """A final entry as it once was: number, when, and each column with what it said."""

    number: int
    saved: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry whole."""

    id: UUID
    kind: str
    name: str
    learner: str
    learner_id: UUID
    on: date
    starts: str
    minutes: int
    length: str
    when: str
    role: str
    role_name: str
    who: str
    who_label: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    counts_for: tuple[EntryShare, ...]
    criteria: tuple[str, ...]
    files: tuple[EntryFile, ...]
    cautions: tuple[str, ...]
    caution_codes: tuple[str, ...]
    is_final: bool
    version: int
    versions: tuple[EntryEdition, ...]
    withdrawn: str  # when and why, "" while it stands
    mine: bool
    logged_for: str = ""  # by whom it was logged for the learner, why, and what shows it


def entry_page(entry: DiaryEntry, by: Appointment) -> EntryPage:
    """An entry with its files, history, tags and cautions (a fixed number of queries)."""
    _, known = all_noted(entry.learner)
    asked = wanted_of(entry.learner)
    shares = tuple(entry.allocations.all())
    said = _cautions(entry, known)
    return EntryPage(
        id=entry.pk,
        kind=entry.kind,
        name=entry.form.name,
        learner=entry.learner.name,
        learner_id=entry.learner_id,
        on=entry.on,
        starts=f"{entry.starts:%H:%M}" if entry.starts else "",
        minutes=entry.minutes,
        length=in_words(entry.minutes),
        when=when(entry),
        role=entry.role,
        role_name=ROLES.get(entry.role, ""),
        who=entry.who,
        who_label=entry.form.who_label,
        facts=_facts(entry),
        texts=tuple((text.label, getattr(entry, text.code)) for text in entry.form.texts),
        counts_for=tuple(_share(share, asked) for share in shares),
        criteria=tuple(sorted(tag.criterion for tag in entry.tags.all())),
        files=tuple(EntryFile(file.pk, file.name, file.size, file.scan) for file in entry.files.all()),
        cautions=tuple(caution.sentence for caution in said),
        caution_codes=tuple(caution.code for caution in said),
        is_final=entry.is_final,
        version=entry.version,
        versions=tuple(_version(row, asked) for row in entry.versions.all()),
        withdrawn=_withdrawn(entry),
        mine=entry.learner.appointment_id == by.pk,
        logged_for=_behalf(entry),
    )


def _cautions(entry: DiaryEntry, known: dict[str, Noted]) -> tuple[Caution, ...]:
    if entry.withdrawn_at:
        return ()
    mine = known.get(str(entry.pk)) or noted(entry)
    return cautions(mine, known.values(), windows(entry.learner), timezone.localdate())


def _withdrawn(entry: DiaryEntry) -> str:
    if entry.withdrawn_at is None:
        return ""
    return f"Withdrawn on {date_format(timezone.localtime(entry.withdrawn_at), 'j M Y')}: {entry.withdrawn_why}"


def _behalf(entry: DiaryEntry) -> str:
    if entry.logged_by is None:
        return ""
    return f"Logged by {entry.logged_by.name}: {entry.logged_because} What shows it: {entry.logged_evidence}"


def _facts(entry: DiaryEntry) -> tuple[tuple[str, str], ...]:
    known = {
        "supervisor_qualification": ("Supervisor’s qualification", entry.supervisor_qualification),
        "cpd_form": ("How", FORMS.get(entry.cpd_form, "")),
        "cpd_flow": ("Input or output", FLOWS.get(entry.cpd_flow, "")),
    }
    return tuple(known[name] for name in entry.form.more)


def _share(share: Allocation, asked: tuple[Wanted, ...]) -> EntryShare:
    key = f"{share.registration_id}.{share.assessment_code}.{share.quantity_code}"
    return EntryShare(key, _label(key, asked), share.minutes)


def _label(key: str, asked: tuple[Wanted, ...]) -> str:
    return next((one.label for one in asked if one.key == key), key.partition(".")[2])


def _version(row: object, asked: tuple[Wanted, ...]) -> EntryEdition:
    document, saved = row.document, timezone.localtime(row.saved_at)  # type: ignore[attr-defined]
    form = KINDS[document["kind"]]
    labels = {form.who: form.who_label, "role": "Role", **{text.code: text.label for text in form.texts}}
    said = [("Date", document["on"]), ("Start", document["starts"] or ""), ("Length", in_words(document["minutes"]))]
    said += [(labels[name], document[name]) for name in form.columns if name in labels]
    said += [("Counts for", f"{_label(key, asked)}, {in_words(m)}") for key, m in document["counts_for"].items()]
    said += [("File", file["name"]) for file in document["files"]]
    said += [("Logged for the learner by", document.get("logged_name", ""))]
    return EntryEdition(row.number, date_format(saved, "j M Y, H:i"), tuple((a, b) for a, b in said if b))  # type: ignore[attr-defined]


def shares_by_key(entry: DiaryEntry) -> dict[str, int]:
    """What an entry counts for, in minutes by the requirement's key."""
    return {_share(share, ()).requirement: share.minutes for share in entry.allocations.all()}


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """One entry in the list for programs."""

    id: UUID
    learner_id: UUID
    kind: str
    on: date
    starts: str
    minutes: int
    role: str
    who: str
    is_final: bool
    version: int


def entry_summaries(by: Appointment, wanted: Slice, learner: UUID | None) -> tuple[list[EntrySummary], UUID | None]:
    """Entries this person may read, in the order they were made; a learner's own with the drafts."""
    rows = visible_entries(by).standing()
    found, last = wanted.of(rows.filter(learner=learner) if learner else rows)
    return [_summary(row) for row in found], last


def _summary(row: DiaryEntry) -> EntrySummary:
    starts = f"{row.starts:%H:%M}" if row.starts else ""
    return EntrySummary(
        row.pk, row.learner_id, row.kind, row.on, starts, row.minutes, row.role, row.who, row.is_final, row.version
    )
