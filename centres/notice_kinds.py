"""What people are told of, kind by kind, and how it reaches them: a table for notices, letters and the page of choices.

What changes somebody's day goes at once; what merely waits goes with the morning's letter. Two kinds cannot be turned
down: a result, and what concerns somebody's sign-in or files.
"""

from __future__ import annotations

from dataclasses import dataclass

from centres.roles import Role

LEARNER = frozenset({Role.LEARNER})
AT_ONCE, DAILY, IN_APP = "at_once", "daily", "in_app"
WAYS = {AT_ONCE: "By e-mail at once", DAILY: "In one letter each morning", IN_APP: "Here only"}


@dataclass(frozen=True)
class NoticeKind:
    """One kind: what it is about, how it goes unless its reader chooses, and whether they may."""

    code: str
    name: str
    way: str
    is_fixed: bool = False
    roles: frozenset[Role] = frozenset(Role)  # who is ever told so


KINDS = {
    kind.code: kind
    for kind in (
        NoticeKind("result", "Results, and what is decided about your work", AT_ONCE, is_fixed=True),
        NoticeKind("safety", "Files that are held or taken away, and your sign-in", AT_ONCE, is_fixed=True),
        NoticeKind("work", "Something that waits for you: returned, invited, to be declared, to be decided", AT_ONCE),
        NoticeKind("message", "Messages", AT_ONCE),
        NoticeKind("answer", "Answers to what you asked others to confirm", AT_ONCE, roles=LEARNER),
        NoticeKind("ending", "A registration that ends soon", AT_ONCE, roles=LEARNER | {Role.ADMIN}),
        NoticeKind("due", "Days that come near", DAILY),
        NoticeKind("queue", "New in your queue", DAILY, roles=frozenset(Role) - LEARNER),
    )
}


def way_of(kind: str, chosen: dict[str, str]) -> str:
    """How a notice of this kind reaches somebody who chose so."""
    found = KINDS[kind]
    way = chosen.get(kind, found.way)
    return found.way if found.is_fixed or way not in WAYS else way
