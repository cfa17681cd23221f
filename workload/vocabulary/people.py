"""People, the offices they work in, and what they are appointed to."""

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


class Course(StrEnum):
    csp = "csp"
    mental_health_first_aid = "mental_health_first_aid"
    motivational_interviewing = "motivational_interviewing"
    crisis_intervention = "crisis_intervention"
    initial = "initial"
    refresher = "refresher"
    accessible_communication = "accessible_communication"
    conflict_resolution = "conflict_resolution"
    conference = "conference"


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
