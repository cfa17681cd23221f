"""What changes in a person's post, as far as the balance must know: first and last day, stream, communities."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from scheduler.caseload_balancing import ask_for_plan
from workload.records.audit import note_action
from workload.records.places import region_by_office
from workload.tables.people import CommunityServed, Person


@dataclass(frozen=True)
class PostFacts:
    """`appointed_on` is the day from which the person may carry cases, `works_until` the last day at work."""

    appointed_on: date | None
    works_until: date | None
    icm: bool
    communities: frozenset[str]


def post_facts(session: Session, person: Person) -> PostFacts:
    query = select(CommunityServed.community_id).where(CommunityServed.person_id == person.id)
    return PostFacts(person.appointed_on, person.works_until, person.icm, frozenset(session.exec(query)))


def state_post_facts(session: Session, person: Person, facts: PostFacts, *, by: int) -> bool:
    """Store what changes in the post and ask for a new plan of moves; False when nothing is different."""
    before = post_facts(session, person)
    if before == facts:
        return False
    person.appointed_on, person.works_until, person.icm = facts.appointed_on, facts.works_until, facts.icm
    session.add(person)
    for row in session.exec(select(CommunityServed).where(col(CommunityServed.person_id) == person.id)):
        if row.community_id not in facts.communities:
            session.delete(row)
    for community in sorted(facts.communities - before.communities):
        session.add(CommunityServed(person_id=person.id or 0, community_id=community))
    note_action(
        session, person_id=by, action="change_post", subject="person", subject_id=person.id,
        before=_plain(before), after=_plain(facts),
    )  # fmt: skip
    ask_for_plan(session, region_id=region_by_office(session)[person.office_id], by=by)
    return True


def _plain(facts: PostFacts) -> dict[str, object]:
    return {
        "appointed_on": facts.appointed_on.isoformat() if facts.appointed_on else None,
        "works_until": facts.works_until.isoformat() if facts.works_until else None,
        "icm": facts.icm,
        "communities": sorted(facts.communities),
    }
