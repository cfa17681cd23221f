"""The offices' own words. Members are named like their values, because the database stores the name."""

from enum import StrEnum


class OfficeKind(StrEnum):
    regional = "regional"
    community = "community"


class PersonKind(StrEnum):
    """What a person is in the plans: a CSO at an office, an itinerant CSO with a base, a reliever without own cases,
    or someone who carries no cases."""

    cso = "cso"
    itinerant = "itinerant"
    pool = "pool"
    staff = "staff"


class Role(StrEnum):
    cso = "cso"
    manager = "manager"
    superintendent = "superintendent"
    hq = "hq"
    administrator = "administrator"


class Tier(StrEnum):
    simple = "simple"
    standard = "standard"
    complex = "complex"


class Stream(StrEnum):
    regular = "regular"
    aged = "aged"
    icm = "icm"


class Driver(StrEnum):
    """What makes a case take time. Source: NWT Ombud 2022, the workload chapter."""

    complex_needs = "complex_needs"
    disability = "disability"
    literacy = "literacy"
    interpreter = "interpreter"
    crisis = "crisis"
    missing_documents = "missing_documents"
    third_parties = "third_parties"
    tax_information = "tax_information"
    power_arrears = "power_arrears"
    productive_choice = "productive_choice"


class Activity(StrEnum):
    """What a CSO's hours go to. The first block belongs to cases, the second to the post."""

    monthly_report = "monthly_report"
    contact = "contact"
    missing_documents = "missing_documents"
    third_parties = "third_parties"
    forms_help = "forms_help"
    productive_choice = "productive_choice"
    new_application = "new_application"
    annual_review = "annual_review"
    notes = "notes"
    concern = "concern"
    bring_forward = "bring_forward"
    appeal = "appeal"
    meeting = "meeting"
    supervision = "supervision"
    administration = "administration"
    training = "training"
    travel = "travel"
    cover = "cover"


class Head(StrEnum):
    """The eight heads of recommendation 8 (NWT Ombud 2022)."""

    client_service = "client_service"
    complex_needs = "complex_needs"
    standards = "standards"
    administration = "administration"
    concerns = "concerns"
    bring_forwards = "bring_forwards"
    leave = "leave"
    training = "training"


class Evidence(StrEnum):
    """Strength of a figure: a primary text, a secondary page, or our estimate."""

    primary = "primary"
    secondary = "secondary"
    estimate = "estimate"


class ProposalStatus(StrEnum):
    """Where a proposed change to the workload model stands."""

    waiting = "waiting"
    approved = "approved"
    declined = "declined"
    withdrawn = "withdrawn"


class Verdict(StrEnum):
    """One scale of load, everywhere. `uncovered` is for hours that nobody is there to do; it has no percentage."""

    room = "room"
    full = "full"
    over = "over"
    far_over = "far_over"
    uncovered = "uncovered"


class DayKind(StrEnum):
    holiday = "holiday"
    mandatory = "mandatory"
    community = "community"
    closure = "closure"
    delivery = "delivery"


class LeaveKind(StrEnum):
    annual = "annual"
    special = "special"
    sick = "sick"
    mandatory = "mandatory"


class DayPart(StrEnum):
    whole = "whole"
    morning = "morning"
    afternoon = "afternoon"


class LeaveStatus(StrEnum):
    asked = "asked"
    granted = "granted"
    refused = "refused"
    withdrawn = "withdrawn"
    cancelled = "cancelled"


class LedgerReason(StrEnum):
    opening = "opening"
    earned = "earned"
    taken = "taken"
    given_back = "given_back"
    carried = "carried"
    bonus = "bonus"


class CoverMode(StrEnum):
    site = "site"
    remote = "remote"


class LeaveChangeKind(StrEnum):
    """What became of leave after it was granted or refused."""

    cancelled = "cancelled"
    recalled = "recalled"
    returned = "returned"
    undone = "undone"


class CoverStatus(StrEnum):
    proposed = "proposed"
    agreed = "agreed"
    declined = "declined"
    ended = "ended"


class CoverRefusal(StrEnum):
    """Why a person who was asked cannot cover."""

    full_week = "full_week"
    away = "away"
    conflict = "conflict"
    travel = "travel"
    other = "other"


