"""The activity table, the office factors and the published service standards."""

from datetime import date

from sqlmodel import Session

from seed_data.csv_files import read_rows
from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.newcomer_share import NEWCOMER_SHARES
from workload.tables.calendar import ServiceStandard
from workload.tables.caseloads import NewcomerShare
from workload.tables.workload_model import ActivityStandard, OfficeFactor

IN_FORCE_FROM = date(2020, 1, 1)
STEPS = (
    "Steps of 20 % as in the workload tool of the probation service in England and Wales; four months are our judgement"
)


def add_standards(session: Session) -> None:
    """What every territory can begin with: the activity table, the promises, a newcomer's steps. From real days."""
    for time in ACTIVITY_TIMES:
        session.add(
            ActivityStandard(
                activity=time.activity,
                tier=time.tier,
                frequency=time.frequency,
                minutes=time.minutes,
                source=time.source,
                evidence=time.evidence,
                valid_from=IN_FORCE_FROM,
            )
        )
    for row in read_rows("service_standards"):
        session.add(
            ServiceStandard(
                name=row["name"],
                business_days=int(row["business_days"]),
                starts_when=row["starts_when"],
                source=row["source"],
                valid_from=date.fromisoformat(row["valid_from"]),
            )
        )
    for month, share in NEWCOMER_SHARES.items():
        session.add(NewcomerShare(month=month, share=share, source=STEPS, valid_from=IN_FORCE_FROM))
    session.flush()


def add_office_factors(session: Session) -> None:
    """Those of the demonstration."""
    for row in read_rows("office_factors"):
        session.add(
            OfficeFactor(
                office_id=row["office_id"],
                reason=row["reason"],
                multiplier=float(row["multiplier"]),
                source=row["source"],
                valid_from=IN_FORCE_FROM,
            )
        )
    session.flush()
