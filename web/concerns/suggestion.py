"""The way that is suggested for a concern, from its boxes and from what a reader of it ticks."""

from dataclasses import fields, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from workload.estimates.concern_triage import Route, TriageFacts, triage
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernCategory

TICKABLE = tuple(one.name for one in fields(TriageFacts) if one.name not in ("ticked", "naming"))


def facts_of(concern: Concern) -> TriageFacts:
    """What the form itself says; without a form, what it is about. Thanks alone name nothing wrong."""
    about = concern.ticked or [concern.category.value]
    ticked = {ConcernCategory(word) for word in about if word != "went_well"}
    return TriageFacts(
        ticked=frozenset(ticked),
        naming=concern.naming,
        urgent=concern.urgent,
        wrong_person_informed=ConcernCategory.privacy in ticked,
        appealable=ConcernCategory.decision in ticked,
        went_well="went_well" in concern.ticked,
    )


def suggested_routes(concern: Concern, known: frozenset[str] | None) -> tuple[Route, ...]:
    """Every way that applies, the leading one first. `known` are facts that a reader ticked instead of the form's."""
    facts = facts_of(concern)
    if known is not None:
        looked: dict[str, Any] = {name: name in known for name in TICKABLE}
        facts = replace(facts, **looked)
    return triage(facts)


def known_of(concern: Concern, known: frozenset[str] | None) -> list[str]:
    """Boxes to be ticked when the page is shown."""
    return sorted(known) if known is not None else [name for name in TICKABLE if getattr(facts_of(concern), name)]


def ticked_facts(address: MultiDict[str, str]) -> frozenset[str] | None:
    """What a reader ticked, from the page's address; None when nothing was sent."""
    return frozenset(address.getlist("known")) & frozenset(TICKABLE) if "looked" in address else None
