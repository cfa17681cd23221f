"""Files into the database: every file in the folder is read and checked first, then all is stored or nothing.

What a file may change, and what not:
- cases.csv: a new case_id opens a case (tier as in the file, provisional, nothing known of its drivers); a known one
  gets community, language, stream and officer of the file (a blank officer changes nothing). Hours, weight and the tier
  of known cases are ours to work out and are not read. Cases that are not in the file stay as they are.
- conflicts.csv: adds declared conflicts; what an export wrote for a pinned case is recognised and left out.
- officers.csv: communities, languages and icm. people.csv: pattern, max_cover_days, past_cover_days.
- offices.csv: min_hours, urgent_share. cover.csv: adds ways to cover and sets their travel_hours.
- applications.csv: by case and day of submission; a known one follows the file.
- concerns.csv, training.csv: by reference, and by person, course and day. time_log.csv: as many equal rows as it has.
People, offices and communities must be known already, or come with the files of `whole_tables`, which fill an empty
database and are stored first. calendar.csv, approved.csv and requests.csv are not taken in: the calendar is kept by
headquarters, and leave is asked for and decided in the service.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from workload.exchange.csv_table import CsvTable, read_csv
from workload.exchange.faults import FileFault, FileFaults, Notice
from workload.exchange.import_applications import APPLICATIONS, check_applications, store_applications
from workload.exchange.import_cases import CASES, CONFLICTS, store_cases, store_conflicts
from workload.exchange.import_known import FileImport, Tally, gather_known
from workload.exchange.import_people import (
    COVER,
    OFFICERS,
    OFFICES,
    PEOPLE,
    store_cover,
    store_officers,
    store_offices,
    store_people,
)
from workload.exchange.import_year import CONCERNS, TIME_LOG, TRAINING, store_concerns, store_time_log, store_training
from workload.exchange.whole_files import known_with, read_whole, requests_in, store_whole, whole_faults
from workload.exchange.whole_tables import WHOLE
from workload.records.audit import note_action
from workload.tables.applications import Application
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.concerns import Concern
from workload.tables.people import CommunityServed, CoverOption, Person
from workload.tables.places import Office
from workload.tables.time_log import TimeLogEntry
from workload.tables.training import TrainingRecord

IMPORTS = (
    FileImport("offices.csv", OFFICES, ("office_id",), (Office,), store_offices),
    FileImport("people.csv", PEOPLE, ("person_id",), (Person,), store_people),
    FileImport("officers.csv", OFFICERS, ("officer_id",), (Person, CommunityServed), store_officers),
    FileImport("cover.csv", COVER, ("person_id", "office_id", "mode"), (CoverOption,), store_cover),
    FileImport("cases.csv", CASES, ("case_id",), (Case,), store_cases),
    FileImport("conflicts.csv", CONFLICTS, ("case_id", "officer_id"), (ConflictOfInterest,), store_conflicts),
    FileImport(
        "applications.csv",
        APPLICATIONS,
        ("case_id", "submitted"),
        (Application,),
        store_applications,
        check_applications,
    ),
    FileImport("concerns.csv", CONCERNS, ("reference",), (Concern,), store_concerns),
    FileImport("time_log.csv", TIME_LOG, (), (TimeLogEntry,), store_time_log),
    FileImport("training.csv", TRAINING, ("person_id", "course", "completed"), (TrainingRecord,), store_training),
)
NOT_TAKEN_IN = ("calendar.csv", "approved.csv", "requests.csv")
FILES = (*(one.file for one in WHOLE), *(one.file for one in IMPORTS), *NOT_TAKEN_IN)


@dataclass(frozen=True)
class ImportResult:
    """What each file did, in the order of storing, and what a reader should know besides."""

    tallies: dict[str, Tally]
    notices: tuple[Notice, ...]


def import_territory(session: Session, folder: Path, today: date, *, by: int | None = None) -> ImportResult:
    """Take the files of `folder` into the database. Raises FileFaults with every fault; then nothing was stored.

    The caller commits. The same files a second time change nothing.
    """
    present = [one for one in IMPORTS if (folder / one.file).exists()]
    whole, faults, notices = read_whole(session, folder)
    notices += [
        Notice(name, "is not taken in: it is worked out or decided in the service")
        for name in NOT_TAKEN_IN
        if (folder / name).exists()
    ]
    if not present and not whole:
        names = ", ".join(one.file for one in IMPORTS)
        raise FileFaults([FileFault(str(folder), 0, "", f"holds none of the files that can be taken in: {names}")])
    tables: dict[str, CsvTable] = {}
    for one in present:
        tables[one.file], found = read_csv(folder / one.file, one.columns, key=one.key)
        faults += found
        notices += tables[one.file].notices
    known = known_with(gather_known(session, today, tables.get("cases.csv")), whole)
    faults += whole_faults(whole, known, requests_in(whole))
    for one in present:
        faults += known.faults(tables[one.file])
        if one.check is not None:
            faults += one.check(tables[one.file], known)
    if faults:
        raise FileFaults(sorted(faults, key=lambda fault: (FILES.index(fault.file), fault.row)))
    tallies = store_whole(session, whole)
    if whole:
        known = gather_known(session, today, tables.get("cases.csv"))
    tallies |= {one.file: one.store(session, tables[one.file], known) for one in present}
    session.flush()
    if any(tally.added or tally.changed for tally in tallies.values()):
        note_action(
            session,
            person_id=by,
            action="import",
            subject="territory",
            subject_id=today.isoformat(),
            after={name: {"added": tally.added, "changed": tally.changed} for name, tally in tallies.items()},
        )
    return ImportResult(tallies, tuple(notices))
