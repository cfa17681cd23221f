from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.case_tier import BARRIERS, PAPERS, TierRule, decide_tier
from workload.vocabulary import Driver, Stream, Tier

ANSWERS = st.dictionaries(st.sampled_from(Driver), st.sampled_from([True, False, None]))
STREAMS = st.sampled_from(Stream)


def all_no(**yes: bool | None) -> dict[Driver, bool | None]:
    return {driver: yes.get(driver.value, False) for driver in Driver}


def tier_of(**answers: bool | None) -> Tier:
    return decide_tier(all_no(**answers), Stream.regular).tier


def test_no_driver_makes_a_simple_case() -> None:
    decision = decide_tier(all_no(), Stream.regular)
    assert decision.tier is Tier.simple
    assert not decision.provisional
    assert decision.deciding == ()


def test_each_rule_reads_as_it_is_written() -> None:
    assert tier_of(crisis=True) is Tier.complex
    assert tier_of(complex_needs=True) is Tier.complex
    assert tier_of(disability=True, literacy=True) is Tier.complex
    assert tier_of(interpreter=True) is Tier.standard
    assert tier_of(tax_information=True, power_arrears=True) is Tier.standard
    assert tier_of(tax_information=True) is Tier.simple
    assert tier_of(disability=True, missing_documents=True, third_parties=True, power_arrears=True) is Tier.complex
    assert decide_tier(all_no(), Stream.icm).tier is Tier.complex
    assert decide_tier(all_no(), Stream.aged).tier is Tier.simple


def test_every_rule_keeps_its_result() -> None:
    decision = decide_tier(all_no(disability=True, literacy=True), Stream.regular)
    assert {reason.rule for reason in decision.reasons} == set(TierRule)
    assert [reason.rule for reason in decision.deciding] == [TierRule.two_barriers]


def test_case_with_nothing_known_is_provisionally_standard() -> None:
    decision = decide_tier({}, Stream.regular)
    assert (decision.tier, decision.provisional) == (Tier.standard, True)
    assert all(reason.applies is None for reason in decision.reasons if reason.rule is not TierRule.icm_stream)


def test_missing_answer_that_cannot_matter_is_no_doubt() -> None:
    crisis = decide_tier(all_no(crisis=True, literacy=None, power_arrears=None), Stream.regular)
    assert (crisis.tier, crisis.provisional) == (Tier.complex, False)
    one_paper = decide_tier(all_no(tax_information=None), Stream.regular)
    assert (one_paper.tier, one_paper.provisional) == (Tier.simple, False)


@given(ANSWERS, STREAMS)
def test_provisional_exactly_when_answers_could_change_it(answers: dict[Driver, bool | None], stream: Stream) -> None:
    unknown = [driver for driver in Driver if answers.get(driver) is None]
    possible = {
        decide_tier({**answers, **dict(zip(unknown, filled, strict=True))}, stream).tier
        for filled in product([False, True], repeat=len(unknown))
    }
    decision = decide_tier(answers, stream)
    assert decision.provisional == (len(possible) > 1)
    order = list(Tier).index
    assert min(map(order, possible)) <= order(decision.tier) <= max(map(order, possible))


@given(ANSWERS, STREAMS, st.sampled_from(Driver))
def test_another_yes_never_lowers_a_tier(answers: dict[Driver, bool | None], stream: Stream, driver: Driver) -> None:
    known = {one: bool(answers.get(one)) for one in Driver}
    order = list(Tier).index
    assert order(decide_tier({**known, driver: True}, stream).tier) >= order(decide_tier(known, stream).tier)


def test_every_driver_can_matter() -> None:
    used = {*BARRIERS, *PAPERS, Driver.crisis, Driver.complex_needs}
    assert used == set(Driver)
