"""The outcome engine: marks in, outcome and reasons out. Pure; it interprets what specifications say.

`parse_mark` takes what was typed, `decide` reads the rule of the assessment, `compare` says whether two
markings agree. No sheet needs a line of code: nodes, minimums, rule and quantities are data, read by
`qualifications.specfile`.
"""

from __future__ import annotations

from qualifications.outcome.amounts import limits, parse_amount, reaches, shortfall
from qualifications.outcome.apart import Apart, apart
from qualifications.outcome.carrying import carried, reopened
from qualifications.outcome.decision import Decision, Outcome, compare, decide
from qualifications.outcome.rules import Reason
from qualifications.outcome.standing import Standing, node_standing
from qualifications.outcome.subtotals import Subtotal, subtotal
from qualifications.outcome.values import BLANK, Problem, Value, parse_mark, read_value, written
from qualifications.outcome.ways import takes_words, turned, way_of
from qualifications.specfile import Assessment, Node

__all__ = [
    "BLANK",
    "Apart",
    "Assessment",
    "Decision",
    "Node",
    "Outcome",
    "Problem",
    "Reason",
    "Standing",
    "Subtotal",
    "Value",
    "apart",
    "carried",
    "compare",
    "decide",
    "limits",
    "node_standing",
    "parse_amount",
    "parse_mark",
    "reaches",
    "read_value",
    "reopened",
    "shortfall",
    "subtotal",
    "takes_words",
    "turned",
    "way_of",
    "written",
]
