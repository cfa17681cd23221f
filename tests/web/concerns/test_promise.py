"""The day that is promised, and the sentence that says how it was counted: one rule, however a concern comes in."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from web.concerns.due import due_date
from workload.exchange.territory_import import import_territory
from workload.tables.concerns import Concern


@pytest.mark.parametrize(
    ("told", "due", "named"),
    [
        (date(2026, 1, 30), date(2026, 2, 3), "the weekend"),
        (date(2026, 1, 31), date(2026, 2, 3), "the weekend"),
        (date(2026, 4, 2), date(2026, 4, 8), "Good Friday (3 Apr), the weekend, Easter Monday (6 Apr)"),
        (date(2026, 6, 19), date(2026, 6, 24), "the weekend, National Indigenous Peoples Day (22 Jun)"),
        (date(2026, 12, 24), date(2026, 12, 30), "Christmas Day (25 Dec), the weekend, Boxing Day (28 Dec)"),
    ],
)
def test_the_due_date_names_the_days_left_out(app: Flask, session: Session, told: date, due: date, named: str) -> None:
    with app.test_request_context():
        promised = due_date(session, told)
    assert promised.day == due
    assert named in promised.sentence


def test_one_rule_for_every_way_in(app: Flask, session: Session, tmp_path: Path) -> None:
    """Written down, sent by the web form or imported: the same day, also in December when staff are given leave, and
    whichever office has a day of its own."""
    days = [date(2026, 11, 16) + timedelta(days=number) for number in range(60)]
    rows = "".join(f"OLD-{one},lutselke,{one},,delay,phone\n" for one in days)
    (tmp_path / "concerns.csv").write_text("reference,office_id,opened,closed,category,channel\n" + rows, "utf-8")
    import_territory(session, tmp_path, days[-1])
    stored = session.exec(select(Concern).where(col(Concern.reference).startswith("OLD-"))).all()
    with app.test_request_context():
        assert {one.opened_on: one.promised_due for one in stored} == {one: due_date(session, one).day for one in days}
