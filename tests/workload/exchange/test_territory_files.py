"""The exported territory: files that the two solvers read without a fault, and the same bytes every time."""

from datetime import date
from pathlib import Path

from sqlmodel import Session

from workload.exchange.balance_files import read_balance_files
from workload.exchange.relief_files import read_relief
from workload.exchange.territory_files import HEADERS, export_territory

TODAY = date(2026, 11, 16)


def test_an_export_is_read_by_balance_and_relief(session: Session, tmp_path: Path) -> None:
    counts = export_territory(session, tmp_path / "out", TODAY)
    balance = read_balance_files(tmp_path / "out")
    relief = read_relief(tmp_path / "out")
    assert len(balance.cases) == counts["cases.csv"] == 1922
    assert len(balance.officers) == counts["officers.csv"] == 32
    assert len(balance.conflicts) == counts["conflicts.csv"] > 20
    assert not balance.notices
    assert not relief.notices
    assert len(relief.people) == 33
    assert len(relief.offices) == 20
    assert len(relief.requests) == counts["requests.csv"] > 8


def test_a_region_alone_is_complete_in_itself(session: Session, tmp_path: Path) -> None:
    for region in ("beaufort-delta", "sahtu", "north-slave", "dehcho", "south-slave"):
        folder = tmp_path / region
        export_territory(session, folder, TODAY, region_id=region)
        assert set(read_balance_files(folder).cases["region"]) == {region}
        assert len(read_relief(folder).people) > 3


def test_exporting_twice_gives_the_same_bytes(session: Session, tmp_path: Path) -> None:
    export_territory(session, tmp_path / "one", TODAY)
    export_territory(session, tmp_path / "two", TODAY)
    for name in HEADERS:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_nothing_private_leaves_in_an_export(session: Session, tmp_path: Path) -> None:
    """No name of a person, no reason for leave, no words of a concern."""
    export_territory(session, tmp_path, TODAY)
    everything = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.csv"))
    for word in ("Rabescà", "celine", "Trapping", "groceries", "sick"):
        assert word not in everything
