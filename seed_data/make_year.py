"""A year of the offices' life: concerns, bring-forwards, words of thanks, training, and some weeks of logged time."""

from datetime import date, timedelta
from random import Random
from typing import TypeVar

from seed_data.csv_files import Row, read_rows
from seed_data.make_bring_forward_work import open_bring_forwards
from seed_data.make_cases import ANCHOR
from seed_data.voices_concerns import CONCERNS, QUESTIONS
from seed_data.voices_thanks import THANKS
from workload.vocabulary import BringForwardSource, Channel, ConcernCategory, Giver, Visibility

DAYS_BACK = 365
UNTOLD_DAYS = 8  # the newest words of clients have not reached their people yet
# a year's concerns and words of thanks by office; small offices have too few to tell anything from
A_YEAR = {
    "yellowknife": (52, 34),
    "behchoko": (25, 15),
    "inuvik": (21, 19),
    "whati": (14, 11),
    "hay-river": (15, 12),
    "fort-smith": (8, 11),
    "tuktoyaktuk": (12, 6),
    "fort-mcpherson": (7, 9),
    "fort-simpson": (9, 9),
    "fort-providence": (8, 4),
    "aklavik": (6, 3),
    "deline": (7, 6),
    "fort-good-hope": (5, 7),
    "tulita": (4, 2),
    "ulukhaktok": (3, 4),
    "paulatuk": (2, 3),
    "norman-wells": (1, 2),
    "fort-liard": (4, 1),
    "lutselke": (4, 5),
    "fort-resolution": (6, 2),
}
WAITING = (
    ("inuvik", -4, ConcernCategory.no_answer),
    ("yellowknife", -3, ConcernCategory.delay),
    ("behchoko", 0, ConcernCategory.wrong_information),
    ("hay-river", 1, ConcernCategory.access),
    ("whati", 2, ConcernCategory.delay),
    ("yellowknife", 3, ConcernCategory.respect),
)
"""Concerns that nobody has answered yet: office, days after the anchor, category. The first is overdue on any day."""
BRING_FORWARDS = 64
CATEGORIES = {
    ConcernCategory.delay: 30,
    ConcernCategory.no_answer: 22,
    ConcernCategory.wrong_information: 14,
    ConcernCategory.decision: 10,
    ConcernCategory.access: 9,
    ConcernCategory.respect: 8,
    ConcernCategory.lost_papers: 6,
    ConcernCategory.knowledge: 4,
    ConcernCategory.rule: 4,
    ConcernCategory.privacy: 1,
    ConcernCategory.other: 3,
}
CHANNELS = {
    Channel.phone: 34,
    Channel.in_person: 28,
    Channel.sheet: 14,
    Channel.web: 10,
    Channel.mla: 9,
    Channel.mail: 3,
    Channel.email: 2,
}
SOURCES = {
    BringForwardSource.mla: 34,
    BringForwardSource.minister: 14,
    BringForwardSource.hq: 9,
    BringForwardSource.media: 2,
    BringForwardSource.ombud: 3,
    BringForwardSource.other: 2,
}
BF_MINUTES = (45, 60, 90, 90, 120, 150, 150, 180, 210, 240, 300, 420)


T = TypeVar("T")


def pick(dice: Random, weights: dict[T, int]) -> T:
    return dice.choices(list(weights), list(weights.values()))[0]


def working_day(dice: Random, days_back: int = DAYS_BACK) -> date:
    """A weekday of the past year, not later than the anchor's week has gone."""
    while True:
        day = ANCHOR + timedelta(days=3 - dice.randint(0, days_back))
        if day.weekday() < 5:
            return day


