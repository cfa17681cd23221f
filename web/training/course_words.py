"""Courses in words: why one is due, how long it takes, and why it cannot be on some days."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from scheduler.course_days import CourseFault, PassedOver, Proposal
from scheduler.training_plan import CannotBook
from web.formats import day, days_range, hours
from web.language import word
from workload.estimates.training import ONE_TIME, TERMS, CourseDue
from workload.vocabulary import Course, Evidence


def due_words(one: CourseDue, today: date) -> str:
    """«OVERDUE since Mon 5 Oct 2026», or «by Wed 31 Mar 2027». One-time courses are never late: their day is ours."""
    if one.course in ONE_TIME and one.due_on < today:
        return _("not recorded as done")
    if one.due_on < today:
        return _("OVERDUE since %(day)s", day=day(one.due_on))
    return _("by %(day)s", day=day(one.due_on))


def length_words(course: Course) -> str:
    """«6 h, 1 day», and whether that is ours."""
    terms = TERMS[course]
    words = ngettext("%(hours)s, %(num)s day", "%(hours)s, %(num)s days", terms.days, hours=hours(terms.hours))
    return words if terms.evidence is Evidence.primary else _("%(length)s (ours)", length=words)


def days_words(days: tuple[date, date] | None) -> str:
    """The days that fit, or that the coming year has none."""
    return _("no days in the coming year on which the office is covered") if days is None else days_range(*days)


def fault_words(error: CannotBook, course: Course) -> str:
    """Why the course cannot begin then, and what to do."""
    on = day(error.day)
    match error.fault:
        case CourseFault.past:
            return _("Choose a day after today.")
        case CourseFault.no_working_days:
            return _(
                "%(day)s is no working day of the person, or the course does not fit before the year ends. Choose "
                "another first day.",
                day=on,
            )
        case CourseFault.away:
            return _(
                "The person is away on %(day)s already: on leave, or on another course. Choose other days.", day=on
            )
        case CourseFault.covers:
            return _(
                "The person covers for a colleague on %(day)s. Choose other days, or arrange that cover first.", day=on
            )
        case CourseFault.nobody_free:
            return _(
                "Of those who may cover the office nobody is free on %(day)s: away, covering elsewhere, or with a full "
                "week. Choose other days.",
                day=on,
            )
        case CourseFault.delivery:
            return _("%(day)s is a delivery day: everybody is needed. Choose days before or after.", day=on)
        case _:
            return _(
                "Nobody could cover the office in the week of %(day)s. Choose one of the proposed days for %(course)s.",
                day=on,
                course=str(word(course)),
            )


def passed_words(fit: Mapping[Course, Proposal]) -> list[tuple[str, list[str]]]:
    """Why no earlier days are proposed, by length: «2 days: Mon 30 Nov to Fri 4 Dec 2026, delivery days»."""
    by_length = {TERMS[course].days: proposal.passed for course, proposal in fit.items()}
    return [
        (ngettext("A course of %(num)s day", "A course of %(num)s days", length), [_passed(one) for one in passed])
        for length, passed in sorted(by_length.items())
        if passed
    ]


def _passed(one: PassedOver) -> str:
    why = {
        CourseFault.away: _("away already"),
        CourseFault.covers: _("covering for a colleague"),
        CourseFault.delivery: _("delivery days"),
        CourseFault.not_covered: _("nobody could cover the office in that week"),
        CourseFault.nobody_free: _("of those who may cover nobody is free: away, covering elsewhere, or a full week"),
        CourseFault.tight: _("the office could only just be covered"),
    }.get(one.why, _("free, but too few days in a row in one week"))
    return f"{days_range(one.first, one.last)}: {why}"
