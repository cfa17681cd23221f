"""Every branch of the table by which concerns find their way."""

from itertools import product

import pytest

from workload.estimates.concern_triage import SERVICE, Owed, TriageFacts, triage
from workload.vocabulary import ConcernCategory, ConcernRoute, Handler, Naming


def routes(**facts: object) -> list[str]:
    return [one.route.value for one in triage(TriageFacts(**facts))]  # type: ignore[arg-type]


def test_no_heat_tonight_waits_for_nobody() -> None:
    first, second = triage(TriageFacts(urgent=True, ticked=frozenset({ConcernCategory.delay})))
    assert (first.route, first.handler, first.response_days) == (ConcernRoute.urgent, Handler.on_duty, 0)
    assert Owed.today in first.owed
    assert second.route is ConcernRoute.service  # and then it goes on as what it is


def test_news_that_went_to_the_wrong_person_starts_today() -> None:
    (found,) = triage(TriageFacts(wrong_person_informed=True))
    assert (found.response_days, found.finish_days) == (0, 10)
    assert found.owed == (Owed.today, Owed.privacy_coordinator)


@pytest.mark.parametrize(
    ("about", "handler"),
    [
        ({}, Handler.manager),
        ({"about_manager": True}, Handler.superintendent),
        ({"about_regional_handling": True}, Handler.headquarters),
        ({"about_manager": True, "about_regional_handling": True}, Handler.headquarters),
    ],
)
def test_nobody_looks_into_their_own_conduct(about: dict[str, bool], handler: Handler) -> None:
    (found,) = triage(TriageFacts(about_conduct=True, **about))
    assert (found.handler, found.response_days, found.finish_days) == (handler, 2, 10)


def test_the_appeal_right_is_told_the_same_day() -> None:
    (found,) = triage(TriageFacts(appealable=True))
    assert (found.route, found.owed) == (ConcernRoute.decision, (Owed.appeal_right_today,))


@pytest.mark.parametrize("category", sorted(SERVICE))
def test_each_service_issue_is_answered_in_two_days(category: ConcernCategory) -> None:
    (found,) = triage(TriageFacts(ticked=frozenset({category})))
    assert (found.route, found.handler, found.response_days) == (ConcernRoute.service, Handler.officer, 2)


def test_what_was_explained_before_is_a_misunderstanding_with_a_note() -> None:
    (found,) = triage(TriageFacts(ticked=frozenset({ConcernCategory.delay}), explained=True))
    assert (found.route, found.owed) == (ConcernRoute.misunderstanding, (Owed.written_note,))


@pytest.mark.parametrize("facts", [{"no_discretion": True}, {"ticked": frozenset({ConcernCategory.rule})}])
def test_a_rule_nobody_here_can_change_goes_into_the_register(facts: dict[str, object]) -> None:
    (found,) = triage(TriageFacts(**facts))  # type: ignore[arg-type]
    assert (found.route, found.finish_days, found.owed) == (ConcernRoute.policy, 20, (Owed.policy_register,))


def test_our_own_error_is_mended_within_five_days_by_a_manager() -> None:
    (found,) = triage(TriageFacts(our_error=True))
    assert (found.handler, found.finish_days, found.owed) == (Handler.manager, 5, (Owed.remedy,))


def test_thanks_reach_the_person() -> None:
    assert triage(TriageFacts(went_well=True))[0].owed == (Owed.tell_the_person,)


def test_one_message_with_three_issues_has_three_routes() -> None:
    assert routes(ticked=frozenset({ConcernCategory.lost_papers}), appealable=True, went_well=True) == [
        "decision",
        "service",
        "thanks",
    ]


def test_a_message_that_fits_nothing_is_still_answered() -> None:
    assert routes() == ["service"]


@pytest.mark.parametrize("naming", [Naming.confidential, Naming.anonymous])
def test_the_officer_does_not_learn_what_was_told_in_confidence(naming: Naming) -> None:
    flags = ("appealable", "no_discretion", "our_error", "explained")
    for values in product((False, True), repeat=len(flags)):
        for ticked in (frozenset(), frozenset({ConcernCategory.delay})):
            facts = TriageFacts(ticked=ticked, naming=naming, **dict(zip(flags, values, strict=True)))
            assert all(one.handler is not Handler.officer for one in triage(facts))
