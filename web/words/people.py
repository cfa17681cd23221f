"""People, the offices they work in, and what they are appointed to."""

from typing import Any

from flask_babel import lazy_gettext as _l

WORDS: dict[str, dict[str, Any]] = {
    "OfficeKind": {"regional": _l("regional service centre"), "community": _l("community service centre")},
    "PersonKind": {
        "cso": _l("client service officer"),
        "itinerant": _l("itinerant officer"),
        "pool": _l("reliever"),
        "staff": _l("staff without cases"),
    },
    "ApiScope": {
        "people_read": _l("read people and offices"),
        "leave_read": _l("read decided leave"),
        "cases_read": _l("read cases"),
        "cases_write": _l("open and change cases"),
        "applications_read": _l("read applications and their days"),
        "applications_write": _l("store applications and their days"),
        "time_write": _l("add logged time"),
        "plans_read": _l("read plans of caseloads"),
        "concerns_read": _l("count concerns"),
        "concerns_write": _l("record concerns"),
        "staffing_read": _l("read posts needed and there"),
    },
    "Role": {
        "cso": _l("client service officer"),
        "manager": _l("regional manager"),
        "superintendent": _l("superintendent"),
        "hq": _l("headquarters"),
        "administrator": _l("administrator"),
    },
    "Course": {
        "csp": _l("Certified Service Professional"),
        "mental_health_first_aid": _l("mental health first aid"),
        "motivational_interviewing": _l("motivational interviewing"),
        "crisis_intervention": _l("non-violent crisis intervention"),
        "initial": _l("initial training"),
        "refresher": _l("refresher"),
        "accessible_communication": _l("accessible communication"),
        "conflict_resolution": _l("conflict resolution that keeps the relationship"),
        "conference": _l("territorial conference"),
    },
}
