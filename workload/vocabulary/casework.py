"""Cases and the work on them."""

from enum import StrEnum


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


class CaseDateKind(StrEnum):
    """What a case has coming: a service clock that runs, a document awaited, an appointment."""

    clock = "clock"
    document = "document"
    appointment = "appointment"
