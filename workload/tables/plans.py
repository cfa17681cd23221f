"""Plans that wait for the solver, what it answered, and the moves it proposes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now, word_type
from workload.vocabulary import MoveGround, MoveState, PlanKind, PlanStatus


class Plan(SQLModel, table=True):
    """A question for the solver. The table is the queue: a clock process claims waiting rows.

    `answer` holds what the solver said, `inputs_hash` what it was told, so that an old answer can be recognised.
    """

    __tablename__ = "plan"

    id: int | None = Field(default=None, primary_key=True)
    kind: PlanKind = Field(sa_type=word_type(PlanKind))
    status: PlanStatus = Field(default=PlanStatus.waiting, sa_type=word_type(PlanStatus), index=True)
    region_id: str | None = Field(default=None, foreign_key="region.id", index=True)
    request_id: int | None = Field(default=None, foreign_key="leave_request.id", index=True)
    asked_at: datetime = Field(default_factory=now)
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    claimed_at: datetime | None = None
    claimed_by: str = Field(default="", max_length=120)
    attempts: int = 0
    progress: float = 0.0
    progress_note: str = Field(default="", max_length=200)
    answered_at: datetime | None = None
    answer: dict[str, Any] = json_object()
    inputs_hash: str = Field(default="", max_length=64)
    based_on: int | None = Field(default=None, foreign_key="plan.id")  # only what changed since is worked out anew
    error: str = Field(default="", max_length=600)


class PlannedMove(SQLModel, table=True):
    """A case that a plan would give to another officer.

    `point` 0 is the recommended plan, the others are its alternatives on the curve. An accepted move takes effect on
    `effective_on`; until the end of `discuss_until` the two officers can object. Where the manager chose another
    officer than the plan, `proposed_id` is the plan's, with the manager's ground.
    """

    __tablename__ = "planned_move"
    __table_args__ = (UniqueConstraint("plan_id", "point", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    point: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    case_id: int = Field(foreign_key="case.id", index=True)
    from_id: int | None = Field(default=None, foreign_key="person.id")
    to_id: int = Field(foreign_key="person.id")
    hours: float
    weight: float
    reason: dict[str, Any] = json_object()
    state: MoveState = Field(default=MoveState.proposed, sa_type=word_type(MoveState))
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    discuss_until: date | None = None
    effective_on: date | None = Field(default=None, index=True)
    proposed_id: int | None = Field(default=None, foreign_key="person.id")
    ground: MoveGround | None = Field(default=None, sa_type=word_type(MoveGround))
    note: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})


class PinnedCase(SQLModel, table=True):
    """A case that plans must leave with its officer, and why."""

    __tablename__ = "pinned_case"

    case_id: int = Field(foreign_key="case.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    ground: MoveGround | None = Field(default=None, sa_type=word_type(MoveGround))
    reason: str = Field(default="", max_length=300)
    pinned_at: datetime = Field(default_factory=now)
    pinned_by: int | None = Field(default=None, foreign_key="person.id")
