"""What became of each concern: who took it up, what was found and put right, and what the person said of it."""

from datetime import date, timedelta
from random import Random

from seed_data.csv_files import Row, read_rows
from seed_data.make_cases import ANCHOR
from seed_data.make_year import after, pick
from seed_data.voices_answers import CHANGES, FINDINGS, REMEDIES
from workload.estimates.concern_triage import TriageFacts, triage
from workload.vocabulary import ConcernCategory, ConcernRoute, Finding, Handler, Naming, Said

NAMINGS = {Naming.named: 78, Naming.confidential: 15, Naming.anonymous: 7}
FOUND = {
    Finding.upheld: 34,
    Finding.partly: 24,
    Finding.not_upheld: 14,
    Finding.could_not_tell: 8,
    Finding.explained: 20,
}
SAID = {Said.yes: 62, Said.partly: 24, Said.no: 14}
LANGUAGE = {
    "behchoko": "dgr",
    "whati": "dgr",
    "deline": "scs",
    "fort-good-hope": "scs",
    "lutselke": "chp",
    "fort-simpson": "xsl",
    "inuvik": "ivk",
    "yellowknife": "fr",
}
WAITS = (("client", "bank statement"), ("client", "lease"), ("hq", ""), ("bank", ""), ("no_cover", ""))
REMEDY_DAYS = 5
LAST = ANCHOR + timedelta(days=3)
"""The day on which the story ends: what lies later has not happened."""


def make_concern_work(dice: Random, concerns: list[Row]) -> list[Row]:
    """Rows of concern_work.csv, one a concern in the same order."""
    bosses = _bosses()
    return [_work(dice, row, bosses) for row in concerns]


def _work(dice: Random, row: Row, bosses: dict[tuple[str, str], str]) -> Row:
    category, office = ConcernCategory(row["category"]), row["office_id"]
    opened = date.fromisoformat(row["opened_on"])
    naming = pick(dice, NAMINGS)
    urgent = category is ConcernCategory.delay and dice.random() < 0.1
    conduct = category is ConcernCategory.respect and dice.random() < 0.4
    finding = pick(dice, FOUND) if row["answered_on"] else None
    facts = TriageFacts(
        ticked=frozenset({category}),
        naming=naming,
        urgent=urgent,
        wrong_person_informed=category is ConcernCategory.privacy,
        about_conduct=conduct,
        appealable=category is ConcernCategory.decision,
        explained=finding is Finding.explained,
    )
    route = triage(facts)[0]
    officer = route.handler in (Handler.officer, Handler.on_duty) and naming is Naming.named
    owner = row["recorded_by"] if officer else bosses[office, "manager"]
    taken = after(opened, dice.choice((0, 0, 0, 1, 1, 3)))
    if row["answered_on"]:
        taken = min(taken, date.fromisoformat(row["answered_on"]))
    waits = _wait(dice, row)
    return {
        "reference": row["reference"],
        "naming": naming.value,
        "language": LANGUAGE.get(office, "en") if dice.random() < 0.18 else "en",
        "urgent": str(int(urgent)),
        "minutes": str(dice.choice((6, 8, 10, 12, 15, 20))),
        "route": route.route.value,
        "handler": route.handler.value,
        "owner": owner,
        "taken_on": taken.isoformat() if taken <= LAST else "",
        "suggested": _suggested(dice, route.route),
        **waits,
        **_reached(dice, row),
        **_plan(row, conduct, waits),
        **_answer(dice, row, category, finding),
        **_change(dice, row, category, finding, bosses[office, "manager"]),
        **_view(dice, row),
        **_second(dice, row, finding, bosses[office, "superintendent"]),
    }


def _suggested(dice: Random, route: ConcernRoute) -> str:
    """Some that went one of the easy ways were suggested as service: a second reader looks at these."""
    easy = route in (ConcernRoute.decision, ConcernRoute.misunderstanding, ConcernRoute.policy)
    return (ConcernRoute.service if easy and dice.random() < 0.3 else route).value


def _reached(dice: Random, row: Row) -> Row:
    """A word on the way where the answer took more than a week, and tries that reached nobody."""
    opened, answered = date.fromisoformat(row["opened_on"]), row["answered_on"]
    slow = bool(answered) and (date.fromisoformat(answered) - opened).days > 7 and dice.random() < 0.7
    tried = dice.random() < 0.06
    return {"progress_on": after(opened, 4).isoformat() if slow else "", "tried_on": row["opened_on"] if tried else ""}


