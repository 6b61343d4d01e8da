"""Which course an award asks for, and whether the learner completed one that leads to it."""

from __future__ import annotations

from django.utils.formats import date_format

from learners.models import CourseCompletion, Learner, Registration
from qualifications.models import Specification
from qualifications.specfile import Course


def courses_for(specification: Specification) -> tuple[Course, ...]:
    """The courses of which one is to be completed; () where the award asks for none."""
    award = specification.definition
    return award.courses_that_admit() if award.requires_course else ()


def completed(registration: Registration) -> CourseCompletion | None:
    """The completed course that leads to the award, the first of several (1 query; none where no course is asked)."""
    codes = [course.code for course in courses_for(registration.specification)]
    return (
        CourseCompletion.objects.filter(learner=registration.learner_id, course_code__in=codes).first()
        if codes
        else None
    )


def course_said(registration: Registration) -> str:
    """ "Culture at Work Coach Training Course, completed 3 March 2026"; "" where no course is asked."""
    courses = courses_for(registration.specification)
    if not courses:
        return ""
    if done := completed(registration):
        return f"{done.title}, completed {date_format(done.completed_on, 'j F Y')}"
    return f"{' or '.join(course.title for course in courses)}: not recorded as completed"


def open_courses(learner: Learner, specification: Specification) -> list[Course]:
    """Those that lead to the award and are not recorded for this learner yet."""
    done = set(CourseCompletion.objects.filter(learner=learner).values_list("course_code", flat=True))
    return [course for course in courses_for(specification) if course.code not in done]
