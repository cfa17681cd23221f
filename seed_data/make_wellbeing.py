"""Unpaid hours, days alone that were checked on, talks with a buddy or manager, and answers on exit cards."""

from datetime import date, timedelta
from random import Random

from seed_data.csv_files import Row, read_rows
from seed_data.make_cases import ANCHOR
from seed_data.make_year import A_YEAR
from workload.vocabulary import ExitQuestion, Said

UNPAID = {
    "trina": 0.5, "ellen": 0.8, "roberta": 0.6, "judith": 0.3, "mavis": 0.7, "leon": 0.4, "tyler": 0.5, "amira": 0.3,
    "lorraine": 0.8, "sharon": 0.6, "arlene": 0.5, "karen": 0.7, "denise": 0.4,
}  # fmt: skip
"""Who writes unpaid hours down, and the chance of a week with any."""

ALONE = ("ellen", "roberta", "mavis", "sharon", "arlene", "violet", "noella")
"""Lone posts that check in; two of them forget at times."""

FORGETFUL = ("ellen", "violet")
BUDDIES = {"ellen": 4, "roberta": 6, "mavis": 5, "sharon": 9, "arlene": 3, "violet": 14, "judith": 6, "gordon": 8}
"""Who writes down that they talked with their buddy or manager, and so many days apart."""

WEEKS, DAYS = 26, 60
CARDS_EACH_CONCERN = 6  # more people fill in a card than tell a concern


def make_unpaid_hours(dice: Random) -> list[Row]:
    """Rows of unpaid_hours.csv: half a year of evenings that nobody pays."""
    rows = []
    for person, chance in UNPAID.items():
        for week in range(WEEKS):
            monday = ANCHOR - timedelta(weeks=WEEKS - week)
            if dice.random() < chance:
                for day in sorted(dice.sample(range(5), dice.choice((1, 1, 2, 3)))):
                    minutes = dice.choice((15, 30, 30, 60, 60, 120))
                    rows.append({"person": person, "day": _iso(monday, day), "minutes": str(minutes)})
    return rows


def make_check_ins(dice: Random) -> list[Row]:
    """Rows of check_ins.csv: days of the pattern before the anchor."""
    patterns = {row["key"]: [float(hours) for hours in row["pattern"].split(";")] for row in read_rows("people")}
    rows = []
    for person in ALONE:
        for back in range(DAYS, 0, -1):
            day = ANCHOR - timedelta(days=back)
            works = day.weekday() < 5 and patterns[person][day.weekday()] > 0
            if works and not (person in FORGETFUL and dice.random() < 0.12):
                rows.append({"person": person, "day": day.isoformat()})
    return rows


def make_support_contacts(dice: Random) -> list[Row]:
    """Rows of support_contacts.csv."""
    rows = []
    for person, apart in BUDDIES.items():
        day = ANCHOR - timedelta(days=120)
        while day < ANCHOR:
            if day.weekday() < 5:
                rows.append({"person": person, "day": day.isoformat()})
            day += timedelta(days=apart + dice.randint(-2, 3))
    return rows


def make_exit_cards(dice: Random) -> list[Row]:
    """Rows of exit_cards.csv: answers by office, months before this one, and question."""
    rows = []
    for office, (concerns, thanks) in A_YEAR.items():
        warmth = 0.80 + 0.012 * min(thanks, 12) - 0.004 * min(concerns, 20)
        for back in range(12, 0, -1):
            cards = round(CARDS_EACH_CONCERN * concerns / 12 * dice.uniform(0.6, 1.4))
            for question, yes in ((ExitQuestion.respect, warmth), (ExitQuestion.clear, warmth - 0.12)):
                chances = {Said.yes: yes, Said.partly: (1 - yes) * 0.65, Said.no: (1 - yes) * 0.35}
                said = dice.choices(list(chances), list(chances.values()), k=cards)
                rows += [
                    {"office_id": office, "months_back": str(back), "question": question.value, "said": one.value,
                     "count": str(said.count(one))}
                    for one in Said if one in said
                ]  # fmt: skip
    return rows


def _iso(monday: date, day: int) -> str:
    return (monday + timedelta(days=day)).isoformat()