class MessageKind(StrEnum):
    """What a message is about; the page makes the sentence."""

    cover_asked = "cover_asked"
    cover_assigned = "cover_assigned"
    cover_replanned = "cover_replanned"
    cover_missing = "cover_missing"
    cover_ended = "cover_ended"
    sick_called = "sick_called"
    leave_granted = "leave_granted"
    leave_refused = "leave_refused"
    leave_cancelled = "leave_cancelled"
    leave_recalled = "leave_recalled"
    decision_undone = "decision_undone"
    deputy_named = "deputy_named"
    concern_due = "concern_due"


class MailChoice(StrEnum):
    """How a person wants to be told by e-mail that messages wait."""

    at_once = "at_once"
    daily = "daily"
    never = "never"


class MailState(StrEnum):
    """Whether an e-mail tells of a message: not at all, not yet, it did, or it could not."""

    unwanted = "unwanted"
    waiting = "waiting"
    sent = "sent"
    failed = "failed"


class WeekState(StrEnum):
    """Could a person be away for a whole week: covered easily, only just, or not; away already; nothing to take."""

    open = "open"
    tight = "tight"
    not_coverable = "not_coverable"
    away = "away"
    closed = "closed"


class GuardVerdict(StrEnum):
    """Will somebody lose leave? Weeks in which it can be covered against weeks still to take."""

    safe = "safe"
    watch = "watch"
    reserve = "reserve"
    late = "late"


class BlockState(StrEnum):
    """Leave proposed to somebody: found, sent to the person, and the answer."""

    proposed = "proposed"
    asked = "asked"
    accepted = "accepted"
    declined = "declined"
    lapsed = "lapsed"


class RoundState(StrEnum):
    """The annual round: wishes are taken, the year is worked out and looked at, and in force."""

    open = "open"
    planning = "planning"
    published = "published"


class PoolKind(StrEnum):
    """Who may stand in, by the terms on which they are engaged."""

    itinerant = "itinerant"
    float = "float"
    term = "term"
    casual = "casual"
    neighbour = "neighbour"
    service_officer = "service_officer"


class PlanKind(StrEnum):
    caseload = "caseload"
    relief = "relief"
    year = "year"
    annual_round = "annual_round"


class PlanStatus(StrEnum):
    waiting = "waiting"
    solving = "solving"
    ready = "ready"
    accepted = "accepted"
    replaced = "replaced"
    failed = "failed"


class MoveState(StrEnum):
    """`accepted` waits for its day, `done` has changed hands, `withdrawn` was agreed and then given up."""

    proposed = "proposed"
    accepted = "accepted"
    pinned = "pinned"
    done = "done"
    withdrawn = "withdrawn"


class MoveGround(StrEnum):
    """Why a manager decides otherwise than the plan: another officer, none of them, or the one who holds the case."""

    knows_client = "knows_client"
    language = "language"
    conflict = "conflict"
    staff_risk = "staff_risk"
    client_wish = "client_wish"
    other = "other"


class CaseDateKind(StrEnum):
    """What a case has coming: a service clock that runs, a document awaited, an appointment."""

    clock = "clock"
    document = "document"
    appointment = "appointment"


class Channel(StrEnum):
    web = "web"
    sheet = "sheet"
    phone = "phone"
    in_person = "in_person"
    mail = "mail"
    email = "email"
    mla = "mla"


class ConcernCategory(StrEnum):
    delay = "delay"
    wrong_information = "wrong_information"
    respect = "respect"
    knowledge = "knowledge"
    no_answer = "no_answer"
    lost_papers = "lost_papers"
    access = "access"
    privacy = "privacy"
    decision = "decision"
    rule = "rule"
    other = "other"


class ConcernStatus(StrEnum):
    received = "received"
    answered = "answered"
    closed = "closed"


class BringForwardSource(StrEnum):
    mla = "mla"
    minister = "minister"
    hq = "hq"
    media = "media"
    ombud = "ombud"
    other = "other"


class BringForwardLane(StrEnum):
    """How much of an answer a BF needs."""

    call_them = "call_them"  # they are asked to call the office, in three lines
    standard_note = "standard_note"
    full_brief = "full_brief"


class BringForwardWork(StrEnum):
    """What minutes of a BF went to."""

    read = "read"
    search = "search"
    write = "write"
    review = "review"
    call = "call"
    headquarters = "headquarters"


