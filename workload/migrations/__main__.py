"""Make the newest revision anew from the tables: `python -m workload.migrations`. Revisions before it are released."""

import re
import sys

from alembic import command
from sqlmodel import create_engine

from workload.migrations import FOLDER, configured

RELEASED = "0001"  # nothing up to here may change any more
REVISION = "0002"


def main() -> None:
    for old in (FOLDER / "versions").glob(f"{REVISION}_*.py"):
        old.unlink()
    with create_engine("sqlite://").connect() as connection:
        command.upgrade(configured(connection), RELEASED)
        command.revision(configured(connection), "Depth", autogenerate=True, rev_id=REVISION, head=RELEASED)
    (written,) = (FOLDER / "versions").glob(f"{REVISION}_*.py")
    text = re.sub(r"^Create Date: .*$", "Create Date: before its release", written.read_text("utf-8"), flags=re.M)
    written.write_text(text, "utf-8")
    sys.stdout.write(f"{written.name} written\n")


if __name__ == "__main__":
    main()
