"""Who takes part in a conversation, by role and by what it is about: one table, no rows, no framework.

An IQA reads what was said about an attempt and writes nothing there: whoever checks a sheet does not advise on it. An
admin reads no diary (decision 0017), and so no conversation about one. An EV takes part in none.
"""

from __future__ import annotations

from typing import Literal

from centres.roles import Role

About = Literal["assignment", "entry", "learner"]
Part = Literal["", "reads", "writes"]
LONGEST = 4000  # letters of one message
MINUTES_TO_TAKE_BACK = 5
MOST_AN_HOUR = 60

_PARTS: dict[About, dict[Role, Part]] = {
    "assignment": {
        Role.LEARNER: "writes",
        Role.ASSESSOR: "writes",
        Role.TUTOR: "writes",
        Role.ADMIN: "writes",
        Role.IQA: "reads",
        Role.LEAD_IQA: "reads",
    },
    "entry": {
        Role.LEARNER: "writes",
        Role.ASSESSOR: "writes",
        Role.TUTOR: "writes",
        Role.IQA: "reads",
        Role.LEAD_IQA: "reads",
    },
    "learner": {
        Role.LEARNER: "writes",
        Role.ASSESSOR: "writes",
        Role.TUTOR: "writes",
        Role.ADMIN: "writes",
        Role.IQA: "writes",
        Role.LEAD_IQA: "writes",
    },
}
# Who is told when a learner writes and nobody has answered yet; an assessor only of work they have.
FIRST: dict[About, tuple[Role, ...]] = {
    "assignment": (Role.ASSESSOR, Role.TUTOR),
    "entry": (Role.TUTOR, Role.ASSESSOR),
    "learner": (Role.ADMIN,),
}


def part_of(role: Role, about: About) -> Part:
    """What somebody in a role does in a conversation about such a thing, where it concerns them at all."""
    return _PARTS[about].get(role, "")


def fault(text: str) -> str:
    """Why a text cannot be sent, as a sentence; "" when it can."""
    if not text.strip():
        return "Write something first."
    if len(text) > LONGEST:
        return f"This is {len(text)} letters, and one message takes {LONGEST}. Shorten it, or send it in two."
    return ""
