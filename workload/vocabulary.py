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


class CoverStatus(StrEnum):
    agreed = "agreed"
    declined = "declined"
    ended = "ended"


class PlanKind(StrEnum):
    caseload = "caseload"
    relief = "relief"


class PlanStatus(StrEnum):
    waiting = "waiting"
    solving = "solving"
    ready = "ready"
    accepted = "accepted"
    replaced = "replaced"
    failed = "failed"


class MoveState(StrEnum):
    proposed = "proposed"
    accepted = "accepted"
    pinned = "pinned"


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
