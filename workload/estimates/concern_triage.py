"""Where each issue of a concern goes, who takes it up, and what is owed the same day: a decision table anyone can read.

After the classes of the NWT Ombud's 2022 report on income assistance and practice elsewhere; which test comes first and
the days of a policy answer are our convention. The table only suggests: a person confirms, and says why when they
choose otherwise. One message may hold several issues; every test that says yes gives a route, the first one leads.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from workload.vocabulary import ConcernCategory, ConcernRoute, Handler, Naming

SERVICE = frozenset(
    {
        ConcernCategory.delay,
        ConcernCategory.wrong_information,
        ConcernCategory.knowledge,
        ConcernCategory.no_answer,
        ConcernCategory.lost_papers,
        ConcernCategory.access,
        ConcernCategory.respect,
        ConcernCategory.other,
    }
)
RESPONSE_DAYS, POLICY_DAYS = 2, 20
FINISH_DAYS = {
    ConcernRoute.privacy: 10,
    ConcernRoute.conduct: 10,
    ConcernRoute.policy: POLICY_DAYS,
    ConcernRoute.correction: 5,
}
"""Open days in which it is said what was found, or the error is put right; other ways have no such limit."""


class Owed(StrEnum):
    """What must happen besides an answer in time."""

    today = "today"  # somebody acts the same day; nothing waits for classing
    privacy_coordinator = "privacy_coordinator"
    appeal_right_today = "appeal_right_today"  # the right, the last day and the form, the same day
    written_note = "written_note"
    policy_register = "policy_register"
    remedy = "remedy"
    tell_the_person = "tell_the_person"


@dataclass(frozen=True)
class TriageFacts:
    """What is known of one message. Everything is a plain yes or no that the reader of the message can give.

    `ticked` are the boxes of the form. `no_discretion`: staff may not decide otherwise under the rules. `explained`:
    the record shows that the clock had not started or that the rule was explained.
    """

    ticked: frozenset[ConcernCategory] = frozenset()
    naming: Naming = Naming.named
    urgent: bool = False
    wrong_person_informed: bool = False
    about_conduct: bool = False
    about_manager: bool = False
    about_regional_handling: bool = False
    appealable: bool = False
    no_discretion: bool = False
    our_error: bool = False
    explained: bool = False
    went_well: bool = False


@dataclass(frozen=True)
class Route:
    """One way for one issue. `response_days` and `finish_days` are business days; None where nothing further is due."""

    route: ConcernRoute
    handler: Handler
    response_days: int
    finish_days: int | None = None
    owed: tuple[Owed, ...] = ()


def triage(facts: TriageFacts) -> tuple[Route, ...]:
    """Every route that applies, the leading one first; at least one, since a message that fits nothing is service."""
    found = tuple(route(facts) for applies, route in _TABLE if applies(facts))
    return found or (_service(facts),)


def service_parts(ticked: Iterable[ConcernCategory]) -> tuple[tuple[ConcernCategory, Route], ...]:
    """What an appeal says besides the decision, each issue with its way by the same table: these come back as concerns.
    The decision or the amount itself stays with the appeal."""
    ways = [(one, triage(_facts_of_one(one))[0]) for one in dict.fromkeys(ticked)]
    return tuple((one, way) for one, way in ways if way.route is not ConcernRoute.decision)


def _facts_of_one(category: ConcernCategory) -> TriageFacts:
    return TriageFacts(
        ticked=frozenset({category}),
        wrong_person_informed=category is ConcernCategory.privacy,
        appealable=category is ConcernCategory.decision,
    )


def conduct_handler(facts: TriageFacts) -> Handler:
    """Who finds out about conduct: never the person concerned, and never whoever handled it already."""
    if facts.about_regional_handling:
        return Handler.headquarters
    return Handler.superintendent if facts.about_manager else Handler.manager


def first_handler(facts: TriageFacts) -> Handler:
    """The officer where the person lets the officer know, otherwise the manager; above the manager where it is about
    the manager or the region."""
    above = conduct_handler(facts)
    if above is not Handler.manager:
        return above
    return Handler.officer if facts.naming is Naming.named and not facts.about_conduct else Handler.manager


def _urgent(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.urgent, Handler.on_duty, 0, owed=(Owed.today,))


def _privacy(facts: TriageFacts) -> Route:
    owed = (Owed.today, Owed.privacy_coordinator)
    return Route(ConcernRoute.privacy, conduct_handler(facts), 0, FINISH_DAYS[ConcernRoute.privacy], owed)


def _conduct(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.conduct, conduct_handler(facts), RESPONSE_DAYS, FINISH_DAYS[ConcernRoute.conduct])


def _decision(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.decision, first_handler(facts), RESPONSE_DAYS, owed=(Owed.appeal_right_today,))


def _misunderstanding(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.misunderstanding, first_handler(facts), RESPONSE_DAYS, owed=(Owed.written_note,))


def _service(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.service, first_handler(facts), RESPONSE_DAYS)


def _policy(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.policy, first_handler(facts), RESPONSE_DAYS, POLICY_DAYS, (Owed.policy_register,))


def _correction(facts: TriageFacts) -> Route:
    days = FINISH_DAYS[ConcernRoute.correction]
    return Route(ConcernRoute.correction, conduct_handler(facts), RESPONSE_DAYS, days, (Owed.remedy,))


def _thanks(facts: TriageFacts) -> Route:
    return Route(ConcernRoute.thanks, Handler.manager, RESPONSE_DAYS, owed=(Owed.tell_the_person,))


def _is_service(facts: TriageFacts) -> bool:
    return bool(facts.ticked & SERVICE)


_TABLE: tuple[tuple[Callable[[TriageFacts], bool], Callable[[TriageFacts], Route]], ...] = (
    (lambda facts: facts.urgent, _urgent),
    (lambda facts: facts.wrong_person_informed, _privacy),
    (lambda facts: facts.about_conduct, _conduct),
    (lambda facts: facts.appealable, _decision),
    (lambda facts: _is_service(facts) and facts.explained, _misunderstanding),
    (lambda facts: _is_service(facts) and not facts.explained, _service),
    (lambda facts: facts.no_discretion or ConcernCategory.rule in facts.ticked, _policy),
    (lambda facts: facts.our_error, _correction),
    (lambda facts: facts.went_well, _thanks),
)
