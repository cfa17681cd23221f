"""Make the first revision anew from the tables: `python -m workload.migrations`. Only while nothing is released."""

import re
import sys

from alembic import command
from sqlmodel import create_engine

from workload.migrations import FOLDER, configured

REVISION = "0001"


def main() -> None:
    for old in (FOLDER / "versions").glob("*.py"):
        old.unlink()
    with create_engine("sqlite://").connect() as connection:
        command.revision(configured(connection), "Every table", autogenerate=True, rev_id=REVISION)
    (written,) = (FOLDER / "versions").glob("*.py")
    text = re.sub(r"^Create Date: .*$", "Create Date: before the first release", written.read_text("utf-8"), flags=re.M)
    written.write_text(text, "utf-8")
    sys.stdout.write(f"{written.name} written\n")


if __name__ == "__main__":
    main()
