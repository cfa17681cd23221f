"""The files from which an empty database can be filled: one for each table of what is known before work begins.

Their columns are those of the tables, with codes instead of row numbers: a person is P007, leave R003, a case its
reference. They hold names of staff and are written on request only (`fairload export DIR --whole`). Why somebody asked
for leave, words of concerns and thanks, private signals, passwords and the audit trail are in none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Float, Integer, String, Table
from sqlalchemy import Column as TableColumn
from sqlmodel import SQLModel

from workload import codes
from workload.exchange.csv_table import Column, Parse, day, number, words, yes_no
from workload.exchange.import_known import word_of
from workload.tables.calendar import CalendarDay, ServiceStandard
from workload.tables.caseloads import CaseDate, ExcludedOfficer, NewcomerShare
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.leave import AccrualRate, CarryOver, LeaveChange, LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import CommunityServed, CoverOption, Person, Post
from workload.tables.places import Community, Office, Region
from workload.tables.plans import PinnedCase
from workload.tables.scenarios import ProgramChange
from workload.tables.workload_model import ActivityStandard, OfficeFactor


@dataclass(frozen=True)
class WholeTable:
    """A file and its table. `key`: the columns by which a row is known again; without them the file is taken in only
    while its table is empty, because its rows are decided in the service. `own` is what the row's number is called in
    the file; without it the number is left out. `leave_out` are columns that never leave the database."""

    file: str
    model: type[SQLModel]
    key: tuple[str, ...] = ()
    own: str = ""
    leave_out: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        found: Table = self.model.__table__  # type: ignore[attr-defined]
        return found

    def columns(self) -> list[TableColumn[Any]]:
        """The table's columns that stand in the file, in the order of the table."""
        hidden = {*self.leave_out, *([] if self.own else ["id"])}
        return [column for column in self.table.columns if column.name not in hidden]

    def head(self, column: TableColumn[Any]) -> str:
        """What a column is called in the file."""
        return self.own if column.name == "id" else column.name

    def header(self) -> tuple[str, ...]:
        return tuple(self.head(column) for column in self.columns())


WHOLE = (
    WholeTable("regions.csv", Region, ("region_id",), "region_id"),
    WholeTable("places.csv", Office, ("office_id",), "office_id"),
    WholeTable("communities.csv", Community, ("community_id",), "community_id"),
    WholeTable("staff.csv", Person, ("person_id",), "person_id", leave_out=("sort_name",)),
    WholeTable("posts.csv", Post, ("post_id",), "post_id"),
    WholeTable("served.csv", CommunityServed, ("person_id", "community_id")),
    WholeTable("cover_ways.csv", CoverOption, ("person_id", "office_id", "mode")),
    WholeTable("days.csv", CalendarDay, ("day", "kind", "office_id"), leave_out=("entered_at",)),
    WholeTable("promises.csv", ServiceStandard, ("name", "valid_from")),
    WholeTable("activities.csv", ActivityStandard, ("activity", "tier", "valid_from")),
    WholeTable("factors.csv", OfficeFactor, ("office_id", "reason", "valid_from")),
    WholeTable("newcomers.csv", NewcomerShare, ("month", "valid_from")),
    WholeTable("rates.csv", AccrualRate, ("kind", "years_from", "valid_from")),
    WholeTable("program_changes.csv", ProgramChange, ("name", "go_live"), leave_out=("entered_at",)),
    WholeTable("case_list.csv", Case, ("reference",)),
    WholeTable("declared.csv", ConflictOfInterest, ("case_id", "person_id")),
    WholeTable("excluded.csv", ExcludedOfficer, leave_out=("note", "excluded_at")),
    WholeTable("pinned.csv", PinnedCase, leave_out=("reason", "pinned_at")),
    WholeTable("coming.csv", CaseDate, ("case_id", "kind", "day", "what")),
    WholeTable("leave.csv", LeaveRequest, own="request_id", leave_out=("note", "decision_reason")),
    WholeTable("leave_ledger.csv", LeaveEntry, leave_out=("entered_at",)),
    WholeTable("leave_changes.csv", LeaveChange, leave_out=("reason", "at")),
    WholeTable("carry_over.csv", CarryOver, ("person_id", "fiscal_year")),
    WholeTable("cover_days.csv", ReliefCover, leave_out=("reason",)),
)
"""In the order in which they can be stored."""


