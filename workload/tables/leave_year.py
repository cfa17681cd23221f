"""Leave through the year: which weeks can be covered, who may lose leave, and the annual round."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import BlockState, GuardVerdict, RoundState, WeekState


class CoverableWeek(SQLModel, table=True):
    """Could this person be away for the whole week that begins on `week` (a Monday)? Computed ahead.

    `days` are the person's working days of the week that are no leave yet. `reason` is a code, `on_day` the day it
    speaks of; both are for the manager, the person sees the state.
    """

    __tablename__ = "coverable_week"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    week: date = Field(primary_key=True)
    state: WeekState = Field(sa_type=word_type(WeekState))
    days: int = 0
    reason: str = Field(default="", max_length=40)
    on_day: date | None = None
    computed_at: datetime = Field(default_factory=now)


class LeaveGuard(SQLModel, table=True):
    """Can this person still take their leave before 31 March? Looked at every week.

    `days_left` is leave that is earned by then and neither asked nor granted, in the person's own working days.
    """

    __tablename__ = "leave_guard"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    fiscal_year: int = Field(primary_key=True)
    days_left: float
    weeks_needed: float
    weeks_left: int
    verdict: GuardVerdict = Field(sa_type=word_type(GuardVerdict))
    looked_on: date


class ReservedBlock(SQLModel, table=True):
    """Leave that is proposed to somebody who may lose it. It becomes a request when the person agrees."""

    __tablename__ = "reserved_block"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first_day: date
    last_day: date
    hours: float
    state: BlockState = Field(default=BlockState.proposed, sa_type=word_type(BlockState), index=True)
    proposed_on: date
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    request_id: int | None = Field(default=None, foreign_key="leave_request.id")


class LeaveRound(SQLModel, table=True):
    """The annual round of a fiscal year (the year it begins): wishes, then a proposed year, then published leave."""

    __tablename__ = "leave_round"
    __table_args__ = (UniqueConstraint("fiscal_year"),)

    id: int | None = Field(default=None, primary_key=True)
    fiscal_year: int
    state: RoundState = Field(default=RoundState.open, sa_type=word_type(RoundState))
    wishes_by: date
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    opened_at: datetime = Field(default_factory=now)
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    published_by: int | None = Field(default=None, foreign_key="person.id")
    published_at: datetime | None = None


class LeaveWish(SQLModel, table=True):
    """Days somebody would like in the year of a round; rank 1 is the dearest."""

    __tablename__ = "leave_wish"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "rank"),
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("rank > 0", name="rank"),
    )

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="leave_round.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    rank: int
    first_day: date
    last_day: date
    entered_at: datetime = Field(default_factory=now)
