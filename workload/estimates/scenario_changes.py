"""What a scenario can change. Each change takes a territory and gives the one after it; order matters only in sums.

The sizes of effects that stand here as defaults are ours, illustrative, and shown beside each change on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from workload.estimates.availability import AvailabilityItem, AvailabilityKind
from workload.estimates.friction import mean_friction
from workload.estimates.territory import Intake, OfficeNow, Territory
from workload.estimates.territory_edits import at, established, full_posts, taken, with_minutes
from workload.vocabulary import Activity, Head, Tier

FULL_POST_HOURS = 37.5  # a week
APPLICATIONS_A_YEAR = 12  # one a month, where it is to be once


class Change(Protocol):
    """One change of a scenario."""

    def apply(self, territory: Territory) -> Territory: ...


@dataclass(frozen=True)
class Posts:
    """More posts at an office, or fewer: full-time equivalents. Added posts are held by new people, a full one each and
    one for the rest; posts taken away are taken from vacant posts first, then from the shortest."""

    office: str
    posts: float

    def apply(self, territory: Territory) -> Territory:
        def changed(one: OfficeNow) -> OfficeNow:
            if self.posts >= 0:
                return replace(one, people=one.people + full_posts(self.posts))
            vacant, left = taken(one.vacant, -self.posts)
            people, _ = taken(one.people, left)
            return replace(one, vacant=vacant, people=people)

        before = established(territory)
        after = at(territory, self.office, changed)
        return replace(after, posts_added=territory.posts_added + established(after) - before)


@dataclass(frozen=True)
class LongerPosts:
    """More hours a week for the part-time people of an office, the longest first, up to a full post each. Hours that
    find no room change nothing and cost nothing."""

    office: str
    hours: float

    def apply(self, territory: Territory) -> Territory:
        def changed(one: OfficeNow) -> OfficeNow:
            left, people = self.hours / FULL_POST_HOURS, list(one.people)
            for k in sorted(range(len(people)), key=lambda k: -people[k]):
                more = max(0.0, min(left, 1 - people[k]))
                people[k], left = people[k] + more, left - more
            return replace(one, people=tuple(people))

        before = established(territory)
        after = at(territory, self.office, changed)
        return replace(after, posts_added=territory.posts_added + established(after) - before)


@dataclass(frozen=True)
class FilledVacancies:
    """Every vacant post has a holder; no new post is made."""

    def apply(self, territory: Territory) -> Territory:
        return at(territory, None, lambda one: replace(one, people=one.people + one.vacant, vacant=()))


@dataclass(frozen=True)
class AdminSupport:
    """Administrative support where there is none (one office, or all): it takes `takes` of notes and scanning, of
    chasing documents and of the post's own administration, and what the office needed more for lack of it. `posts` an
    office is its cost. Illustrative: half, and half a post."""

    office: str | None = None
    posts: float = 0.5
    takes: float = 0.5
    activities = frozenset({Activity.notes, Activity.missing_documents, Activity.administration})

    def apply(self, territory: Territory) -> Territory:
        def changed(one: OfficeNow) -> OfficeNow:
            if one.has_support:
                return one
            times = with_minutes(one, self.activities, 1 - self.takes)
            multiplier = one.multiplier / one.without_support
            return replace(one, times=times, multiplier=multiplier, without_support=1.0, has_support=True)

        gain = sum(not one.has_support for one in territory.offices if self.office in (None, one.id))
        after = at(territory, self.office, changed)
        return replace(after, posts_added=territory.posts_added + gain * self.posts)


@dataclass(frozen=True)
class IcmPost:
    """A post for integrated case management at an office: one more person, and `more_time` for each of its ICM cases,
    because that is what the post is for (0.25: a quarter more, illustrative)."""

    office: str
    more_time: float = 0.25

    def apply(self, territory: Territory) -> Territory:
        def changed(one: OfficeNow) -> OfficeNow:
            counts = {tier: n + self.more_time * one.icm.get(tier, 0.0) for tier, n in one.counts.items()}
            return replace(one, counts=counts)

        return Posts(self.office, 1.0).apply(at(territory, self.office, changed))


@dataclass(frozen=True)
class ReliefPool:
    """More relievers, or fewer, who go where nobody is left. In the play of days half a post or more is a person."""

    posts: float

    def apply(self, territory: Territory) -> Territory:
        posts = max(-territory.relievers, self.posts)
        added = territory.posts_added + posts
        return replace(territory, relievers=territory.relievers + posts, posts_added=added)


@dataclass(frozen=True)
class Growth:
    """So much larger a caseload (0.1 is a tenth more), everywhere or at one office."""

    share: float
    office: str | None = None

    def apply(self, territory: Territory) -> Territory:
        def scaled(counts: Mapping[Tier, float]) -> dict[Tier, float]:
            return {tier: n * max(0.0, 1 + self.share) for tier, n in counts.items()}

        return at(
            territory,
            self.office,
            lambda one: replace(one, counts=scaled(one.counts), aged=scaled(one.aged), icm=scaled(one.icm)),
        )


@dataclass(frozen=True)
class TierMix:
    """Other shares of simple, standard and complex cases, the number of cases kept, everywhere or at one office."""

    simple: float
    standard: float
    complex: float
    office: str | None = None

    def apply(self, territory: Territory) -> Territory:
        wanted = {Tier.simple: self.simple, Tier.standard: self.standard, Tier.complex: self.complex}
        total = sum(wanted.values())
        if total <= 0 or min(wanted.values()) < 0:
            raise ValueError("Shares of tiers must not be negative, and one must be above 0.")

        def mixed(counts: Mapping[Tier, float]) -> dict[Tier, float]:
            return {tier: sum(counts.values()) * share / total for tier, share in wanted.items()}

        return at(
            territory,
            self.office,
            lambda one: replace(one, counts=mixed(one.counts), aged=mixed(one.aged), icm=mixed(one.icm)),
        )


@dataclass(frozen=True)
class StandardDays:
    """Another promise: so many business days from all documents in."""

    days: int

    def apply(self, territory: Territory) -> Territory:
        return replace(territory, standard_days=max(1, self.days))


@dataclass(frozen=True)
class AnnualApplication:
    """Seniors and people with disabilities (the aged stream) apply once a year and no longer each month."""

    def apply(self, territory: Territory) -> Territory:
        def changed(one: OfficeNow) -> OfficeNow:
            saved = {
                tier: min(1.0, one.aged.get(tier, 0.0) / n) * (1 - 1 / APPLICATIONS_A_YEAR) if n > 0 else 0.0
                for tier, n in one.counts.items()
            }
            times = tuple(
                replace(row, frequency=row.frequency * (1 - saved.get(row.tier, 0.0)))
                if row.tier and row.activity is Activity.monthly_report
                else row
                for row in one.times
            )
            return replace(one, times=times)

        return at(territory, None, changed)


@dataclass(frozen=True)
class CentralIntake:
    """A central intake takes `applications` of new applications and `calls` of contacts off the offices; for each such
    application the office gets a referral of `referral_minutes`. Its people are counted by Erlang C for the busiest
    half-hour (`busiest_share` of a day's calls) and by the hours of the applications; the larger counts. All of
    it is illustrative."""

    applications: float = 0.8
    calls: float = 0.3
    referral_minutes: float = 15.0
    busiest_share: float = 0.10
    answer_in: float = 20.0
    target: float = 0.8

    def apply(self, territory: Territory) -> Territory:
        moved = {"applications": 0.0, "hours": 0.0, "calls": 0.0, "call_hours": 0.0}

        def changed(one: OfficeNow) -> OfficeNow:
            times = []
            for row in one.times:
                n = one.counts.get(row.tier, 0.0) * row.frequency if row.tier else 0.0
                hours = n * row.minutes * one.multiplier / 60
                if row.tier and row.activity is Activity.new_application:
                    moved["applications"] += n * self.applications
                    moved["hours"] += hours * self.applications
                    minutes = row.minutes * (1 - self.applications) + self.referral_minutes * self.applications
                    row = replace(row, minutes=minutes)
                elif row.tier and row.activity is Activity.contact:
                    moved["calls"] += n * self.calls
                    moved["call_hours"] += hours * self.calls
                    row = replace(row, frequency=row.frequency * (1 - self.calls))
                times.append(row)
            return replace(one, times=tuple(times))

        after = at(territory, None, changed)
        each = moved["call_hours"] * 60 / moved["calls"] if moved["calls"] else 0.0
        intake = Intake(
            moved["applications"], moved["hours"], moved["calls"], each, self.busiest_share, self.answer_in, self.target
        )
        return replace(after, intake=intake)


@dataclass(frozen=True)
class LifeStabilisation:
    """Standard and complex clients get `more` times the minutes for plans, forms and third parties, and their monthly
    report takes `less` times the minutes. Illustrative: half as much again, and four fifths."""

    more: float = 1.5
    less: float = 0.8
    activities = frozenset({Activity.productive_choice, Activity.forms_help, Activity.third_parties})

    def apply(self, territory: Territory) -> Territory:
        tiers = frozenset({Tier.standard, Tier.complex})

        def changed(one: OfficeNow) -> OfficeNow:
            helped = replace(one, times=with_minutes(one, self.activities, self.more, tiers))
            return replace(one, times=with_minutes(helped, frozenset({Activity.monthly_report}), self.less, tiers))

        return at(territory, None, changed)


@dataclass(frozen=True)
class NewSystem:
    """A new case system: `training_hours` of paid time for everybody, and from go-live every minute of case work times
    `friction`, which fades evenly over `friction_weeks`. The figures are those of the `weeks` after go-live."""

    training_hours: float = 22.5
    friction: float = 1.3
    friction_weeks: float = 26.0
    weeks: float = 13.0

    def apply(self, territory: Territory) -> Territory:
        times = mean_friction(0.0, self.weeks, self.friction, self.friction_weeks)
        after = at(territory, None, lambda one: replace(one, multiplier=one.multiplier * times))
        was = territory.availability
        training = AvailabilityItem(
            "new system", AvailabilityKind.days_off, self.training_hours / was.hours_per_day, Head.training
        )
        return replace(after, availability=replace(was, items=(*was.items, training)))
