"""A year of applications with their days and what was waited for. All invented."""

from datetime import date, timedelta
from random import Random

from seed_data.csv_files import Row, read_rows
from seed_data.make_cases import ANCHOR
from seed_data.make_year import after, working_day

A_YEAR = 1200
WAITS = (("client", 16), ("hq", 5), ("bank", 4), ("no_cover", 7), ("", 68))  # what comes between, in 100 applications
ITEMS = {
    "client": ("bank statement", "letter of the landlord", "notice of assessment", "proof of income"),
    "hq": ("approval above the limit",),
    "bank": ("returned deposit",),
    "no_cover": ("",),
}


def make_applications(dice: Random, cases: list[Row]) -> list[Row]:
    """Rows of applications.csv, oldest first; the lone posts wait longer for somebody to look at the papers."""
    office_of = {row["id"]: row["office_id"] for row in read_rows("communities")}
    posts = _posts()
    rows: dict[tuple[str, str], Row] = {}
    while len(rows) < A_YEAR:
        case = dice.choice(cases)
        submitted = working_day(dice)
        if submitted.isoformat() < case["opened_on"]:
            continue
        office = office_of[case["community_id"]]
        rows[case["reference"], submitted.isoformat()] = {
            "case": case["reference"], "office_id": office, "submitted": submitted.isoformat(),
        } | _days(dice, submitted, lone=posts.get(office, 0) < 2)  # fmt: skip
    return sorted(rows.values(), key=lambda row: (row["submitted"], row["case"]))


def _days(dice: Random, submitted: date, *, lone: bool) -> Row:
    complete = after(submitted, dice.choice((0, 0, 0, 1, 2, 4, 7)))
    verified = after(complete, dice.choice((0, 0, 1, 1, 2) if not lone else (0, 1, 1, 2, 4)))
    decided = after(verified, dice.choice((0, 0, 1, 1, 1, 2)))
    owner = dice.choices([name for name, _ in WAITS], [weight for _, weight in WAITS])[0]
    waits = ""
    if owner and (owner != "no_cover" or lone):
        back = after(verified, dice.choice((1, 2, 3, 4)))
        if back <= ANCHOR + timedelta(days=3):
            waits = f"{owner}:{verified}:{back}:{dice.choice(ITEMS[owner])}"
            decided = after(back, dice.choice((0, 1)))
    paid = after(decided, dice.choice((0, 1, 1, 2)))
    return {
        "documents_complete": complete.isoformat(),
        "verified": verified.isoformat(),
        "decided": decided.isoformat(),
        "paid": paid.isoformat(),
        "waits": waits,
    }


def _posts() -> dict[str, int]:
    """Officers by office."""
    found: dict[str, int] = {}
    for row in read_rows("people"):
        if row["kind"] == "cso":
            found[row["office_id"]] = found.get(row["office_id"], 0) + 1
    return found
