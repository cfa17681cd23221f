"""What may speak of an urgent need is read first; ordinary words are not."""

import pytest

from seed_data.csv_files import read_rows
from workload.estimates.words_of_need import words_of_need


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We have no food and the kids are hungry.", ("no food", "hungry")),
        ("They said I will be EVICTED on Friday", ("EVICTED",)),
        ("Our power was cut yesterday", ("power was cut",)),
        ("Nous n'avons rien à manger, et le courant a été coupé.", ("rien à manger", "courant a été coupé")),
        ("He hit me again", ("hit me",)),
        ("The cheque is three days late and nobody called.", ()),
        ("The food voucher form was wrong. The powerful heater in the hall is loud.", ()),
    ],
)
def test_words_of_need_are_found_as_written(text: str, found: tuple[str, ...]) -> None:
    assert words_of_need(text) == found


def test_most_concerns_of_a_year_ask_for_no_first_look() -> None:
    told = [row["what_happened"] for row in read_rows("concerns")]
    assert sum(bool(words_of_need(text)) for text in told) < len(told) / 10
