"""Forms of submissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.access import eligible_assessors
from assessments.models import Permission, Submission
from assessments.permissions import nodes_that_ask
from learners.courses import open_courses
from learners.models import Registration
from qualifications.outcome.words import capital


class AllocateForm(forms.Form):
    """Who is to mark a submission: only people who may."""

    assessor = forms.ChoiceField(label=_("Assessor"))

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in eligible_assessors(submission)}
        choices = [("", _("Choose an assessor")), *((pk, person.name) for pk, person in self.people.items())]
        self.fields["assessor"].choices = choices  # type: ignore[attr-defined]

    def person(self) -> Any:
        """The chosen assessor's appointment."""
        return self.people[self.cleaned_data["assessor"]]


DAY = {"type": "date"}


class ExtendForm(forms.Form):
    """A later day for one draft, and why."""

    until = forms.DateField(label=_("New day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Why"), help_text=_("It is kept with your name."), widget=forms.Textarea(attrs={"rows": 3})
    )


class OnBehalfForm(forms.Form):
    """Work that staff hand in for a learner: the reason; the files come beside it."""

    reason = forms.CharField(
        label=_("Why you hand it in"),
        help_text=_("For instance: sent by e-mail while the learner could not sign in. The learner reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PermissionForm(forms.Form):
    """Somebody involved in what is written, and that they allowed it."""

    node = forms.ChoiceField(label=_("For"))
    who = forms.CharField(
        label=_("Who allowed it"),
        max_length=60,
        help_text=_("A letter or a label, such as “Client B”. No name."),
        error_messages={"required": _("Say who allowed it, by a letter or a label such as “Client B”.")},
    )
    given_on = forms.DateField(
        label=_("On"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day it was allowed."), "invalid": _("Give the day it was allowed.")},
    )
    how = forms.ChoiceField(label=_("How"), choices=Permission.How.choices, widget=forms.RadioSelect, initial="writing")

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = [(node.code, capital(node.name)) for node in nodes_that_ask(submission)]
        fields: Any = self.fields
        fields["node"].choices = nodes
        if len(nodes) == 1:
            fields["node"].widget = forms.HiddenInput()
            fields["node"].initial = nodes[0][0]


class CourseForm(forms.Form):
    """A course that the learner completed."""

    course = forms.ChoiceField(label=_("Course"))
    completed_on = forms.DateField(label=_("Completed on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    shown_by = forms.CharField(
        label=_("What shows it"),
        max_length=300,
        required=False,
        help_text=_("For instance: certificate of attendance, in the learner’s file."),
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = open_courses(registration.learner, registration.specification)
        self.fields["course"].choices = [(course.code, course.title) for course in courses]  # type: ignore[attr-defined]


class BreakForm(forms.Form):
    """A break in learning."""

    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class LeaveForm(forms.Form):
    """The learner gives the award up."""

    on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class AdjustmentsForm(forms.Form):
    """A note of reasonable adjustments."""

    adjustments = forms.CharField(
        label=_("What was agreed"),
        help_text=_("Tutors, assessors and IQAs of this learner read it beside the work. Leave out the diagnosis."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class BriefForm(forms.Form):
    """The centre's own brief for one assessment."""

    text = forms.CharField(
        label=_("The centre’s brief"),
        help_text=_("Learners read it above the printed task. Leave it empty to show the printed task alone."),
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
    )
    words = forms.IntegerField(
        label=_("About how many words"),
        help_text=_("Guidance only: nothing is refused and no outcome depends on it."),
        min_value=1,
        max_value=100_000,
        required=False,
    )


class CommentForm(forms.Form):
    """Comments on a draft."""

    comments = forms.CharField(
        label=_("Your comments"),
        help_text=_("What would make it stronger. Give no marks and promise no outcome."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
