"""What the pages released of the seeded year, held together over all pages, months and quarters."""

from datetime import date

from sqlmodel import Session

from workload.estimates.release_ledger import tells_of_few
from workload.records.quality_said import quality_said, release_quality
from workload.records.releases import TOTAL, quarter_of, releases, whole_quarters
from workload.records.thanks_beside_concerns import release_by_region

QUARTERS = (date(2026, 1, 5), date(2026, 4, 7), date(2026, 7, 2), date(2026, 11, 16))
REGION = ["north-slave"]


def test_a_year_of_releases_tells_of_no_few(session: Session) -> None:
    for day in QUARTERS:
        release_by_region(session, day)
        release_quality(session, day, region_ids=REGION)
    figures: dict[str, list[list[str]]] = {}
    people: dict[str, int] = {}
    for row in releases(session):
        for part in row.figures.values():
            if isinstance(part, dict):
                figures.setdefault(part["subject"], []).extend(part["groups"].values())
                people |= {f"{part['subject']} {group}": count for group, count in part["people"].items()}
    assert len(figures) == 6
    for subject, some in figures.items():
        assert len(some) > 10, "a ledger that refuses everything is of no use"
        named = [[f"{subject} {group}" for group in one] for one in some]
        assert not tells_of_few(named, people), subject


def test_a_managers_look_takes_nothing_from_headquarters(session: Session) -> None:
    alone = release_quality(session, QUARTERS[-1], region_ids=None)
    session.rollback()
    quality_said(session, QUARTERS[-1], region_ids=REGION)
    quality_said(session, QUARTERS[-1], region_ids=["sahtu"])
    assert release_quality(session, QUARTERS[-1], region_ids=None) == alone
    assert alone["card respect by place"]["shown"][TOTAL] > 100


def test_a_release_stays_until_the_quarter_is_over(session: Session) -> None:
    made = release_by_region(session, date(2026, 10, 1))
    assert release_by_region(session, date(2026, 12, 31)) == made
    assert release_by_region(session, date(2027, 1, 1)) != made
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert (whole_quarters(date(2026, 11, 16))[0], whole_quarters(date(2026, 11, 16))[-1]) == (
        date(2025, 10, 1),
        date(2026, 9, 1),
    )
