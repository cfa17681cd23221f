"""A quarter of concerns on one page: counted as it stands, silent where there are too few, the same at each look."""

from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.concern_workflow import acknowledge, confirm_route, reopen, tell_progress
from tests.fixtures.territory import MONDAY
from tests.web.concerns.told import SignIn, newest, record, step
from tests.web.pages_read import words
from web.concerns.curve import answer_curve
from workload.estimates.concern_measures import ENOUGH, Measure
from workload.estimates.concern_triage import Route
from workload.estimates.time_to_answer import time_to_answer
from workload.estimates.waits import Owner
from workload.records.concern_access import access_of
from workload.records.concern_measures import Evaluation, evaluation
from workload.records.releases import TOTAL
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, ConcernStatus, Handler

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
HERE = "/concerns/quarter?from=2026-07"


def found(session: Session, *, today: date = MONDAY) -> Evaluation:
    return evaluation(session, FIRST, LAST, today, region_ids=None)


def measure(session: Session, key: str) -> Measure:
    return next(one for some in found(session).measures.values() for one in some if one.key == key)


def told_in_july(session: Session, day: date) -> Concern:
    """A concern of one evening with its events, answered by nobody yet."""
    concern = Concern(
        reference=f"TRY-{day}", office_id="whati", opened_on=day, category=ConcernCategory.delay,
        channel=Channel.phone, promised_due=day,
    )  # fmt: skip
    session.add(concern)
    session.flush()
    return concern


def test_open_ones_are_never_in_time(session: Session) -> None:
    before, open_before = measure(session, "in_time"), measure(session, "open").count
    for day, answered in ((1, date(2026, 7, 1)), (2, date(2026, 7, 9)), (3, None)):
        concern = told_in_july(session, date(2026, 7, day))
        if answered:
            concern.answered_on, concern.status = answered, ConcernStatus.answered
    session.flush()
    after = measure(session, "in_time")
    assert (after.count - before.count, (after.of or 0) - (before.of or 0)) == (1, 2)
    assert measure(session, "open").count == open_before + 1


def test_the_first_promise_counts_after_reopening(session: Session) -> None:
    before = measure(session, "in_time")
    closed = session.exec(
        select(Concern)
        .where(Concern.status == ConcernStatus.closed)
        .where(Concern.opened_on >= FIRST, Concern.opened_on <= LAST)
    ).first()
    assert closed is not None
    reopen(session, closed, text="Not settled.", by=None, today=MONDAY)
    session.flush()
    assert measure(session, "in_time") == before
    assert measure(session, "open").count >= 1


def test_who_waits_still_lengthens_the_wait(session: Session) -> None:
    before = found(session).time
    assert before is not None
    told_in_july(session, date(2026, 7, 2))
    after = found(session).time
    assert after is not None
    assert (after.of, after.answered) == (before.of + 1, before.answered)
    assert after.steps[0].open_share > before.steps[0].open_share
    assert found(session).days[Owner.office] > 90, "the days of the open one are the office's until now"


def test_a_silent_week_and_an_owner_are_seen_in_the_events(session: Session) -> None:
    before = measure(session, "told"), measure(session, "owner")
    concern = told_in_july(session, date(2026, 7, 6))
    helen = session.exec(select(Person).where(Person.given_name == "Helen")).one()
    acknowledge(session, concern, owner_id=helen.id or 0, text="We have it.", by=1, today=date(2026, 7, 7))
    tell_progress(session, concern, text="We ask the bank.", by=1, today=date(2026, 7, 14))
    concern.answered_on, concern.status = date(2026, 7, 21), ConcernStatus.answered
    session.flush()
    told, owner = measure(session, "told"), measure(session, "owner")
    assert (told.count - before[0].count, (told.of or 0) - (before[0].of or 0)) == (1, 1), "5 and 5 open days"
    assert owner.count == before[1].count + 1
    concern.answered_on = date(2026, 7, 22)
    session.flush()
    assert measure(session, "told").count == before[0].count, "six open days without a word"


