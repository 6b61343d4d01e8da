"""Sentences about attempts: what is open, what is carried, what the number of attempts means. It asks no query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from assessments.models import Scope, Submission
from centres.policy import Choices
from qualifications.outcome.words import PLURALS, capital, listed
from qualifications.specfile import Assessment, Node

ALONE = "The whole sheet is resubmitted and stands alone: a part that passed before may be referred now."
PROMISE = {
    Scope.REFERRED: "If parts are referred, only those are done again; what passed is carried forward.",
    Scope.WHOLE: "If any part is referred, the whole is done again; what passed does not count on.",
}


def carried_from(fact: Mapping[str, Any]) -> str:
    """ "Carried forward from attempt 1: marked by Ada Byrne on 3 Dec 2026, countersigned by ... on 5 Dec 2026." """
    parts = [f"marked by {fact['assessor']}{_on(fact['assessed_on'])}"]
    parts.append(f"countersigned by {fact['iqa']}{_on(fact['checked_on'])}" if fact["iqa"] else "not countersigned")
    return f"Carried forward from attempt {fact['attempt']}: {', '.join(parts)}."


def scope(submission: Submission, definition: Assessment) -> str:
    """What a resubmission opens; "" for a first attempt."""
    if submission.attempt == 1:
        return ""
    if not submission.carried:
        return ALONE
    opened = [node for node in definition.scored if node.code not in submission.carried]
    kept = [node for node in definition.scored if node.code in submission.carried]
    are = "is" if len(kept) == 1 else "are"
    again = "is" if len(opened) == 1 else "are"
    return f"Only {_named(opened)} {again} resubmitted; {_named(kept)} {are} carried forward."


def _named(nodes: list[Node]) -> str:
    """ "section 2", "sections 1 and 3", "criteria 1.1, 1.2 and 2.1"."""
    nouns = {node.noun for node in nodes}
    if len(nodes) == 1 or len(nouns) > 1:
        return listed([node.name for node in nodes])
    return f"{PLURALS[nouns.pop()]} {listed([node.label for node in nodes])}"


def partly(node: Node, submission: Submission) -> str:
    """Which of the scored nodes in a part are carried, where others in it are open; "" otherwise."""
    inner = [one for one in node.walk() if one.is_scored]
    kept = [one for one in inner if one.code in submission.carried]
    if not kept or len(kept) == len(inner):
        return ""
    return f"{capital(_named(kept))} {'is' if len(kept) == 1 else 'are'} carried forward."


def number(submission: Submission, choices: Choices) -> str:
    """Where this attempt stands in what the policy allows: said before anything is handed in."""
    attempt, allowed = submission.attempt, choices.attempts_allowed
    if attempt > allowed:
        return f"This is attempt {attempt}, granted beyond the {allowed} that your centre’s policy allows."
    if attempt == allowed:
        last = f"This is attempt {attempt} of {allowed}, the last that your centre’s policy allows."
        return f"{last} After a referral an IQA can grant another, with a reason."
    return f"This is attempt {attempt} of {allowed}. {PROMISE[Scope(choices.resubmission_scope)]}"


def hand_in_by(submission: Submission, today: date) -> str:
    """The centre's own day for a draft, and what being late means; "" where there is none."""
    day = submission.hand_in_by
    if day is None:
        return ""
    printed = date_format(day, "j F Y")
    if day < today:
        return f"It was due on {printed}. You can still hand it in; it is recorded as late."
    return f"Hand it in by {printed}. If you cannot, ask your centre for more time before that day."


def value(node: Node, given: str) -> str:
    """ "31/50", or the words of what was decided."""
    if given.isdecimal() and node.maximum is not None:
        return f"{given}/{node.maximum}"
    if node.takes_met and given in {"met", "not_met"}:
        return capital(node.met_words[0 if given == "met" else 1])
    return next((choice.text for choice in node.choices if choice.code == given), given)


def _on(day: str) -> str:
    return f" on {date_format(date.fromisoformat(day), 'j M Y')}" if day else ""