def after(day: date, days: int) -> date:
    """So many weekdays later."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def make_concerns(dice: Random) -> list[Row]:
    """Rows of concerns.csv, oldest first. Seven in ten are answered within two days; a few new ones wait."""
    recorders = _officers_by_office()
    decks = {category: list(texts) for category, texts in CONCERNS.items()}
    rows: list[Row] = []
    for office, (concerns, _thanks) in A_YEAR.items():
        for _ in range(concerns):
            category = pick(dice, CATEGORIES)
            opened = working_day(dice)
            took = dice.choice((0, 1, 1, 1, 2, 2, 2, 3, 4, 7))
            answered = after(opened, took)
            closed = after(answered, dice.choice((0, 0, 1, 3, 5)))
            rows.append(
                {
                    "office_id": office,
                    "opened_on": opened.isoformat(),
                    "category": category.value,
                    "channel": pick(dice, CHANNELS).value,
                    "what_happened": _draw(dice, decks, category),
                    "answered_on": answered.isoformat(),
                    "closed_on": closed.isoformat(),
                    "recorded_by": dice.choice(recorders[office]),
                }
            )
    for office, days, category in WAITING:
        rows.append(
            {
                "office_id": office,
                "opened_on": (ANCHOR + timedelta(days=days)).isoformat(),
                "category": category.value,
                "channel": Channel.phone.value,
                "what_happened": _draw(dice, decks, category),
                "answered_on": "",
                "closed_on": "",
                "recorded_by": recorders[office][0],
            }
        )
    rows.sort(key=lambda row: (row["opened_on"], row["office_id"]))
    return [{"reference": f"CN-{number:04d}"} | row for number, row in enumerate(rows, 1)]


def _draw(dice: Random, decks: dict[ConcernCategory, list[str]], category: ConcernCategory) -> str:
    """A text of the category; each is used once before any is used again."""
    if not decks[category]:
        decks[category] = list(CONCERNS[category])
    return decks[category].pop(dice.randrange(len(decks[category])))


def make_bring_forwards(dice: Random) -> list[Row]:
    """Rows of bring_forwards.csv, oldest first; a few of this week have no answer yet."""
    officers = _officers_by_office()
    weights = {office: concerns for office, (concerns, _thanks) in A_YEAR.items()}
    rows: list[Row] = []
    for _ in range(BRING_FORWARDS):
        office, asked = pick(dice, weights), working_day(dice)
        needed = after(asked, dice.choice((0, 1, 1, 1, 2, 3)))
        rows.append(
            {
                "office_id": office,
                "person": dice.choice(officers[office]),
                "source": pick(dice, SOURCES).value,
                "asked_on": asked.isoformat(),
                "needed_by": needed.isoformat(),
                "answered_on": after(needed, dice.choice((0, 0, 0, 0, 1))).isoformat(),
                "minutes": str(dice.choice(BF_MINUTES)),
                "question": dice.choice(QUESTIONS),
            }
        )
    rows += open_bring_forwards()
    rows.sort(key=lambda row: (row["asked_on"], row["office_id"]))
    return [{"reference": f"BF-{number:03d}"} | row for number, row in enumerate(rows, 1)]


def make_recognition(dice: Random) -> list[Row]:
    """Rows of recognition.csv, oldest first. Nobody gets the same words twice; a few have not been told yet."""
    people = {row["key"]: row for row in read_rows("people")}
    region_of = {row["id"]: row["region_id"] for row in read_rows("offices")}
    place_of = {row["id"]: row["name"] for row in read_rows("offices")}
    officers = _officers_by_office(itinerants=True)
    deck: list[int] = []
    rows: list[Row] = []
    for office, (_concerns, thanks) in A_YEAR.items():
        for number in range(thanks):
            recipient = officers[office][number % len(officers[office])]
            if len(deck) < 12:
                again = list(range(len(THANKS)))
                dice.shuffle(again)
                deck += again
            place = next(n for n, index in enumerate(deck) if not _clashes(index, recipient, rows, people))
            giver, value, text = THANKS[deck.pop(place)]
            written = working_day(dice)
            told = after(written, 0 if giver is not Giver.client else dice.choice((0, 1, 1, 2, 4)))
            untold = giver is Giver.client and (ANCHOR - written).days < UNTOLD_DAYS
            rows.append(
                {
                    "recipient": recipient,
                    "giver": giver.value,
                    "giver_person": _giver(dice, giver, recipient, people, region_of),
                    "value": value.value,
                    "text": text.format(name=people[recipient]["given_name"], place=place_of[office]),
                    "visibility": dice.choices(list(Visibility), (1, 9, 5, 3))[0].value,
                    "written_on": written.isoformat(),
                    "told_on": "" if untold else told.isoformat(),
                }
            )
    return sorted(rows, key=lambda row: (row["written_on"], row["recipient"]))


def _clashes(index: int, recipient: str, rows: list[Row], people: dict[str, Row]) -> bool:
    """Whether these words would be odd here: had already, no buddy to write them, or an itinerant's journey at home."""
    giver, _value, text = THANKS[index]
    if giver is Giver.buddy and not people[recipient]["buddy"]:
        return True
    if "flew in" in text and people[recipient]["kind"] == "cso":
        return True
    if ("français" in text or "Merci" in text or "Votre" in text) and "fr" not in people[recipient]["languages"]:
        return True
    shown = text.format(name=people[recipient]["given_name"], place="")
    return any(row["recipient"] == recipient and row["text"].startswith(shown[:20]) for row in rows)


def _giver(dice: Random, giver: Giver, recipient: str, people: dict[str, Row], region_of: dict[str, str]) -> str:
    """Who wrote it, where that is a person with an account."""
    region = region_of[people[recipient]["office_id"]]
    if giver is Giver.buddy:
        return people[recipient]["buddy"]
    if giver in (Giver.manager, Giver.headquarters):
        role = "manager" if giver is Giver.manager else "hq"
        near = [k for k, p in people.items() if p["role"] == role]
        own = [k for k in near if region_of[people[k]["office_id"]] == region]
        return dice.choice(own if giver is Giver.manager else near)
    if giver is Giver.peer:
        peers = [k for k, p in people.items() if p["role"] == "cso" and k != recipient]
        near = [k for k in peers if region_of[people[k]["office_id"]] == region]
        return dice.choice(near if dice.random() < 0.8 else peers)
    return ""


def _officers_by_office(*, itinerants: bool = False) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read_rows("people"):
        if row["kind"] == "cso" or (itinerants and row["kind"] != "staff"):
            found.setdefault(row["office_id"], []).append(row["key"])
    return found
