"""What a sheet asks of the permission of others, and what is still to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format

from assessments.models import Permission, Submission
from qualifications.outcome.words import capital
from qualifications.specfile import Node

NOBODY = "Nobody else is involved"


def nodes_that_ask(submission: Submission) -> Iterator[Node]:
    """The open parts of the sheet that need the permission of others."""
    for node in submission.assessment.definition.scored:
        if node.permission and node.code not in submission.carried:
            yield node


def unasked(submission: Submission) -> list[str]:
    """What is missing, a sentence each (1 query, none where nothing is asked)."""
    nodes = list(nodes_that_ask(submission))
    told = set(submission.permissions.values_list("node", flat=True)) if nodes else set()
    return [
        f"{capital(node.name)}: say who of those involved allowed it, or that nobody else is involved."
        for node in nodes
        if node.code not in told
    ]


def permissions_said(submission: Submission) -> tuple[tuple[str, str], ...]:
    """For those who read the work: ("Permission, requirement c", "Client B, in writing, 3 Mar 2026")."""
    nodes = list(nodes_that_ask(submission))
    rows = list(submission.permissions.all()) if nodes else []
    return tuple(
        (f"Permission, {node.name}", "; ".join(_said(row) for row in rows if row.node == node.code) or "Not recorded")
        for node in nodes
    )


def _said(row: Permission) -> str:
    if not row.who:
        return NOBODY
    return f"{row.who}, {row.get_how_display().lower()}, {date_format(row.given_on, 'j M Y')}"


def of_node(rows: Iterable[Permission], node: Node) -> tuple[tuple[str, str], ...]:
    """(id, words) of what is recorded for one part."""
    return tuple((str(row.pk), _said(row)) for row in rows if row.node == node.code)
