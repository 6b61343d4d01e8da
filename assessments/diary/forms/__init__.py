"""Forms of the diary: an entry of each kind, a goal and its steps, a row of the feedback register."""

from assessments.diary.forms.entry import AS_USUAL, SPLIT, BehalfForm, DayBounds, EntryForm, day_field, initial_of
from assessments.diary.forms.growing import FeedbackForm, GoalForm, StepForm

__all__ = [
    "AS_USUAL",
    "SPLIT",
    "BehalfForm",
    "DayBounds",
    "EntryForm",
    "FeedbackForm",
    "GoalForm",
    "StepForm",
    "day_field",
    "initial_of",
]
