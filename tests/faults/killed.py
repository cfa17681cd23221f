"""`python -m tests.faults.killed 100`: web and clock killed in turn while people write and plans are solved.

On SQLite and on PostgreSQL: whatever was acknowledged is there afterwards, once; no plan is there by half; what is
stored is sound.
"""

import random
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

import httpx
from sqlmodel import Session, col, func, select

from tests.faults.processes import Installation, Visitor, installation, kill, until
from workload.codes import person_code
from workload.records.api_tokens import make_token
from workload.records.soundness import unsound
from workload.tables.accounts import Account
from workload.tables.audit import AuditEntry
from workload.tables.base import now
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest
from workload.tables.plans import Plan, PlannedMove
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import ApiScope, LeaveStatus, PlanKind, PlanStatus

MONDAY = date(2026, 11, 16)
LEAST_MINUTES = 1000  # nothing of the demonstration takes so long
LINES = 3  # of one request of the program: all of them or none
OFFICERS = ("celine", "amira")
FEW = 5
LONGEST_WAIT = 6.0  # seconds before a kill, so that everybody who writes is met in the midst of it


class Writers:
    """People and a program that write all the time; what was acknowledged is kept to be compared."""

    def __init__(self, place: Installation) -> None:
        self.place = place
        self.stop = threading.Event()
        self.concerns: list[str] = []
        self.time_lines: list[int] = []
        self.leave: dict[int, tuple[LeaveStatus, ...]] = {}  # what it may be: sent and not answered, either
        self.broken = 0  # requests whose answer was lost with the process
        self.failed: list[str] = []
        with place.session() as session:
            scopes = [ApiScope.time_write]
            self.secret = make_token(session, name="x", scopes=scopes, expires_on=date(2099, 1, 1), by=None)[1]
            session.commit()
            rows = session.exec(select(Account.username, Account.person_id).where(col(Account.username).in_(OFFICERS)))
            self.people = dict(rows.all())
            asked = select(LeaveRequest.id).where(LeaveRequest.status == LeaveStatus.asked)
            self.seeded = set(session.exec(asked))  # asked by nobody here: the trail knows nothing of it
        jobs: list[Callable[[], None]] = [self.tell_us, self.log_time, self.ask_plans]
        jobs += [partial(self.ask_for_leave, name) for name in OFFICERS]
        self.threads = [threading.Thread(target=self.keep_on, args=(job,)) for job in jobs]
        for thread in self.threads:
            thread.start()

    def keep_on(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:
            self.failed.append(repr(error))

    @property
    def acknowledged(self) -> int:
        return len(self.concerns) + len(self.time_lines) + len(self.leave)

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
        assert not self.failed, self.failed

    def again(self, send: Callable[[], httpx.Response]) -> httpx.Response | None:
        """Send until somebody answers, as a person presses the button again; None when it is time to stop."""
        while not self.stop.is_set():
            try:
                answer = send()
                assert answer.status_code < 500, answer.text
                return answer
            except httpx.TransportError as broken:
                self.broken += not isinstance(broken, httpx.ConnectError)
                time.sleep(0.1)
        return None

    def tell_us(self) -> None:
        visitor = Visitor(self.place.url)
        while not self.stop.is_set():
            told = {"what_happened": f"Told {uuid.uuid4().hex}", "naming": "anonymous", "form_key": uuid.uuid4().hex}
            answer = self.again(partial(visitor.send, "/tell-us/form", told))
            if answer is not None and answer.status_code == 200:
                self.concerns.append(told["what_happened"])
            time.sleep(0.3)  # a line may send thirty an hour to one process

    def log_time(self) -> None:
        program = httpx.Client(timeout=40)
        for number in range(100_000):
            if self.stop.is_set():
                return
            headers = {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": f"send-{number}"}
            body = {"lines": [line_of(number, person) for person in range(1, LINES + 1)]}
            send = partial(program.post, f"{self.place.url}/api/v1/time-log", json=body, headers=headers)
            answer = self.again(send)
            time.sleep(0.2)
            if answer is not None:
                assert answer.status_code == 201, answer.text
                self.time_lines.append(number)

    def signed_in(self, username: str) -> Visitor | None:
        """In a new window for every try: one whose answer was lost may be signed in already."""
        while not self.stop.is_set():
            with suppress(httpx.TransportError):
                return Visitor(self.place.url).signed_in(username)
            time.sleep(0.1)
        return None

    def ask_for_leave(self, username: str) -> None:
        """Ask for a day, take it back, ask for the next."""
        visitor = self.signed_in(username)
        if visitor is None:
            return
        for number in range(100_000):
            day = (MONDAY + timedelta(days=49 + 7 * (number % 5))).isoformat()
            asked = {"first_day": day, "last_day": day, "part": "whole"}
            self.again(partial(visitor.send, "/leave/ask", asked))
            if self.stop.is_set():
                return
            for request in self.asked_by(username):  # also one whose answer was lost with the line
                self.leave[request] = (LeaveStatus.asked, LeaveStatus.withdrawn)
                path = f"/leave/requests/{request}/withdraw"
                answer = self.again(partial(visitor.send, path, {}, page="/leave/ask"))
                if answer is not None and answer.status_code == 303:
                    self.leave[request] = (LeaveStatus.withdrawn,)

    def asked_by(self, username: str) -> list[int]:
        with self.place.session() as session:
            query = select(LeaveRequest.id).where(
                LeaveRequest.person_id == self.people[username], LeaveRequest.status == LeaveStatus.asked
            )
            return [number for number in session.exec(query) if number is not None and number not in self.seeded]

    def ask_plans(self) -> None:
        visitor = self.signed_in("patricia")
        if visitor is None:
            return
        while not self.stop.wait(5.0):
            self.again(lambda: visitor.send("/caseloads/plan/ask", {"region": "sahtu"}, page="/caseloads/plan"))


def mark_of(number: int) -> tuple[date, int]:
    """Day and minutes tell one request's lines from every other's."""
    return MONDAY - timedelta(days=number % 300), LEAST_MINUTES + number // 300


def line_of(number: int, person: int) -> dict[str, str | int]:
    day, minutes = mark_of(number)
    return {"person": person_code(person), "day": day.isoformat(), "activity": "contact", "minutes": minutes}


def losses(session: Session, kept: Writers) -> list[str]:
    """What was acknowledged and is not there, is there twice, or is there by half."""
    found = []
    told = Counter(session.exec(select(Concern.what_happened).where(col(Concern.what_happened).like("Told %"))).all())
    found += [f"concern {text} is there {told[text]} times" for text in kept.concerns if told[text] != 1]
    logged = select(TimeLogEntry).where(TimeLogEntry.minutes >= LEAST_MINUTES)
    lines = Counter((line.day, line.minutes) for line in session.exec(logged))
    missing = [number for number in kept.time_lines if lines[mark_of(number)] != LINES]
    found += [f"lines of request {number}: {lines[mark_of(number)]}" for number in missing]
    found += [f"{count} lines of one request" for count in lines.values() if count != LINES]
    for number, may_be in kept.leave.items():
        row = session.get(LeaveRequest, number)
        if row is None or row.status not in may_be:
            found.append(f"leave request {number} is {row and row.status}, not {may_be}")
    asked = Counter(session.exec(select(AuditEntry.subject_id).where(AuditEntry.action == "leave_asked")).all())
    plans = Counter(session.exec(select(Plan.request_id)).all())
    for number in kept.leave:
        if asked[str(number)] != 1 or not plans[number]:
            found.append(f"leave request {number}: {asked[str(number)]} lines in the trail, {plans[number]} plans")
    return found + half_plans(session)


def half_plans(session: Session) -> list[str]:
    """Plans with an answer and without all its moves, or with moves and no answer."""
    found = []
    query = select(PlannedMove.plan_id, PlannedMove.point, func.count())
    moves = {
        (plan, point): count
        for plan, point, count in session.exec(query.group_by(col(PlannedMove.plan_id), col(PlannedMove.point)))
    }
    for plan in session.exec(select(Plan).where(Plan.kind == PlanKind.caseload)):
        has = {point: count for (number, point), count in moves.items() if number == plan.id}
        new = {has.get(one["point"], 0) - one["moved_cases"] for one in plan.answer.get("curve", ())}
        if (not plan.answer and has) or len(new) > 1 or any(extra < 0 for extra in new):
            found.append(f"plan {plan.id} is there by half: {has}")
    unanswered = select(Plan.id).where(Plan.status == PlanStatus.ready, col(Plan.answered_at).is_(None))
    return found + [f"plan {number} is ready without an answer" for number in session.exec(unanswered)]


def plans(place: Installation, *states: PlanStatus) -> int:
    """How many plans are in one of these states."""
    with place.session() as session:
        return session.exec(select(func.count()).select_from(Plan).where(col(Plan.status).in_(states))).one()


def kill_web(place: Installation) -> int:
    """The web killed once while people write; how many writes it had acknowledged. AssertionError names a lost one."""
    web = place.web()
    writers = Writers(place)
    try:
        assert until(lambda: writers.acknowledged >= FEW, seconds=120), "nobody could write"
        kill(web)
    finally:
        writers.end()
    with place.session() as session:
        lost = losses(session, writers) + unsound(session, at=now())
    assert not lost, lost
    return writers.acknowledged


def tried(place: Installation, kills: int, *, seed: int = 1) -> dict[str, int | str]:
    """Kill web and clock in turn, `kills` times in all; counts. AssertionError names what was lost."""
    chance, began = random.Random(seed), time.monotonic()
    web, clock, in_solve = place.web(), place.clock(), 0
    writers = Writers(place)
    try:
        for number in range(kills):
            assert not writers.failed, writers.failed
            before = writers.acknowledged
            until(lambda before=before: writers.acknowledged > before, 20)  # type: ignore[misc]
            if number % 2:
                in_solve += until(lambda: plans(place, PlanStatus.solving) > 0, 10, pause=0.2)
            time.sleep(chance.uniform(0.0, LONGEST_WAIT))
            if number % 2:
                kill(clock)
                clock = place.clock()
            else:
                kill(web)
                web = place.web()
        time.sleep(1.0)
    finally:
        writers.end()
    while left := plans(place, PlanStatus.waiting, PlanStatus.solving):
        moved = until(lambda left=left: plans(place, PlanStatus.waiting, PlanStatus.solving) != left, 300, pause=0.5)  # type: ignore[misc]
        assert moved, f"{left} plans are stuck: {place.said()[-4000:]}"
    kill(clock)
    kill(web)
    with place.session() as session:
        lost = losses(session, writers)
        answered = select(func.count()).select_from(Plan).where(col(Plan.answered_at).is_not(None))
        answered_plans = session.exec(answered.where(Plan.error == "")).one()
    assert not lost, lost
    sound = place.command("check")
    assert sound.returncode == 0, sound.stderr
    return {
        "kills": kills,
        "clock killed in a solve": in_solve,
        "requests broken off": writers.broken,
        "concerns": len(writers.concerns),
        "requests of a program": len(writers.time_lines),
        "leave asked": len(writers.leave),
        "plans answered": answered_plans,
        "plans given up": plans(place, PlanStatus.failed),
        "lost": len(lost),
        "seconds": round(time.monotonic() - began),
    }


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed_of_chance = int(sys.argv[3]) if len(sys.argv) > 3 else 1  # another one for every process that shares the work
    for database in sys.argv[2:3] or ("sqlite", "postgresql"):
        with installation(database) as made:
            print(database, tried(made, count, seed=seed_of_chance), flush=True)
