"""The private calendar: whole days, «away» and no more, one address that can be taken back."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from flask.testing import FlaskClient
from icalendar import Calendar
from icalendar.cal import Event
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.leave.cast import words
from workload.tables.leave import CalendarFeed, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import LeaveStatus

SignIn = Callable[[str], FlaskClient]


def address(client: FlaskClient, **ticked: str) -> str:
    page = client.post("/leave/calendar-address", data=ticked)
    found = re.search(r"http://localhost(/leave/calendar/[\w-]+\.ics)", page.get_data(as_text=True))
    assert found, words(page)
    return found.group(1)


def events(client: FlaskClient, path: str) -> dict[str, Event]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    calendar = Calendar.from_ical(answer.get_data())
    return {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def granted(session: Session, given_name: str, first: date, last: date) -> LeaveRequest:
    one = session.exec(select(Person).where(Person.given_name == given_name)).one()
    row = LeaveRequest(person_id=one.id, kind="annual", first_day=first, last_day=last, hours=37.5, status="granted")
    row.note = "Surgery in Edmonton"
    session.add(row)
    session.commit()
    return row


def test_a_calendar_reads_whole_days_and_no_reason(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    row = granted(session, "Céline", date(2027, 7, 5), date(2027, 7, 16))
    path = address(sign_in("celine"))
    one = events(client, path)[f"leave-{row.id}@fairload"]
    assert one["DTSTART"].dt == date(2027, 7, 5)
    assert one["DTEND"].dt == date(2027, 7, 17)
    assert one["DTSTART"].params["VALUE"] == "DATE"
    assert (one["SUMMARY"], one["STATUS"], one["SEQUENCE"]) == ("Away", "CONFIRMED", 0)
    file = client.get(path).get_data(as_text=True)
    for private in ("Surgery", "annual", "Rabesc"):
        assert private not in file
    uncovered = [uid for uid in events(client, path) if not uid.startswith("leave-")]
    assert uncovered == []


def test_cancelled_leave_stays_as_cancelled_with_a_higher_number(
    sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    row = granted(session, "Céline", date(2027, 7, 5), date(2027, 7, 16))
    path = address(sign_in("celine"))
    before = events(client, path)[f"leave-{row.id}@fairload"]
    row.status, row.version = LeaveStatus.cancelled, row.version + 1
    session.commit()
    after = events(client, path)[f"leave-{row.id}@fairload"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_what_nobody_granted_is_not_in_the_calendar(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one()
    asked = session.exec(
        select(LeaveRequest).where(LeaveRequest.person_id == celine, LeaveRequest.status == LeaveStatus.asked)
    ).all()
    assert asked
    shown = events(client, address(sign_in("celine")))
    assert not {f"leave-{row.id}@fairload" for row in asked} & shown.keys()


def test_cover_given_is_shown_only_when_chosen(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    joseph = session.exec(select(Person).where(Person.given_name == "Joseph")).one()
    absent = granted(session, "Céline", date(2027, 7, 5), date(2027, 7, 9))
    for n in range(3):
        day = absent.first_day + timedelta(days=n)
        session.add(
            ReliefCover(
                request_id=absent.id,
                person_id=joseph.id,
                office_id="whati",
                day=day,
                mode="remote",
                hours=3,
                status="agreed",
            )
        )
    session.commit()
    without = events(client, address(sign_in("joseph")))
    assert not [uid for uid in without if uid.startswith("cover-")]
    with_cover = events(client, address(sign_in("joseph"), with_cover="y"))
    one = with_cover[f"cover-{absent.id}-2027-07-05@fairload"]
    assert one["SUMMARY"] == "Covering Whatì"
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2027, 7, 5), date(2027, 7, 8))


def test_an_address_ends_when_taken_back_or_made_anew(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    celine = sign_in("celine")
    first = address(celine)
    second = address(celine)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    person = session.exec(select(Person).where(Person.given_name == "Céline")).one()
    person.works_until = MONDAY - timedelta(days=1)
    session.commit()
    assert client.get(second).status_code == 404  # whoever left needs no calendar
    person.works_until = None
    session.commit()
    said = celine.post("/leave/calendar-address/end", follow_redirects=True)
    assert "The address is taken back" in words(said)
    assert client.get(second).status_code == 404


def test_the_database_keeps_no_secret(sign_in: SignIn, session: Session) -> None:
    secret = address(sign_in("celine")).rsplit("/", 1)[1].removesuffix(".ics")
    feed = session.exec(select(CalendarFeed)).one()
    assert secret not in feed.token_hash
    assert len(feed.token_hash) == 64
    assert secret not in words(sign_in("celine").get("/leave/calendar-address"))
