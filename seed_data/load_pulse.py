"""The pulse of a year: its rounds and their counters."""

from collections import defaultdict

from sqlmodel import Session

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.records.officers import OFFICER_KINDS, people
from workload.records.pulse import add_round
from workload.tables.pulse import PulseCount
from workload.vocabulary import HowOften, PulseQuestion


def add_pulse(session: Session, shift: Shift) -> None:
    rounds: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows("pulse"):
        rounds[row["opened_on"]].append(row)
    for opened, rows in rounds.items():
        questions = [PulseQuestion(row["question"]) for row in rows]
        last = opened == max(rounds)  # open still: whoever is there today may answer
        made = add_round(
            session, opened_on=shift.day(opened), questions=questions, asked=int(rows[0]["asked"]),
            person_ids=[one.id or 0 for one in people(session, shift.today, kinds=OFFICER_KINDS)] if last else (),
        )  # fmt: skip
        for row, question in zip(rows, questions, strict=True):
            for answer in HowOften:
                session.get_one(PulseCount, (made.id, question, answer)).people = int(row[answer.value])
    session.flush()
