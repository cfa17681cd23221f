from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.move_weight import move_weight
from workload.vocabulary import Tier

MONTHS = st.floats(0, 400)


def test_new_simple_case_in_english_is_cheapest() -> None:
    assert move_weight(0, "en", Tier.simple) == 1.0


def test_years_language_and_needs_all_add_to_the_price() -> None:
    assert move_weight(36, "en", Tier.simple) == 4.0
    assert move_weight(36, "dgr", Tier.simple) == 6.0
    assert move_weight(36, "dgr", Tier.complex) == 10.5


def test_bond_is_full_after_three_years() -> None:
    assert move_weight(36, "en", Tier.standard) == move_weight(240, "en", Tier.standard)


@given(MONTHS, MONTHS, st.sampled_from(["en", "fr", "dgr"]), st.sampled_from(Tier))
def test_longer_bond_is_never_cheaper_to_break(one: float, other: float, language: str, tier: Tier) -> None:
    shorter, longer = sorted((one, other))
    assert 1.0 <= move_weight(shorter, language, tier) <= move_weight(longer, language, tier) <= 10.5
