"""Whether the courses of an award lead to it."""

from __future__ import annotations

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library
from qualifications.specfile.shapes import ADMISSIBLE, Award, Course


def check_courses(entry: Entry[Award], library: Library) -> None:
    """Courses and the condition stand together; each course admits to awards that exist, under one reading."""
    award = entry.thing
    if award.requires_course and not award.courses:
        entry.wrong("The award asks for a course and lists none; add it to “courses”.", "requires_course")
    elif award.courses and not award.requires_course:
        entry.wrong("The award lists courses; “requires_course” must say which will do.", "courses")
    elif award.requires_course == ADMISSIBLE and not award.courses_that_admit():
        none = f"The award asks for a course that admits to {award.code}, and none does"
        entry.wrong(f"{none}; name {award.code} in “admits” of one.", "requires_course")
    for code in duplicates(course.code for course in award.courses):
        entry.wrong(f"Course {code} stands twice; each needs its own code.", "courses")
    for at, course in enumerate(award.courses):
        _check_course(entry, at, course, library)


def _check_course(entry: Entry[Award], at: int, course: Course, library: Library) -> None:
    for key, codes in (("admits", course.admits), ("admits_otherwise", course.admits_otherwise)):
        for code in codes:
            if not library.versions_of(code):
                entry.wrong(
                    f"The course admits to {code}, which no file holds; give its file as well, or correct the code.",
                    "courses",
                    at,
                    key,
                )
    for code in sorted(set(course.admits) & set(course.admits_otherwise)):
        sentence = f"{code} stands in both readings of what the course admits to; leave it in one."
        entry.wrong(sentence, "courses", at, "admits_otherwise")
