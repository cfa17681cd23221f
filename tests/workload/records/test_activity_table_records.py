"""The activity table and the office factors by the day on which they hold."""

from datetime import date

import pytest
from sqlmodel import Session

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.records.activity_table import activity_times, office_multipliers
from workload.tables.workload_model import ActivityStandard, OfficeFactor
from workload.vocabulary import Activity, Evidence, Tier

TODAY = date(2026, 11, 16)


def test_the_seed_holds_the_table_of_the_estimates(session: Session) -> None:
    assert set(activity_times(session, TODAY)) == set(ACTIVITY_TIMES)
    assert activity_times(session, date(2019, 1, 1)) == ()


def test_a_newer_row_takes_the_place_of_the_older(session: Session) -> None:
    session.add(
        ActivityStandard(
            activity=Activity.contact, tier=Tier.simple, frequency=2, minutes=11, source="time logs of 2026",
            evidence=Evidence.primary, valid_from=date(2027, 1, 1),
        )
    )  # fmt: skip
    session.flush()

    def minutes(on: date) -> list[float]:
        return [one.minutes for one in activity_times(session, on) if (one.activity, one.tier) == ("contact", "simple")]

    assert minutes(date(2026, 12, 31)) == [8]
    assert minutes(date(2027, 1, 1)) == [11]


def test_factors_of_an_office_multiply_while_they_hold(session: Session) -> None:
    session.add(
        OfficeFactor(
            office_id="whati", reason="new software", multiplier=1.5, source="a change", valid_from=date(2027, 1, 1),
            valid_until=date(2027, 3, 31),
        )
    )  # fmt: skip
    session.flush()
    assert office_multipliers(session, TODAY)["whati"] == pytest.approx(1.06)
    assert office_multipliers(session, date(2027, 2, 1))["whati"] == pytest.approx(1.06 * 1.5)
    assert office_multipliers(session, date(2027, 4, 1))["whati"] == pytest.approx(1.06)
    assert "fort-smith" not in office_multipliers(session, TODAY)