def _wait(dice: Random, row: Row) -> Row:
    """From the first day after it came until the answer it may be with somebody else."""
    opened, answered = date.fromisoformat(row["opened_on"]), row["answered_on"]
    waits = bool(answered) and (date.fromisoformat(answered) - opened).days >= 3 and dice.random() < 0.4
    owner, item = dice.choice(WAITS) if waits else ("", "")
    first, last = (after(opened, 1).isoformat(), answered) if waits else ("", "")
    return {"wait_owner": owner, "wait_item": item, "wait_from": first, "wait_until": last}


def _plan(row: Row, conduct: bool, waits: Row) -> Row:
    """Where the answer takes longer than it may, some are told within two days what will be done and by when: whenever
    it is about conduct, and one in three others. Two plans in three keep their day."""
    opened, number = date.fromisoformat(row["opened_on"]), int(row["reference"].removeprefix("CN-"))
    slow = not row["answered_on"] or date.fromisoformat(row["answered_on"]) > after(opened, 2)
    told = row["category"] == ConcernCategory.no_answer if not row["answered_on"] else conduct or number % 3 == 0
    if not (slow and told) or waits["wait_owner"]:
        return {"plan_on": "", "plan_by": ""}
    days = 5 if not row["answered_on"] else 3 if number % 2 else 7
    return {"plan_on": after(opened, 2).isoformat(), "plan_by": after(opened, days).isoformat()}


def _answer(dice: Random, row: Row, category: ConcernCategory, finding: Finding | None) -> Row:
    """The finding with its reason, and for what was our fault more often than not a remedy with its day."""
    remedy = finding in (Finding.upheld, Finding.partly) and dice.random() < 0.6
    due, done = "", ""
    if remedy:
        answered = date.fromisoformat(row["answered_on"])
        due = after(answered, REMEDY_DAYS).isoformat()
        day = after(answered, dice.choice((0, 1, 2, 3, 5, 8)))
        done = day.isoformat() if day <= LAST else ""
    return {
        "finding": finding.value if finding else "",
        "answer_minutes": str(dice.choice((10, 15, 20, 30, 45, 60, 90))) if finding else "",
        "finding_reason": dice.choice(FINDINGS[finding]) if finding else "",
        "remedy": REMEDIES[category] if remedy else "",
        "remedy_due": due,
        "remedy_done_on": done,
    }


def _change(dice: Random, row: Row, category: ConcernCategory, finding: Finding | None, manager: str) -> Row:
    if finding is None or dice.random() > 0.13:
        return {"systemic": "", "systemic_owner": "", "systemic_done_on": ""}
    day = date.fromisoformat(row["answered_on"]) + timedelta(days=dice.choice((10, 21, 35, 60, 120)))
    owner = "caroline" if category is ConcernCategory.rule else manager
    done = day.isoformat() if day <= LAST else ""
    return {"systemic": CHANGES[category], "systemic_owner": owner, "systemic_done_on": done}


def _view(dice: Random, row: Row) -> Row:
    """Whether the person felt heard and understands the answer, where somebody asked."""
    asked = bool(row["closed_on"]) and dice.random() < 0.4
    heard, understood = (pick(dice, SAID).value, pick(dice, SAID).value) if asked else ("", "")
    return {"heard": heard, "understood": understood}


def _second(dice: Random, row: Row, finding: Finding | None, superintendent: str) -> Row:
    """Some come back: another person answers anew, and may find otherwise."""
    first, last, found = "", "", finding
    if row["closed_on"] and dice.random() < 0.04:
        again = after(date.fromisoformat(row["closed_on"]), dice.choice((2, 4, 7)))
        told = after(again, dice.choice((6, 11, 15, 22)))
        if told <= LAST:
            first, last = again.isoformat(), told.isoformat()
            found = Finding.partly if dice.random() < 0.4 else finding
    return {"second_on": first, "second_answered_on": last, "second_owner": superintendent if first else "",
            "second_finding": found.value if found and first else ""}  # fmt: skip


def _bosses() -> dict[tuple[str, str], str]:
    """Who decides, by office and role; a region without a superintendent has the Director's office."""
    people = read_rows("people")
    region_of = {row["id"]: row["region_id"] for row in read_rows("offices")}
    found: dict[tuple[str, str], str] = {}
    for office, region in region_of.items():
        for role in ("manager", "superintendent"):
            near = [one["key"] for one in people if one["role"] == role and region_of[one["office_id"]] == region]
            found[office, role] = near[0] if near else "caroline"
    return found
