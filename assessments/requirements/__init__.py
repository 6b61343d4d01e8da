"""What a learner's entries come to against what an assessment asks: hours, sessions, clients. Pure.

`count` gives every minute to what it counts for, once; `progress` says where one requirement stands, `recorded`
what the mark sheet is told of it, `burn_up` how it came about. `entries` is what they read.
"""

from __future__ import annotations

from assessments.requirements.asked import Asked, Key, Window
from assessments.requirements.counting import Counted, LeftOut, Tally, count
from assessments.requirements.entries import Allocated, Logged
from assessments.requirements.progress import Progress, progress, recorded

__all__ = [
    "Allocated",
    "Asked",
    "Counted",
    "Key",
    "LeftOut",
    "Logged",
    "Progress",
    "Tally",
    "Window",
    "count",
    "progress",
    "recorded",
]
