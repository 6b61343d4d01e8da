"""What can be written into the diary, kind by kind, as the printed log rows ask: a table, read by forms and pages.

The rows of a session are those of the D7.04 mark sheet, section 2 (seed 002): own goals, goals agreed with the client
and a brief plan, a summary of the activity, feedback from the person or an observer, reflection.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = {"coach": "Coach", "mentor": "Mentor", "coachee": "Coachee", "mentee": "Mentee", "supervisee": "Supervisee"}
FORMS = {"live": "Live: a course, workshop or meeting", "reading": "Reading, writing or other research"}
FLOWS = {"input": "Input: I learnt from others", "output": "Output: I gave it to others"}


@dataclass(frozen=True)
class Text:
    """One box to write in: its column, what stands above it and what it asks."""

    code: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    `who` is the column that says with whom or what it was, and `who_label` what stands above it; a final entry has it.
    `roles` are those the writer may have had, the first being the usual one; none means that the kind has no role.
    """

    code: str
    name: str  # "Coaching session"
    one: str  # in a sentence: "the session"
    verb: str  # the primary act: "Log a session"
    who: str
    who_label: str
    who_help: str
    roles: tuple[str, ...] = ()
    more: tuple[str, ...] = ()  # further columns of one line
    texts: tuple[Text, ...] = ()
    icon: str = "pen"

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that this kind fills, besides day, start and length."""
        role = ("role",) if self.roles else ()
        return (*role, self.who, *self.more, *(text.code for text in self.texts))


PSEUDONYM = "A label you will recognise, such as “Client B”. No full name."
KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "session",
            "Coaching or mentoring session",
            "the session",
            "Log a session",
            "client",
            "Client",
            PSEUDONYM,
            roles=("coach", "mentor", "coachee", "mentee"),
            texts=(
                Text("own_goals", "My own goals", "For developing and improving my performance in this session."),
                Text("goals_agreed", "Goals agreed with the client, and the plan"),
                Text("summary", "What we did", "A summary of the coaching or mentoring activity."),
                Text("feedback", "Feedback", "From the client or an observer, on the goals of the session."),
                Text("reflection", "Reflection", "How I did, what I learnt from it and how I will use it."),
            ),
            icon="people",
        ),
        Kind(
            "supervision",
            "Supervision session",
            "the supervision session",
            "Log supervision",
            "supervisor",
            "Supervisor’s name",
            "The person who supervised you.",
            roles=("supervisee",),
            more=("supervisor_qualification",),
            texts=(
                Text("own_goals", "My goals and issues for supervision"),
                Text("summary", "What we discussed"),
                Text("goals_agreed", "What we agreed, and the plan"),
                Text("reflection", "Reflection"),
            ),
            icon="shield",
        ),
        Kind(
            "peer",
            "Peer mentoring",
            "the meeting",
            "Log peer mentoring",
            "client",
            "With whom",
            "A label will do, such as “Peer A”.",
            texts=(
                Text("summary", "What we discussed"),
                Text("feedback", "Feedback and advice on my own performance"),
                Text("reflection", "Reflection"),
            ),
            icon="say",
        ),
        Kind(
            "network",
            "Network",
            "the meeting",
            "Log networking",
            "title",
            "Which network or event",
            "A personal or professional network you engaged with.",
            texts=(
                Text("summary", "What I did there"),
                Text("feedback", "Feedback and advice on my own performance"),
                Text("reflection", "Reflection"),
            ),
            icon="person",
        ),
        Kind(
            "cpd",
            "CPD",
            "the activity",
            "Log CPD",
            "title",
            "What it was",
            "The course, book, article or talk.",
            more=("cpd_form", "cpd_flow"),
            texts=(Text("summary", "What it was about"), Text("reflection", "What I take from it")),
            icon="book",
        ),
    )
}
EVERY_TEXT = ("own_goals", "goals_agreed", "summary", "feedback", "reflection")
