"""Where each role can go, and which page is its home."""

from typing import Any

from flask import Flask, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from web.access import as_deputy
from web.edge import db, me
from workload.records.messages import count_unread
from workload.vocabulary import Role

HOMES = {
    Role.cso: "home.my_work",
    Role.manager: "home.my_region",
    Role.superintendent: "home.my_region",
    Role.hq: "home.territory",
    Role.administrator: "accounts.people",
}

# endpoint, words; the order on the page
ITEMS: dict[Role, list[tuple[str, Any]]] = {
    Role.cso: [
        ("home.my_work", _l("My work")),
        ("caseloads.my_cases", _l("My cases")),
        ("leave.index", _l("My leave")),
        ("recognition.thanks", _l("Thanks")),
        ("concerns.record", _l("Record a concern")),
        ("bring_forwards.listed", _l("Bring-forwards")),
    ],
    Role.manager: [
        ("home.my_region", _l("My region")),
        ("caseloads.region", _l("Caseloads")),
        ("leave.index", _l("Leave")),
        ("concerns.listed", _l("Concerns")),
        ("standards.index", _l("Standards")),
        ("recognition.thanks", _l("Thanks")),
        ("staffing.posts", _l("Posts")),
        ("hours.table", _l("Hours")),
    ],
    Role.hq: [
        ("home.territory", _l("Territory")),
        ("staffing.posts", _l("Posts")),
        ("hours.table", _l("Hours")),
        ("leave_year.curve", _l("Leave")),
        ("scenarios.index", _l("Scenarios")),
        ("scenarios.changes", _l("Changes")),
        ("caseloads.region", _l("Caseloads")),
        ("concerns.listed", _l("Concerns")),
        ("bring_forwards.listed", _l("Bring-forwards")),
        ("standards.index", _l("Standards")),
        ("recognition.thanks", _l("Thanks")),
    ],
    Role.administrator: [("accounts.people", _l("Accounts")), ("imports.index", _l("Take in a file"))],
}
ITEMS[Role.superintendent] = ITEMS[Role.manager]


def home_address() -> str:
    """The first page of the signed-in viewer, or the sign-in page."""
    if not current_user.is_authenticated:
        return url_for("accounts.sign_in")
    return url_for(HOMES[me().role])


def links() -> list[dict[str, Any]]:
    """The navigation of the viewer's role: words, address, and whether this is the page shown."""
    if not current_user.is_authenticated:
        return []
    items = [*ITEMS[me().role], ("messages.mine", _messages())]
    if as_deputy():
        items.append(("deputies.desk", _("In a manager's place")))
    return [
        {"words": words, "href": url_for(endpoint), "current": request.endpoint == endpoint}
        for endpoint, words in items
    ]


def _messages() -> str:
    unread = count_unread(db(), me().person_id)
    return _("Messages (%(num)s new)", num=unread) if unread else _("Messages")


def install(app: Flask) -> None:
    app.add_template_global(home_address, "home_address")
    app.add_template_global(links, "navigation_links")
