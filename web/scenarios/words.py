"""Changes of a scenario in words, and what of their size is our judgement."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import figure, hours, share
from workload.estimates.scenario_changes import (
    AdminSupport,
    AnnualApplication,
    CentralIntake,
    Change,
    FilledVacancies,
    Growth,
    IcmPost,
    LifeStabilisation,
    LongerPosts,
    NewSystem,
    Posts,
    ReliefPool,
    StandardDays,
    TierMix,
)


def change_words(change: Change, offices: Mapping[str, str]) -> str:
    """One change in a few words; `offices` maps ids to names."""
    office = offices.get(getattr(change, "office", None) or "", "") or _("every office")
    if isinstance(change, Posts):
        return _("posts at %(office)s %(posts)s", posts=_signed(change.posts), office=office)
    if isinstance(change, LongerPosts):
        return _("%(hours)s a week more for part-time at %(office)s", hours=hours(change.hours), office=office)
    if isinstance(change, FilledVacancies):
        return _("every vacant post filled")
    if isinstance(change, AdminSupport):
        return _("administrative support: %(office)s", office=office)
    if isinstance(change, IcmPost):
        return _("a post for integrated case management at %(office)s", office=office)
    if isinstance(change, ReliefPool):
        return _("relievers %(posts)s", posts=_signed(change.posts))
    if isinstance(change, Growth):
        return _(
            "caseload %(share)s: %(office)s",
            share=("+" if change.share > 0 else "") + share(change.share, 1),
            office=office,
        )
    if isinstance(change, TierMix):
        parts = {name: share(getattr(change, name)) for name in ("simple", "standard", "complex")}
        return _("%(simple)s simple, %(standard)s standard, %(complex)s complex cases", **parts)
    return _program_words(change)


def _program_words(change: Change) -> str:
    if isinstance(change, StandardDays):
        return ngettext("an answer within %(num)s business day", "an answer within %(num)s business days", change.days)
    if isinstance(change, AnnualApplication):
        return _("one application a year for seniors and people with disabilities")
    if isinstance(change, CentralIntake):
        return _(
            "central intake: %(applications)s of new applications, %(calls)s of calls, %(target)s answered in "
            "%(seconds)s s",
            applications=share(change.applications),
            calls=share(change.calls),
            target=share(change.target, 1),
            seconds=figure(change.answer_in),
        )
    if isinstance(change, LifeStabilisation):
        return _("life stabilisation: more time for plans, forms and third parties, less for reports")
    if isinstance(change, NewSystem):
        return _(
            "new case system: %(hours)s training each, work %(friction)s times as long at first, passing in "
            "%(weeks)s weeks",
            hours=hours(change.training_hours),
            friction=figure(change.friction, 2),
            weeks=figure(change.friction_weeks),
        )
    raise TypeError(f"no words for {change!r}")


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + figure(value, 2)
