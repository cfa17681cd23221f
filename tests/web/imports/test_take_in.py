"""A file taken in on the pages: upload, columns, preview, taken in, undone; faults named, nothing lost."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlmodel import Session, select

from web.imports.faults_said import said
from web.imports.kinds import COLUMNS, KINDS, columns_of, likely_kind, places_of
from workload.exchange.faults import FileFault
from workload.records.cases import case_by_reference
from workload.tables.audit import AuditEntry
from workload.tables.cases import Case
from workload.tables.imports import TakenFile
from workload.tables.people import Person

FRENCH = (
    "Dossier;Communauté;Langue;Volet;Niveau;Agent;Remarque\r\n"
    "IA-10001;fort-mcpherson;gwi;regular;standard;;nouvelle langue\r\n"
    "IA-90001;behchoko;dgr;aged;simple;;\r\n"
)
STAFF = "person_id,given_name,family_name,kind,office_id,service_since\nP901,Ana,Bǫ̀,cso,whati,2026-11-02\n"


@pytest.fixture
def greg(sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return sign_in("greg")


def send(client: FlaskClient, content: bytes | str, *, name: str = "upload.csv", kind: str = "find_out"):
    sent = content.encode() if isinstance(content, str) else content
    return client.post("/take-in/", data={"kind": kind, "file": (io.BytesIO(sent), name)})


def chosen(client: FlaskClient, address: str, kind: str, headings: list[str]) -> str:
    """Keep the columns that were found; the address of the preview."""
    places = {name: str(place) for name, place in places_of(kind, headings).items()}
    answer = client.post(address, data=places)
    assert answer.status_code == 303, answer.text
    return answer.location


def mark_of(page: str) -> str:
    return page.split('name="fingerprint" value="')[1].split('"')[0]


def test_a_french_file_is_seen_taken_in_and_undone(greg: FlaskClient, session: Session) -> None:
    was = case_by_reference(session, "IA-10001")
    assert was is not None
    before = was.model_dump()
    columns = send(greg, FRENCH).location
    assert "nouvelle langue" in greg.get(columns).text  # an example of each column is shown
    preview = chosen(greg, columns, "cases.csv", FRENCH.splitlines()[0].split(";"))
    page = greg.get(preview).text
    assert "1 rows are new, 1 change, 0 are as they are" in page
    assert case_by_reference(session, "IA-90001") is None
    assert "IA-10001" in greg.get(preview + "?format=csv").text
    for _twice in range(2):
        assert greg.post(preview + "/take", data={"fingerprint": mark_of(page)}).status_code == 303
    session.expire_all()
    assert session.exec(select(Case).where(Case.reference == "IA-90001")).one().language == "dgr"
    assert case_by_reference(session, "IA-10001").language == "gwi"
    assert greg.post(preview + "/undo").status_code == 303
    session.expire_all()
    assert case_by_reference(session, "IA-90001") is None
    assert case_by_reference(session, "IA-10001").model_dump() == before
    kept = session.exec(select(TakenFile)).one()
    assert (kept.content, kept.undone_by) == ("", kept.taken_by)
    noted = session.exec(select(AuditEntry.action).where(AuditEntry.subject == "taken_file")).all()
    assert noted == ["import.take", "import.undo"]
    assert "undone" in greg.get("/take-in/").text


def test_undo_is_refused_once_somebody_went_on(greg: FlaskClient, session: Session) -> None:
    preview = chosen(greg, send(greg, STAFF).location, "staff.csv", STAFF.splitlines()[0].split(","))
    greg.post(preview + "/take", data={"fingerprint": mark_of(greg.get(preview).text)})
    new = session.get_one(Person, 901)
    case = case_by_reference(session, "IA-10001")
    assert case is not None
    case.officer_id = 901
    session.commit()
    assert "is in use by now" in greg.post(preview + "/undo", follow_redirects=True).text
    case.officer_id, new.title = None, "Officer"
    session.commit()
    assert "Ana Bǫ̀ (P901) has changed since" in greg.post(preview + "/undo", follow_redirects=True).text
    session.refresh(new)
    assert new.title == "Officer"


def test_what_was_shown_is_what_is_taken_in(greg: FlaskClient, session: Session) -> None:
    """Somebody else changes the case between the preview and the button: it is shown again, not done."""
    preview = chosen(greg, send(greg, FRENCH).location, "cases.csv", FRENCH.splitlines()[0].split(";"))
    mark = mark_of(greg.get(preview).text)
    case = case_by_reference(session, "IA-10001")
    assert case is not None
    case.language = "fr"
    session.commit()
    answer = greg.post(preview + "/take", data={"fingerprint": mark}, follow_redirects=True)
    assert "Something has changed since you looked" in answer.text
    session.refresh(case)
    assert case.language == "fr"
    assert mark_of(answer.text) != mark


def test_every_fault_names_row_column_value_and_mend(greg: FlaskClient, session: Session) -> None:
    text = "Case,Community,Language,Stream,Tier,Officer\nIA-1,atlantis,en,regular,simple,P999\nIA-2,tulita,en,some,,\n"
    preview = chosen(greg, send(greg, text).location, "cases.csv", text.splitlines()[0].split(","))
    rows = [line.split(",", 2) for line in greg.get(preview + "?format=csv").text.lstrip("\ufeff").splitlines()[1:]]
    assert [(row, column) for row, column, _what in rows] == [
        ("2", "Community"), ("2", "Officer"), ("3", "Stream"), ("3", "Tier"),
    ]  # fmt: skip
    assert "We know no community atlantis" in rows[0][2]
    assert "some is not a word we know here. Use one of: regular, aged, icm" in rows[2][2]
    assert rows[3][2].strip('"') == "Nothing is there. Use one of: simple, standard, complex."
    assert case_by_reference(session, "IA-1") is None
    assert greg.post(preview + "/take", data={"fingerprint": ""}).status_code == 422  # the faults again
    greg.post(preview + "/drop")
    assert session.exec(select(TakenFile)).all() == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("latin.csv", "Dossier;Communauté".encode("latin-1"), "CSV UTF-8"),
        ("picture.csv", b"\x89PNG\x00\x01", "neither a CSV nor an XLSX"),
        ("cut.xlsx", b"PK\x03\x04nothing", "Save it again as XLSX"),
        ("none.csv", b"", "The file is empty"),
        ("quote.csv", b'a,b\n"x,y\n' + b'"' * 3 + b"z", "Look for a quote"),
        ("other.csv", b"shoe,size\nleft,9\n", "Its columns fit none of our files"),
        ("wide.csv", b"a,b\n1,2,3\n", "Row 2: The row has 3 cells"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(greg: FlaskClient, name: str, content: bytes, told: str) -> None:
    answer = send(greg, content, name=name)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_workbook_is_read_and_a_bomb_refused(greg: FlaskClient) -> None:
    book, packed = Workbook(), io.BytesIO()
    for row in STAFF.splitlines():
        book.worksheets[0].append(row.split(","))
    book.save(packed)
    assert send(greg, packed.getvalue(), name="staff.xlsx").status_code == 303
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert "too large" in send(greg, bomb.getvalue(), name="bomb.xlsx").text
    assert send(greg, b"a" * (2 * 1024 * 1024 + 1)).status_code == 413


def test_every_column_has_words_and_finds_its_own_heading() -> None:
    for kind in KINDS:
        names = [column.name for column in columns_of(kind)]
        assert set(names) <= set(COLUMNS), kind
        assert set(places_of(kind, names)) == set(names)
        assert likely_kind(names) is not None
    used = {column.name for kind in KINDS for column in columns_of(kind)}
    assert used == set(COLUMNS)


def test_faults_of_readers_have_a_sentence_of_their_own(app) -> None:
    with app.test_request_context():
        for message in ("'7,5' is not a number", "'x' stands already in row 3", "'P1x' is not a code like P007"):
            assert said(FileFault("a.csv", 2, "b", message)) != message
