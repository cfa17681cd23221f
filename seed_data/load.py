"""Put the demonstration territory into an empty database. See README.md for where each number comes from."""

from datetime import date

from sqlmodel import Session, select

from seed_data.accounts import add_accounts
from seed_data.csv_files import read_rows
from seed_data.load_applications import add_applications
from seed_data.load_bring_forwards import add_bring_forwards
from seed_data.load_calendar import add_calendar, add_community_days
from seed_data.load_cases import add_cases
from seed_data.load_concerns import add_concerns
from seed_data.load_contact_plans import add_contact_plans
from seed_data.load_hours import add_hours
from seed_data.load_leave import add_leave
from seed_data.load_model import add_office_factors, add_standards
from seed_data.load_places import add_people, add_places
from seed_data.load_pulse import add_pulse
from seed_data.load_training import add_training_bookings
from seed_data.load_wellbeing import add_wellbeing
from seed_data.load_year import add_year
from seed_data.shift import Shift
from workload.tables.places import Region


class NotEmpty(Exception):
    """The database holds a territory already; nothing was written."""


def load(session: Session, today: date) -> None:
    """Write the whole territory, told as of the week of `today`. The caller commits.

    Raises NotEmpty when there are regions already.
    """
    if session.exec(select(Region)).first() is not None:
        raise NotEmpty("this database holds a territory already; use an empty one")
    shift = Shift(today)
    add_places(session)
    people = read_rows("people")
    ids = add_people(session, people, shift)
    add_community_days(session, add_calendar(session, today), shift)
    add_standards(session)
    add_office_factors(session)
    add_accounts(session, people, ids)
    cases = add_cases(session, ids, shift)
    add_applications(session, cases, shift)
    add_leave(session, ids, shift)
    add_concerns(session, ids, shift)
    add_bring_forwards(session, ids, shift)
    add_year(session, ids, cases, shift)
    add_wellbeing(session, ids, shift)
    add_contact_plans(session, ids, shift)
    add_hours(session, ids, cases, shift)
    add_pulse(session, shift)
    add_training_bookings(session, ids, shift)
    session.flush()