# --- a value as a cell, and a cell as a value ----------------------------------------------------


def cell_of(column: TableColumn[Any], value: Any, references: Mapping[int, str]) -> str:
    """A stored value as it stands in the file. `references` are the references of cases by number."""
    if value is None:
        return ""
    target = _target(column)
    if target == "person":
        return codes.person_code(value)
    if target == "leave_request":
        return codes.request_code(value)
    if target == "case":
        return references[value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dict):
        return ";".join(f"{name}:{'yes' if known else 'no'}" for name, known in value.items() if known is not None)
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def column_of(whole: WholeTable, column: TableColumn[Any]) -> Column:
    """How the file's column is read. What the table can fill by itself may be left out or blank."""
    fills_itself = column.nullable or column.default is not None or column.server_default is not None
    by_default = whole.model.model_fields[column.name].is_required() is False
    needed = whole.head(column) in whole.key or not (fills_itself or by_default)
    parse = _parse(column)
    blank_is_a_value = isinstance(kind_of(column), JSON | String) and not isinstance(kind_of(column), Enum)
    may_be_blank = column.nullable or not (needed or blank_is_a_value)
    return Column(whole.head(column), _or_none(parse) if may_be_blank else parse, required=needed)


def _target(column: TableColumn[Any]) -> str:
    """The table whose row the column names; that of its own row number too."""
    if column.foreign_keys:
        return next(iter(column.foreign_keys)).column.table.name
    return column.table.name if column.name == "id" else ""


def kind_of(column: TableColumn[Any]) -> Any:
    """The type behind SQLModel's own for texts and moments."""
    return getattr(column.type, "impl_instance", column.type)


def _parse(column: TableColumn[Any]) -> Parse:
    target = _target(column)
    if target == "person":
        return codes.person_id
    if target == "leave_request":
        return codes.request_id
    if target == "case":
        return str
    kind = kind_of(column)
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return _member(kind.enum_class)
    if isinstance(kind, Boolean):
        return yes_no
    if isinstance(kind, Integer):
        return _whole
    if isinstance(kind, Float):
        return number()
    if isinstance(kind, DateTime):
        return _moment_with_zone
    if isinstance(kind, Date):
        return day
    if isinstance(kind, JSON):
        return _answers if column.name == "drivers" else lambda cell: list(words(cell))
    return _text_of(getattr(kind, "length", None), blank=column.default is not None)


def _or_none(parse: Parse) -> Parse:
    return lambda cell: parse(cell) if cell else None


def _member(kind: Any) -> Parse:
    check: Callable[[str], Any] = word_of(kind)
    return lambda cell: kind(check(cell))


def _whole(cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise ValueError(f"'{cell}' is not a whole number") from None


def _moment_with_zone(cell: str) -> datetime:
    try:
        moment = datetime.fromisoformat(cell)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    except ValueError:
        raise ValueError(f"'{cell}' is not a moment like 2026-04-02T09:30:00+00:00") from None


def _answers(cell: str) -> dict[str, bool]:
    """`interpreter:yes;power_arrears:no`; what is not named is not known."""
    found = {}
    for part in words(cell):
        name, _sign, answer = part.partition(":")
        if answer not in ("yes", "no"):
            raise ValueError(f"'{part}' is not an answer like interpreter:yes")
        found[name] = answer == "yes"
    return found


def _text_of(longest: int | None, *, blank: bool) -> Parse:
    def parse(cell: str) -> str:
        if not cell and not blank:
            raise ValueError("is blank; a value is needed")
        if longest is not None and len(cell) > longest:
            raise ValueError(f"has {len(cell)} characters; at most {longest} can be kept")
        return cell

    return parse
