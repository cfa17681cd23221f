"""Rounds of the pulse: opened by the clock, answered once by each officer, and only ever counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult
from sqlmodel import Session, col, func, select, update

from workload.estimates.pulse import OPEN_DAYS, Wave, questions_of, second_monday
from workload.records.officers import OFFICER_KINDS, people
from workload.tables.pulse import PulseAsked, PulseCount, PulseRound
from workload.vocabulary import HowOften, PulseQuestion

Answers = Mapping[PulseQuestion, HowOften]
APART = timedelta(days=21)


def open_round(session: Session, today: date) -> PulseRound | None:
    """Open the month's round from its second Monday on, with a counter at nought for every answer there can be; None
    when it is not time yet, or a round was opened in the past three weeks."""
    last = session.exec(select(func.max(PulseRound.opened_on))).one()
    if today < second_monday(today) or (last is not None and last > today - APART):
        return None
    ids = [one.id or 0 for one in people(session, today, kinds=OFFICER_KINDS)]
    return add_round(session, opened_on=today, questions=questions_of(today), asked=len(ids), person_ids=ids)


def add_round(
    session: Session,
    *,
    opened_on: date,
    questions: Iterable[PulseQuestion],
    asked: int,
    person_ids: Iterable[int] = (),
) -> PulseRound:
    """A round with its counters, and the people who may still answer it."""
    row = PulseRound(
        opened_on=opened_on,
        closes_on=opened_on + timedelta(days=OPEN_DAYS - 1),
        questions=[one.value for one in questions],
        asked=asked,
    )
    session.add(row)
    session.flush()
    for question in row.questions:
        for answer in HowOften:
            session.add(PulseCount(round_id=row.id or 0, question=PulseQuestion(question), answer=answer))
    session.add_all(PulseAsked(round_id=row.id or 0, person_id=number) for number in sorted(person_ids))
    session.flush()
    return row


def round_now(session: Session, today: date) -> PulseRound | None:
    """The round that is open today."""
    query = select(PulseRound).where(col(PulseRound.opened_on) <= today, col(PulseRound.closes_on) >= today)
    return session.exec(query.order_by(col(PulseRound.opened_on).desc())).first()


def may_answer(session: Session, round_id: int, person_id: int) -> bool:
    """Whether this person is asked in this round and has not answered."""
    row = session.get(PulseAsked, (round_id, person_id))
    return row is not None and not row.answered


def note_answered(session: Session, round_id: int, person_id: int) -> bool:
    """Note that this person has answered, and nothing of what. False when they may not, or did so before."""
    statement = (
        update(PulseAsked)
        .where(col(PulseAsked.round_id) == round_id, col(PulseAsked.person_id) == person_id, ~col(PulseAsked.answered))
        .values(answered=True)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def count_answers(session: Session, round_id: int, batch: Iterable[Answers]) -> int:
    """Add the answers of several people to the counters, all at once and in the order of the questions; how many
    counters changed."""
    totals = Counter((question, answer) for answers in batch for question, answer in answers.items())
    changed = 0
    for (question, answer), number in sorted(totals.items()):
        statement = (
            update(PulseCount)
            .where(
                col(PulseCount.round_id) == round_id,
                col(PulseCount.question) == question,
                col(PulseCount.answer) == answer,
            )
            .values(people=col(PulseCount.people) + number)
        )
        changed += cast("CursorResult[Any]", session.execute(statement)).rowcount
    return changed


def closed_waves(session: Session, today: date) -> list[tuple[PulseRound, Wave]]:
    """The rounds that have ended, the oldest first, as they were counted."""
    counts: dict[int, dict[PulseQuestion, dict[HowOften, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in session.exec(select(PulseCount)):
        counts[row.round_id][row.question][row.answer] = row.people
    rounds = session.exec(
        select(PulseRound).where(col(PulseRound.closes_on) < today).order_by(col(PulseRound.opened_on))
    )
    return [(row, Wave(row.opened_on, row.closes_on, row.asked, counts[row.id or 0])) for row in rounds]