class Giver(StrEnum):
    client = "client"
    peer = "peer"
    buddy = "buddy"
    manager = "manager"
    headquarters = "headquarters"
    partner = "partner"


class Value(StrEnum):
    """What a recognition note thanks for."""

    relationship = "relationship"
    explained_clearly = "explained_clearly"
    calmed_conflict = "calmed_conflict"
    covered = "covered"
    found_a_way = "found_a_way"
    fixed_our_error = "fixed_our_error"
    taught = "taught"


class Visibility(StrEnum):
    """Who may read a recognition note besides its giver: the recipient decides."""

    me = "me"
    manager = "manager"
    team = "team"
    everyone = "everyone"


class Course(StrEnum):
    csp = "csp"
    mental_health_first_aid = "mental_health_first_aid"
    motivational_interviewing = "motivational_interviewing"
    crisis_intervention = "crisis_intervention"
    initial = "initial"
    refresher = "refresher"


class ApiScope(StrEnum):
    """What a program with a token may do."""

    people_read = "people_read"
    leave_read = "leave_read"
    cases_read = "cases_read"
    cases_write = "cases_write"
    applications_read = "applications_read"
    applications_write = "applications_write"
    time_write = "time_write"
    plans_read = "plans_read"
    concerns_read = "concerns_read"
    concerns_write = "concerns_write"
    staffing_read = "staffing_read"


class ConcernRoute(StrEnum):
    """Where an issue of a concern goes, by what it is."""

    urgent = "urgent"
    privacy = "privacy"
    conduct = "conduct"
    decision = "decision"  # may be appealed
    misunderstanding = "misunderstanding"
    service = "service"
    policy = "policy"
    correction = "correction"  # of an error of ours
    thanks = "thanks"


class Handler(StrEnum):
    """Who takes an issue up."""

    on_duty = "on_duty"
    officer = "officer"
    manager = "manager"
    superintendent = "superintendent"
    headquarters = "headquarters"


class Naming(StrEnum):
    """Who may know who told us."""

    named = "named"
    confidential = "confidential"  # the manager or headquarters, not the officer
    anonymous = "anonymous"


class ConcernStep(StrEnum):
    """What happened to a concern, one word an event; events are only ever added."""

    received = "received"
    acknowledged = "acknowledged"
    routed = "routed"
    owner_accepted = "owner_accepted"
    waiting = "waiting"  # for the client, headquarters, the bank, or cover
    resumed = "resumed"
    tried_to_reach = "tried_to_reach"
    progress_told = "progress_told"
    answered = "answered"
    remedy_offered = "remedy_offered"
    remedy_done = "remedy_done"
    person_wrote = "person_wrote"
    view_given = "view_given"
    closed = "closed"
    reopened = "reopened"
    second_stage = "second_stage"
    escalated = "escalated"


class Finding(StrEnum):
    """What was found."""

    upheld = "upheld"
    partly = "partly"
    not_upheld = "not_upheld"
    could_not_tell = "could_not_tell"
    explained = "explained"


class Said(StrEnum):
    """An answer to «were you heard» or «do you understand the answer»."""

    yes = "yes"
    partly = "partly"
    no = "no"


class Signal(StrEnum):
    """What can be told of strain from facts of work. None of them says how anybody is."""

    planned_load = "planned_load"
    part_time_fit = "part_time_fit"
    weeks_since_rest = "weeks_since_rest"
    leave_at_risk = "leave_at_risk"
    leave_refused = "leave_refused"
    covering = "covering"
    interruptions = "interruptions"
    deadlines = "deadlines"
    major_changes = "major_changes"
    alone = "alone"
    incidents = "incidents"
    weekly_hours = "weekly_hours"  # with the unpaid ones: private
    unpaid_hours = "unpaid_hours"  # private


class SignalLevel(StrEnum):
    """Where a signal stands. `unknown` is no fact to tell from, and never counted as calm."""

    unknown = "unknown"
    calm = "calm"
    amber = "amber"
    red = "red"


class IncidentKind(StrEnum):
    """Abuse at work, or because of work."""

    verbal = "verbal"
    threat = "threat"
    assault = "assault"
    online = "online"
    off_duty = "off_duty"  # what was written down of it is the person's alone
