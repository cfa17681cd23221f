"""offices.csv, people.csv, officers.csv and cover.csv into the database."""

from sqlmodel import Session, select

from workload.exchange.csv_table import (
    Column,
    CsvTable,
    number,
    optional_text,
    quarter_hours,
    text,
    whole_number,
    words,
    yes_no,
)
from workload.exchange.import_known import Known, Tally, word_of
from workload.tables.people import CommunityServed, CoverOption, Person
from workload.tables.places import Office
from workload.vocabulary import CoverMode, PersonKind

MOST_HOURS_A_DAY = 24


def five_days(cell: str) -> tuple[float, ...]:
    """Hours on Monday to Friday, separated by semicolons."""
    parts = [part.strip() for part in cell.split(";")]
    if len(parts) != 5:
        raise ValueError(f"'{cell}' needs five numbers, the hours on Monday to Friday, separated by ';'")
    hours = tuple(quarter_hours(part) for part in parts)
    if max(hours) > MOST_HOURS_A_DAY:
        raise ValueError(f"'{cell}' has a day of more than {MOST_HOURS_A_DAY} hours")
    return hours


def _worked_out(name: str) -> Column:
    """A column of an export that we work out ourselves and do not read back."""
    return Column(name, optional_text, required=False, default="")


OFFICES = (
    Column("office_id", text),
    _worked_out("region"),
    Column("min_hours", quarter_hours),
    Column("urgent_share", number(at_least=0, at_most=1)),
)
PEOPLE = (
    Column("person_id", text),
    _worked_out("office_id"),
    Column("kind", word_of(PersonKind), required=False),
    Column("pattern", five_days),
    _worked_out("own_hours"),
    _worked_out("own_hours_delivery"),
    _worked_out("service_years"),
    _worked_out("qualified"),
    Column("max_cover_days", whole_number()),
    Column("past_cover_days", whole_number(), required=False),
)
OFFICERS = (
    Column("officer_id", text),
    _worked_out("home"),
    _worked_out("region"),
    _worked_out("kind"),
    Column("communities", words),
    Column("languages", words),
    Column("icm", yes_no),
    _worked_out("capacity_hours"),
)
COVER = (
    Column("person_id", text),
    Column("office_id", text),
    Column("mode", word_of(CoverMode)),
    Column("travel_hours", quarter_hours),
)


def store_offices(session: Session, table: CsvTable, known: Known) -> Tally:
    changed = 0
    for row in table.rows():
        office = session.get_one(Office, row["office_id"])
        if (office.min_hours, office.urgent_share) != (row["min_hours"], row["urgent_share"]):
            office.min_hours, office.urgent_share = row["min_hours"], row["urgent_share"]
            changed += 1
    return Tally(0, changed, len(table) - changed)


def store_people(session: Session, table: CsvTable, known: Known) -> Tally:
    changed = 0
    for row in table.rows():
        person = session.get_one(Person, known.people[row["person_id"]])
        past = person.past_cover_days if row["past_cover_days"] is None else row["past_cover_days"]
        wanted = (row["pattern"], row["max_cover_days"], past)
        if (person.pattern, person.max_cover_days, person.past_cover_days) != wanted:
            (
                person.monday_hours, person.tuesday_hours, person.wednesday_hours, person.thursday_hours,
                person.friday_hours,
            ) = row["pattern"]  # fmt: skip
            person.max_cover_days, person.past_cover_days = row["max_cover_days"], past
            changed += 1
    return Tally(0, changed, len(table) - changed)


def store_officers(session: Session, table: CsvTable, known: Known) -> Tally:
    served: dict[int, dict[str, CommunityServed]] = {}
    for link in session.exec(select(CommunityServed)):
        served.setdefault(link.person_id, {})[link.community_id] = link
    changed = 0
    for row in table.rows():
        number_ = known.people[row["officer_id"]]
        person, links = session.get_one(Person, number_), served.get(number_, {})
        communities = set(row["communities"])
        same = set(links) == communities and set(person.languages) == set(row["languages"])
        if same and person.icm == row["icm"]:
            continue
        if set(person.languages) != set(row["languages"]):
            person.languages = list(row["languages"])
        person.icm = row["icm"]
        for community in set(links) - communities:
            session.delete(links[community])
        session.add_all(CommunityServed(person_id=number_, community_id=c) for c in sorted(communities - set(links)))
        changed += 1
    return Tally(0, changed, len(table) - changed)


def store_cover(session: Session, table: CsvTable, known: Known) -> Tally:
    added = changed = 0
    for row in table.rows():
        key = (known.people[row["person_id"]], row["office_id"], CoverMode(row["mode"]))
        option = session.get(CoverOption, key)
        if option is None:
            session.add(CoverOption(person_id=key[0], office_id=key[1], mode=key[2], travel_hours=row["travel_hours"]))
            added += 1
        elif option.travel_hours != row["travel_hours"]:
            option.travel_hours = row["travel_hours"]
            changed += 1
    return Tally(added, changed, len(table) - added - changed)
