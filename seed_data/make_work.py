"""Training records, and some weeks of logged time. All invented; minutes scatter around the activity table."""

from datetime import date, timedelta
from random import Random

from seed_data.csv_files import Row, read_rows
from seed_data.make_cases import ANCHOR
from workload.estimates.activity_minutes import ACTIVITY_TIMES, CASE_ACTIVITIES
from workload.vocabulary import Activity, Course, Tier

ONCE = (
    (Course.csp, 0.97),
    (Course.mental_health_first_aid, 0.93),
    (Course.motivational_interviewing, 0.85),
    (Course.crisis_intervention, 0.9),
)
"""Who has done a one-time course after the first year; nearly everybody, because the course comes round every year."""

OFFERED_SINCE = timedelta(days=8 * 365)
NOT_YET = timedelta(days=150)
"""Of the refreshers that fell due lately half were put off."""
REFRESHER_EVERY = timedelta(days=730)
LOGGING = ("celine", "amira", "tyler", "trina", "karen", "judith", "marcy", "denise", "leon", "arlene")
WEEKS_LOGGED = 4
SPREAD = 0.35  # of the logarithm of minutes


def make_training(dice: Random) -> list[Row]:
    """Rows of training.csv. A new officer's two weeks end at the appointment, the one-time courses come in the first
    year; some refreshers are overdue."""
    rows: list[Row] = []
    for person in read_rows("people"):
        if person["kind"] == "staff" or not person["appointed_on"]:
            continue
        appointed = date.fromisoformat(person["appointed_on"])
        rows.append(_done(person, Course.initial, appointed - timedelta(days=3)))
        late = timedelta(days=dice.choice((0, 0, 0, 30, 60, 200)))
        refresher = appointed + REFRESHER_EVERY + late
        while refresher < ANCHOR and not (ANCHOR - refresher < NOT_YET and dice.random() < 0.5):
            rows.append(_done(person, Course.refresher, refresher))
            refresher += REFRESHER_EVERY + timedelta(days=dice.choice((-40, 0, 10, 45)))
        for course, chance in ONCE:
            done = max(appointed, ANCHOR - OFFERED_SINCE) + timedelta(days=dice.randint(60, 360))
            if dice.random() < chance and done < ANCHOR:
                rows.append(_done(person, course, done))
    return sorted(rows, key=lambda row: (row["person"], row["completed_on"], row["course"]))


def _done(person: Row, course: Course, day: date) -> Row:
    """A course that would end on a weekend ends on the Friday before."""
    day -= timedelta(days=max(0, day.weekday() - 4))
    return {"person": person["key"], "course": course.value, "completed_on": day.isoformat()}


def make_time_log(dice: Random, cases: list[Row], tiers: dict[str, Tier]) -> list[Row]:
    """Rows of time_log.csv: ten people, four weeks before the anchor, the activities of a day's cases."""
    people = {row["key"]: row for row in read_rows("people")}
    standard = {(time.activity, time.tier): time.minutes for time in ACTIVITY_TIMES}
    often = {(time.activity, time.tier): time.frequency for time in ACTIVITY_TIMES}
    rows: list[Row] = []
    for key in LOGGING:
        own = [case["reference"] for case in cases if case["officer"] == key]
        pattern = [float(hours) for hours in people[key]["pattern"].split(";")]
        for number in range(7 * WEEKS_LOGGED):
            day = ANCHOR - timedelta(days=7 * WEEKS_LOGGED - number)
            hours = pattern[day.weekday()] if day.weekday() < 5 else 0.0
            left = int(hours * 60 * 0.6)  # nobody logs everything
            while left > 0 and own:
                reference = dice.choice(own)
                tier = tiers[reference]
                activity = dice.choices(CASE_ACTIVITIES, [often[one, tier] for one in CASE_ACTIVITIES])[0]
                minutes = max(3, round(standard[activity, tier] * dice.lognormvariate(0, SPREAD)))
                left -= minutes
                rows.append(_logged(key, day, activity, tier, reference, minutes))
            if hours and dice.random() < 0.5:
                rows.append(_logged(key, day, Activity.administration, None, "", round(dice.uniform(8, 25))))
    return rows


def make_interruptions(dice: Random) -> list[Row]:
    """More rows of time_log.csv: what concerns and bring-forwards took of the same people in the same weeks."""
    people = {row["key"]: row for row in read_rows("people")}
    rows: list[Row] = []
    for key in LOGGING:
        pattern = [float(hours) for hours in people[key]["pattern"].split(";")]
        for number in range(7 * WEEKS_LOGGED):
            day = ANCHOR - timedelta(days=7 * WEEKS_LOGGED - number)
            if day.weekday() < 5 and pattern[day.weekday()] and dice.random() < 0.25:
                activity = dice.choice((Activity.concern, Activity.concern, Activity.bring_forward))
                minutes = dice.choice((15, 20, 30, 45) if activity is Activity.concern else (60, 90, 120))
                rows.append(_logged(key, day, activity, None, "", minutes))
    return rows


def _logged(key: str, day: date, activity: Activity, tier: Tier | None, reference: str, minutes: int) -> Row:
    return {
        "person": key,
        "day": day.isoformat(),
        "activity": activity.value,
        "tier": tier.value if tier else "",
        "case": reference,
        "minutes": str(minutes),
    }
