"""The diary assembled for its pages and for programs: read once, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.diary.access import readable_learners, visible_entries
from assessments.diary.cautions import Caution, Noted, Window, cautions
from assessments.diary.kinds import FLOWS, FORMS, KINDS, ROLES
from assessments.diary.lengths import in_words
from assessments.diary.models import Allocation, DiaryEntry, FeedbackNote, Goal
from assessments.diary.reading import all_noted, noted, windows
from assessments.diary.wanted import Wanted, wanted_of
from centres.keyset import Slice
from centres.models import Appointment
from centres.templatetags.house import in_words as number_word
from learners.models import Learner

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list: when, how long, who, what it counts for, and what should be looked at."""

    id: str
    kind: str
    name: str  # of the kind
    icon: str
    on: str
    when: str  # "Wed 4 Mar 2026, 10:00"
    length: str
    role: str
    who: str
    is_final: bool
    cautions: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """A learner's diary: a sentence, the drafts to finish, then what is final, the newest first."""

    learner: str
    mine: bool
    sentence: str
    detail: str
    drafts: tuple[EntryRow, ...]
    final: tuple[EntryRow, ...]
    left_out: int
    drafts_unseen: int  # for staff, who read what is final alone


def diary_page(learner: Learner, *, mine: bool) -> DiaryPage:
    """Every entry that stands (six queries, whatever their number)."""
    rows, known = all_noted(learner)
    held = windows(learner)
    made = [_row(row, known, held) for row in rows]
    drafts = tuple(row for row in made if not row.is_final)
    final = tuple(row for row in made if row.is_final)
    return DiaryPage(
        learner=learner.name,
        mine=mine,
        sentence=_sentence(rows, drafts if mine else (), mine, learner.name),
        detail=_detail(rows),
        drafts=drafts if mine else (),
        final=final[:MOST_ROWS],
        left_out=max(0, len(final) - MOST_ROWS),
        drafts_unseen=0 if mine else len(drafts),
    )


def _sentence(rows: tuple[DiaryEntry, ...], drafts: tuple[EntryRow, ...], mine: bool, name: str) -> str:
    if not mine:
        count = sum(row.is_final for row in rows)
        return f"{name}: {count} final {'entry' if count == 1 else 'entries'}."
    if not rows:
        return "Log your first session: four fields."
    if drafts:
        return f"{number_word(len(drafts))} {'entry is' if len(drafts) == 1 else 'entries are'} still to be finished."
    return "Your diary is up to date."


def _detail(rows: tuple[DiaryEntry, ...]) -> str:
    """ "12 final sessions, 11 h 30 min: 9 h as coach, 2 h 30 min as mentor." """
    sessions = [row for row in rows if row.kind == "session" and row.is_final]
    if not sessions:
        return ""
    by_role: dict[str, int] = {}
    for row in sessions:
        by_role[row.role] = by_role.get(row.role, 0) + row.minutes
    parts = ", ".join(f"{in_words(minutes)} as {role}" for role, minutes in by_role.items())
    return f"{len(sessions)} final {'session' if len(sessions) == 1 else 'sessions'}: {parts}."


def _row(row: DiaryEntry, known: dict[str, Noted], held: tuple[Window, ...]) -> EntryRow:
    said = cautions(known[str(row.pk)], known.values(), held, timezone.localdate())
    return EntryRow(
        id=str(row.pk),
        kind=row.kind,
        name=row.form.name,
        icon=row.form.icon,
        on=date_format(row.on, "j M Y"),
        when=when(row),
        length=in_words(row.minutes),
        role=ROLES.get(row.role, "") if len(row.form.roles) > 1 else "",
        who=row.who,
        is_final=row.is_final,
        cautions=tuple(caution.sentence for caution in said),
        url=reverse("diary-entry", args=[row.centre.slug, row.pk]),
    )


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
    return EntryEdition(row.number, date_format(saved, "j M Y, H:i"), tuple((a, b) for a, b in said if b))  # type: ignore[attr-defined]


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


def labels_of(learner: Learner, kind: str) -> list[str]:
    """The labels a learner used before in this kind, to be chosen again; at most forty."""
    column = KINDS[kind].who
    rows = DiaryEntry.objects.standing().filter(learner=learner, kind=kind).exclude(**{column: ""})
    return list(rows.order_by(column).values_list(column, flat=True).distinct()[:40])


def shares_by_key(entry: DiaryEntry) -> dict[str, int]:
    """What an entry counts for, in minutes by the requirement's key."""
    return {_share(share, ()).requirement: share.minutes for share in entry.allocations.all()}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal in the list."""

    id: UUID
    wording: str
    standing: str
    standing_name: str
    review_on: date | None
    is_due: bool
    steps: int


def goal_rows(learner: Learner) -> tuple[GoalRow, ...]:
    """Open goals first, those to be reviewed soonest at the top (two queries)."""
    today = timezone.localdate()
    rows = Goal.objects.filter(learner=learner).prefetch_related("steps")
    ordered = sorted(rows, key=lambda goal: (goal.standing != "open", goal.review_on or date.max, goal.made_at))
    return tuple(
        GoalRow(
            goal.pk,
            goal.wording,
            goal.standing,
            goal.get_standing_display(),
            goal.review_on,
            goal.standing == "open" and goal.review_on is not None and goal.review_on <= today,
            len(goal.steps.all()),
        )
        for goal in ordered
    )


def feedback_rows(learner: Learner) -> list[FeedbackNote]:
    """The register, the newest first."""
    return list(FeedbackNote.objects.filter(learner=learner).select_related("entry"))


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One learner whose diary may be read: how much is in it and when the newest entry was."""

    id: UUID
    name: str
    entries: int
    minutes: str
    last: date | None


def reader_rows(by: Appointment, wanted: str = "") -> tuple[ReaderRow, ...]:
    """The learners whose diary this person may read, by name (one query)."""
    final = Q(diary__is_final=True, diary__withdrawn_at=None)
    people = Learner.objects.filter(readable_learners(by), name__icontains=wanted).annotate(
        entries=Count("diary", filter=final),
        minutes=Sum("diary__minutes", filter=final & Q(diary__kind="session")),
        last=Max("diary__on", filter=final),
    )
    return tuple(
        ReaderRow(one.pk, one.name, one.entries, in_words(one.minutes) if one.minutes else "", one.last)
        for one in people.order_by("name", "pk")[:MOST_ROWS]
    )
