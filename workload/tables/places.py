"""Regions, offices and communities."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, word_type
from workload.vocabulary import OfficeKind


class Region(SQLModel, table=True):
    """A region of the department, supervised from one regional service centre."""

    __tablename__ = "region"

    id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=80)
    position: int = 0  # from north to south, the order people know


class Office(SQLModel, table=True):
    """A regional or community service centre.

    `min_hours` are the cover hours that make a day served; `urgent_share` is the share of an absent person's due
    hours that cannot wait.
    """

    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("min_hours >= 0", name="min_hours"),
        CheckConstraint("urgent_share >= 0 AND urgent_share <= 1", name="urgent_share"),
    )

    id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=80)
    region_id: str = Field(foreign_key="region.id", index=True)
    kind: OfficeKind = Field(sa_type=word_type(OfficeKind))
    position: int = 0
    min_hours: float = 3.0
    urgent_share: float = 0.4
    has_admin_support: bool = False


class Community(SQLModel, table=True):
    """A community, the office that serves it, and its languages (codes, most spoken first)."""

    __tablename__ = "community"

    id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=80)
    office_id: str = Field(foreign_key="office.id", index=True)
    statistics_region: str = Field(max_length=80)
    population: int
    fly_in: bool = False
    single_window: bool = False
    languages: list[str] = json_list()
