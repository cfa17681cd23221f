"""Everything in one file, and back: a zip of one JSON-lines file a table, with a manifest that a reader can check.

The file belongs to no database product: what was kept in SQLite can be restored into PostgreSQL and the other way.
It is written from one moment of the database while others go on writing, read back and compared before it is named
finished, and encrypted when a passphrase is given (AES in Fernet, key by scrypt; the whole file in memory once).
"""

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.util import CommandError
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from sqlalchemy import Connection, DateTime, Engine, MetaData, Table, func, select, text
from sqlalchemy import Date as DateType

from workload.exchange.safe_write import replacing_bytes
from workload.migrations import changing_tables, newest_revision, upgrade_to
from workload.tables import metadata

MANIFEST = "manifest.json"
FORMAT = 1
LOCKED = b"FAIRLOAD LOCKED 1\n"
SALT = 16
BATCH = 1000


class BackupError(Exception):
    """The file or the database is not fit for this; the text says what and what to do."""


def back_up(engine: Engine, path: Path, *, passphrase: str = "") -> dict[str, int]:
    """Write all tables to `path`, read the file back, and give rows by table.

    Raises BackupError when the tables are not the newest, or when what was written does not read back.
    """
    with engine.connect() as connection:
        _begin_one_moment(connection)
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None or revision != newest_revision():
            raise BackupError("The tables are not the newest. Run `fairload setup` first.")
        packed = io.BytesIO()
        counts = _pack(connection, packed, revision)
    content = packed.getvalue()
    if passphrase:
        content = _lock(content, passphrase)
    with replacing_bytes(path) as stream:
        stream.write(content)
    _manifest_of(_open(path, passphrase))
    return counts


def restore(engine: Engine, path: Path, *, passphrase: str = "") -> dict[str, int]:
    """Fill an empty database from a backup, all or nothing, and bring it to the newest tables; rows by table.

    Raises BackupError for a damaged file, a wrong passphrase, a backup of a newer Fairload, or a database in use.
    """
    packed = _open(path, passphrase)
    manifest = _manifest_of(packed)
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() is not None:
            raise BackupError("This database is in use. A backup is restored into an empty one only.")
    with changing_tables(engine) as connection:
        try:
            upgrade_to(connection, manifest["revision"])
        except CommandError as unknown:
            raise BackupError("This backup was made by a newer Fairload. Install that one, then restore.") from unknown
        _unpack(connection, packed, manifest)
        upgrade_to(connection, "head")
    return {name: about["rows"] for name, about in manifest["tables"].items()}


def _begin_one_moment(connection: Connection) -> None:
    """Let everything that is read come from one moment, however long reading takes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


def _pack(connection: Connection, target: io.BytesIO, revision: str) -> dict[str, int]:
    about: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            digest, rows = hashlib.sha256(), 0
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as stream:
                for line in _lines_of(connection, table):
                    stream.write(line)
                    digest.update(line)
                    rows += 1
            about[table.name] = {"rows": rows, "sha256": digest.hexdigest()}
        manifest = {"format": FORMAT, "revision": revision, "made_at": datetime.now(UTC).isoformat(), "tables": about}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return {name: counted["rows"] for name, counted in about.items()}


def _lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(query).mappings():
        plain = {name: _plain(value) for name, value in row.items()}
        yield (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _manifest_of(packed: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once every table's content was compared with it. Raises BackupError for any difference."""
    try:
        manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
        for name, about in manifest["tables"].items():
            digest = hashlib.sha256()
            with packed.open(f"{name}.jsonl") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
            if digest.hexdigest() != about["sha256"]:
                raise BackupError(f"The backup is damaged: table {name} is not what was written.")
    except (KeyError, ValueError, zipfile.BadZipFile, OSError, EOFError) as broken:
        raise BackupError("This is not a whole Fairload backup.") from broken
    return manifest


def _unpack(connection: Connection, packed: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    there = MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if table.name in manifest["tables"]:
            with packed.open(f"{table.name}.jsonl") as stream:
                _fill(connection, table, (_row_for(table, json.loads(line)) for line in stream))
            continue_counting(connection, table)


def _fill(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows; what points into the same table, such as a buddy, follows when every row is there."""
    inward = [column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)]
    later: list[dict[str, Any]] = []
    while batch := list(islice(rows, BATCH)):
        later += [row for row in batch if any(row[name] is not None for name in inward)]
        connection.execute(table.insert(), [row | dict.fromkeys(inward) for row in batch])
    for row in later:
        connection.execute(table.update().where(table.c.id == row["id"]).values({name: row[name] for name in inward}))


def _row_for(table: Table, plain: dict[str, Any]) -> dict[str, Any]:
    row = dict(plain)
    for name, value in plain.items():
        kind = table.c[name].type
        if isinstance(value, str) and isinstance(kind, DateTime):
            row[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, DateType):
            row[name] = date.fromisoformat(value)
    return row


def continue_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts row numbers beside the table: go on after the highest there is, and never go back."""
    if connection.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if sequence is not None:
        highest = connection.scalar(select(func.max(table.c.id)))
        connection.execute(select(func.setval(sequence, func.greatest(highest or 1, func.nextval(sequence)))))


def _open(path: Path, passphrase: str) -> zipfile.ZipFile:
    content = path.read_bytes()
    if content.startswith(LOCKED):
        if not passphrase:
            raise BackupError("This backup is encrypted: give its passphrase.")
        content = _unlock(content, passphrase)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as broken:
        raise BackupError("This is not a whole Fairload backup.") from broken


def _lock(content: bytes, passphrase: str) -> bytes:
    salt = os.urandom(SALT)
    return LOCKED + salt + Fernet(_key(passphrase, salt)).encrypt(content)


def _unlock(content: bytes, passphrase: str) -> bytes:
    salt = content[len(LOCKED) : len(LOCKED) + SALT]
    try:
        return Fernet(_key(passphrase, salt)).decrypt(content[len(LOCKED) + SALT :])
    except InvalidToken as wrong:
        raise BackupError("The passphrase does not fit this backup, or the file is damaged.") from wrong


def _key(passphrase: str, salt: bytes) -> bytes:
    return base64.urlsafe_b64encode(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))
