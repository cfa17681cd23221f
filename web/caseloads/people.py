"""The people of a caseload page: their loads with the words that go with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from scheduler.cover_today import AwayToday, who_answers_today
from web.caseloads.load_words import needs, whole_sentence
from workload.estimates.calendar import open_days
from workload.estimates.load import together
from workload.records.calendar import calendar_facts
from workload.records.loads import OfficerLoad, loads
from workload.records.places import office_names
from workload.vocabulary import Verdict


@dataclass(frozen=True)
class PersonRow:
    """One line: the load, its place and sentence, and who answers while the person is away."""

    load: OfficerLoad
    place: str
    sentence: str
    away: AwayToday | None = None


def months_to_choose(today: date) -> list[date]:
    """This month and the two after it; plans are made for the second."""
    found = [today.replace(day=1)]
    while len(found) < 3:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found


def coming_month(today: date) -> date:
    return months_to_choose(today)[1]


def chosen_month(text: str, today: date, *, otherwise: date) -> date:
    """The month of an address like 2026-12, when it is one of those to choose from."""
    return next((month for month in months_to_choose(today) if f"{month:%Y-%m}" == text), otherwise)


def rows_of_region(session: Session, today: date, month: date, *, region_id: str | None) -> list[PersonRow]:
    """Everybody who may carry cases, and the cases without an officer, from north to south."""
    return as_rows(session, loads(session, today, month, region_id=region_id), today, month)


def as_rows(session: Session, found: list[OfficerLoad], today: date, month: date) -> list[PersonRow]:
    places, away = office_names(session), who_answers_today(session, today)
    return [
        PersonRow(one, places[one.office_id], needs(one.load, month), away.get(one.person_id or 0)) for one in found
    ]


def keep(rows: list[PersonRow], *, office_id: str, verdict: str) -> list[PersonRow]:
    """The rows of one office and one verdict; an empty word keeps all."""
    return [
        row for row in rows if office_id in ("", row.load.office_id) and verdict in ("", row.load.load.verdict.value)
    ]


def verdicts_there(rows: list[PersonRow]) -> list[Verdict]:
    there = {row.load.load.verdict for row in rows}
    return [verdict for verdict in Verdict if verdict in there]


def whole(session: Session, found: Sequence[OfficerLoad], place: str, month: date) -> str:
    """All together in one sentence, cases without an officer included. Empty where there is nobody."""
    if not found:
        return ""
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    days = open_days(month, last, calendar_facts(session, month, last))
    return whole_sentence(place, together([one.load for one in found]), month, len(days))
