"""What is done to submissions: the only code that writes them."""

from assessments.actions.allocating import allocate, may_assess, reassign
from assessments.actions.attempts import Follow, deadline, invite, pause, promised, resume, withdraw_attempt
from assessments.actions.drafts import ask_for_comments, choices_for, comment, comments_refusal
from assessments.actions.office import (
    extend,
    hand_in_for,
    leave,
    note_adjustments,
    take_break,
    write_brief,
)
from assessments.actions.preparing import drop_draft, lay_out, prepare, turn_draft
from assessments.actions.submitting import (
    answer,
    attach,
    attach_all,
    count_bytes,
    detach,
    mark_opened,
    missing,
    note_download,
    refuse_use,
    submit,
    use_refused,
    void,
    withdraw,
)

__all__ = [
    "Follow",
    "allocate",
    "answer",
    "ask_for_comments",
    "attach",
    "attach_all",
    "choices_for",
    "comment",
    "comments_refusal",
    "count_bytes",
    "deadline",
    "detach",
    "drop_draft",
    "extend",
    "hand_in_for",
    "invite",
    "lay_out",
    "leave",
    "mark_opened",
    "may_assess",
    "missing",
    "note_adjustments",
    "note_download",
    "pause",
    "prepare",
    "promised",
    "reassign",
    "refuse_use",
    "resume",
    "submit",
    "take_break",
    "turn_draft",
    "use_refused",
    "void",
    "withdraw",
    "withdraw_attempt",
    "write_brief",
]
