"""Everybody can see and take away what the service holds on them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, select

from web.accounts.own_data import WORDS
from workload.records.personal_data import HELD, own_data
from workload.tables.audit import AuditEntry


def test_the_copy_is_a_zip_of_tables_and_one_file(sign_in: Callable[[str], FlaskClient], session: Session) -> None:
    celine = sign_in("celine")
    assert "Minutes that you logged" in celine.get("/account/my-data/").text
    answer = celine.post("/account/my-data/")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        everything = json.loads(packed.read("everything.json"))
        names = {name.removesuffix(".csv") for name in packed.namelist() if name.endswith(".csv")}
        leave = list(csv.DictReader(io.StringIO(packed.read("leave_request.csv").decode("utf-8-sig"))))
    assert names == set(everything) >= {"person", "leave_request", "time_log_entry", "account"}
    assert everything["person"][0]["family_name"] == "Rabescà"
    assert {row["person_id"] for row in leave} == {everything["person"][0]["id"]}
    assert "argon2" not in answer.data.decode("latin-1")
    assert session.exec(select(AuditEntry).where(AuditEntry.action == "account.copy")).one().person_id


def test_every_part_of_the_copy_has_words(session: Session) -> None:
    assert {name for name, _sheet in own_data(session, 1)} == set(WORDS)
    assert {one.table for one in HELD} < set(WORDS)
