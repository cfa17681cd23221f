"""What was looked at and what it took, bring-forward by bring-forward; and the ones that nobody has answered yet."""

from datetime import timedelta
from random import Random

from seed_data.csv_files import Row
from seed_data.make_cases import ANCHOR
from workload.estimates.displaced_work import price_of
from workload.vocabulary import BringForwardLane, BringForwardSource, BringForwardWork

OPEN = (
    ("hay-river", "anjali", BringForwardSource.mla, -3, 2, BringForwardLane.standard_note, 30,
     "Constituent says the fuel help was promised in October. What was promised, and when does it come?"),
    ("behchoko", "leon", BringForwardSource.minister, -1, 3, BringForwardLane.full_brief, 75,
     "How long did applications wait while the second officer was on leave? One page, with figures."),
    ("tuktoyaktuk", "ellen", BringForwardSource.mla, 0, 1, BringForwardLane.call_them, 0,
     "Constituent says that nobody calls back."),
    ("yellowknife", "tyler", BringForwardSource.other, 0, 4, BringForwardLane.standard_note, 0,
     "A landlord writes that the office gave him the runaround."),
)  # fmt: skip
"""Office, who answers, who asks, days after the anchor of asking and of the day wanted, lane, minutes so far, question.
The last one is vague: headquarters is asked back."""

SPLIT = {
    BringForwardWork.read: 0.15,
    BringForwardWork.search: 0.35,
    BringForwardWork.write: 0.35,
    BringForwardWork.call: 0.15,
}
LOOKED = 0.85
"""Of the bring-forwards of the year somebody did the first-contact check of this share."""

VAGUE = "the runaround"
CLARIFY = "What exactly happened, on which day, and with whom did the person speak?"


def open_bring_forwards() -> list[Row]:
    """Rows for bring_forwards.csv that have no answer."""
    return [
        {
            "office_id": office,
            "person": person,
            "source": source.value,
            "asked_on": (ANCHOR + timedelta(days=asked)).isoformat(),
            "needed_by": (ANCHOR + timedelta(days=needed)).isoformat(),
            "answered_on": "",
            "minutes": str(minutes),
            "question": question,
        }
        for office, person, source, asked, needed, _lane, minutes, question in OPEN
    ]


def make_bring_forward_work(dice: Random, rows: list[Row]) -> list[Row]:
    """Rows of bring_forward_work.csv, one a bring-forward in the same order."""
    lanes = {question: lane.value for *_place, lane, _minutes, question in OPEN}
    earlier: list[int] = []
    found = []
    for row in rows:
        price = price_of(list(reversed(earlier)))
        minutes = int(row["minutes"])
        lane = lanes.get(row["question"]) or _lane(minutes)
        found.append(
            {
                "reference": row["reference"],
                "lane": lane,
                **_check(dice, row),
                "clarify": CLARIFY if VAGUE in row["question"] else "",
                "quoted_minutes": str(price.minutes) if price else "",
                "quoted_low": str(price.low) if price else "",
                "quoted_high": str(price.high) if price else "",
                "quoted_late": str(dice.choice((0, 0, 1, 1, 2, 3, 5))) if price else "",
                **{work.value: str(round(minutes * part)) for work, part in SPLIT.items()},
                "review": str(dice.choice((0, 0, 10, 15))) if row["answered_on"] else "0",
                "headquarters": str(dice.choice((15, 20, 30, 45))),
            }
        )
        if row["answered_on"]:
            earlier.append(minutes)
    return found


def _lane(minutes: int) -> str:
    if minutes <= 45:
        return BringForwardLane.call_them.value
    return (BringForwardLane.standard_note if minutes <= 180 else BringForwardLane.full_brief).value


def _check(dice: Random, row: Row) -> Row:
    """Spoke to the office, applied, solved before: blank where nobody has looked."""
    if not row["answered_on"] or dice.random() > LOOKED:
        return {"spoke_to_office": "", "applied": "", "solved_before": ""}
    return {
        "spoke_to_office": str(int(dice.random() < 0.62)),
        "applied": str(int(dice.random() < 0.9)),
        "solved_before": str(int(dice.random() < 0.2)),
    }