def test_a_second_reader_looks_at_easy_ways(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    number, helen = newest(session).id, sign_in("helen")
    step(helen, number, "route", route="policy", handler="manager", reason="The rule leaves no choice.")
    daniel = sign_in("daniel")
    page = words(daniel.get("/concerns/audit?from=2026-10"))
    assert "From «service» to «a rule or policy»." in page
    assert "The rule leaves no choice." in page
    daniel.post(f"/concerns/{number}/audit", data={"agreed": "no", "from": "2026-10"})
    assert "The second reader does not agree." in words(daniel.get("/concerns/audit?from=2026-10"))
    assert "Nothing to be read again" in words(
        daniel.post(f"/concerns/{number}/audit", data={"agreed": "yes"}, follow_redirects=True)
    )
    assert helen.get("/concerns/audit").status_code == 403


def test_nobody_reads_again_what_they_sent(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern = newest(session)
    daniel = session.exec(select(Person).where(Person.given_name == "Daniel")).one()
    suggested = Route(ConcernRoute.service, Handler.manager, 2)
    confirm_route(
        session, concern, route=ConcernRoute.policy, handler=Handler.headquarters, suggested=suggested, reason="Rule.",
        about_id=None, held=[], by=daniel.id or 0, today=MONDAY,
    )  # fmt: skip
    session.commit()
    client = sign_in("daniel")
    assert "You sent it this way: somebody else reads it." in words(client.get("/concerns/audit?from=2026-10"))
    refused = client.post(f"/concerns/{concern.id}/audit", data={"agreed": "yes"}, follow_redirects=True)
    assert "it was your own" in words(refused)


def test_a_share_of_few_is_not_shown(sign_in: SignIn) -> None:
    page = words(sign_in("daniel").get(HERE))
    assert "Answered by the first promise" in page
    assert "The second stage found otherwise too few to tell" in page
    assert sign_in("celine").get("/concerns/quarter").status_code == 403
    file = sign_in("helen").get(HERE + "&format=csv")
    assert "Answered by the first promise" in file.text
    assert "How we were told" in file.text


def test_who_told_us_stays_as_it_was_released(session: Session, sign_in: SignIn) -> None:
    daniel = sign_in("daniel")
    before = _told_by(daniel)
    for day in range(1, 9):
        told_in_july(session, date(2026, 7, day))
    session.commit()
    assert _told_by(daniel) == before
    listed = words(daniel.get("/concerns/released"))
    assert "concerns 2026-07 all 2026-11 2026-11-16" in listed


def test_a_region_more_tells_nothing_of_the_last_one(session: Session) -> None:
    """Headquarters sees the territory and managers their regions; what would follow for the last one stays hidden."""
    made = [access_of(session, FIRST, MONDAY, last=LAST, region_ids=regions) for regions in (
        None, ["north-slave"], ["south-slave"], ["beaufort-delta"], ["dehcho"], ["sahtu"],
    )]  # fmt: skip
    shown = [one[0].figures["concerns by channel"]["shown"] for one in made if one is not None]
    whole, regions = shown[0], shown[1:]
    for channel, count in whole.items():
        parts = [region[channel] for region in regions]
        if count is not None and channel != TOTAL:
            left = count - sum(part for part in parts if part is not None)
            assert parts.count(None) != 1 or left >= 5
    assert any(count is not None for count in whole.values())


def _told_by(client: FlaskClient) -> str:
    return words(client.get(HERE)).split("Who told us, and how")[1]


def test_the_drawing_says_what_the_table_says(sign_in: SignIn, session: Session) -> None:
    time = found(session).time
    drawn = answer_curve(time, ENOUGH)
    assert time is not None
    assert drawn is not None
    assert drawn.path.count("V") == len(time.steps)
    assert drawn.path.endswith(f"V{98 - 90 * (1 - time.steps[-1].open_share):.1f}H316.0")
    assert drawn.half == 53
    assert (drawn.marks[0], drawn.marks[-1][1]) == ((38.0, 0), time.steps[-1].days)
    page = sign_in("daniel").get(HERE).get_data(as_text=True)
    assert drawn.path in page
    assert "days to the answer, one by one" in page.lower(), "the table stands beside it"
    assert answer_curve(time_to_answer([(2, True)] * 4), ENOUGH) is None
