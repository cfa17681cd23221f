"""Which questions a month asks, and what of the answers may be shown."""

from datetime import date

from workload.estimates.pulse import EIGHT, Wave, published, questions_of, second_monday
from workload.vocabulary import HowOften, PulseQuestion

SAFE = PulseQuestion.safe
DAYS = (date(2026, 1, 12), date(2026, 2, 9), date(2026, 3, 9))


def wave(at: int, often: int, never: int, asked: int = 33) -> Wave:
    counts = {SAFE: {HowOften.often: often, HowOften.never: never}}
    return Wave(DAYS[at], DAYS[at].replace(day=DAYS[at].day + 13), asked, counts)


def test_a_quarter_asks_all_and_four_months_each_once() -> None:
    assert questions_of(date(2026, 4, 13)) == EIGHT
    months = [date(2026, month, 9) for month in (2, 3, 5, 6)]
    assert sorted(one for day in months for one in questions_of(day)) == sorted(EIGHT)


def test_the_second_monday_is_never_the_first() -> None:
    found = [second_monday(date(2026, month, 1)) for month in range(1, 13)]
    assert all(day.weekday() == 0 and 8 <= day.day <= 14 for day in found)


def test_ten_answers_are_shown_and_nine_wait() -> None:
    assert published([wave(0, 5, 4)]) == ()
    (one,) = published([wave(0, 5, 5)])
    assert (one.answers, one.mostly, one.asked) == (10, 5, 33)


def test_where_fewer_than_ten_kept_silent_nothing_is_shown() -> None:
    assert published([wave(0, 12, 12)]) == ()
    (one,) = published([wave(0, 12, 11)])
    assert one.asked - one.answers == 10


def test_a_wave_with_too_few_is_counted_with_the_next() -> None:
    (one,) = published([wave(0, 4, 4), wave(1, 6, 3)])
    assert (one.answers, one.mostly, one.first, one.asked) == (17, 10, DAYS[0], 66)


def test_waves_already_shown_never_change() -> None:
    earlier = published([wave(0, 8, 8), wave(1, 3, 3)])
    assert published([wave(0, 8, 8), wave(1, 3, 3), wave(2, 9, 9)])[: len(earlier)] == earlier


def test_a_split_of_four_or_none_is_not_shown() -> None:
    for often, never in ((4, 12), (16, 0), (0, 16), (12, 4)):
        (one,) = published([wave(0, often, never)])
        assert (one.mostly, one.share) == (None, None)
