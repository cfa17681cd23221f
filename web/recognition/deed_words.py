"""A fact of work as a sentence. Facts only: whoever thanks finds the words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import day, figure
from web.leave.sentences import join
from workload.tables.recognition import UnthankedDeed
from workload.vocabulary import Deed


def deed_sentence(row: UnthankedDeed, name: str, office: str, offices: Mapping[str, str]) -> str:
    """«Joseph Wedawini covered 9 days in Whatì, since Mon 2 Nov 2026.» `office` is where the person works."""
    given = row.facts
    match row.deed:
        case Deed.cover_given:
            places = join([offices.get(one, one) for one in given["offices"]])
            return ngettext(
                "%(name)s covered %(num)s day in %(places)s, since %(day)s.",
                "%(name)s covered %(num)s days in %(places)s, since %(day)s.",
                given["days"],
                name=name,
                places=places,
                day=day(row.since),
            )
        case Deed.concern_sent:
            return ngettext(
                "%(name)s has %(num)s concern to answer since %(day)s.",
                "%(name)s has %(num)s concerns to answer, the newest since %(day)s.",
                given["concerns"],
                name=name,
                day=day(row.since),
            )
        case Deed.complex_closed:
            return ngettext(
                "%(name)s closed %(num)s complex case, on %(day)s.",
                "%(name)s closed %(num)s complex cases since %(day)s.",
                given["cases"],
                name=name,
                day=day(row.since),
            )
        case Deed.delivery_over:
            return _(
                "%(name)s went through the delivery days up to %(day)s in a month that needed %(needed)s hours, with "
                "%(there)s hours there.",
                name=name,
                day=day(date.fromisoformat(given["day"])),
                needed=figure(given["needed"]),
                there=figure(given["there"]),
            )
        case Deed.first_month:
            return _("%(name)s has been an officer for a month, since %(day)s.", name=name, day=day(row.since))
        case Deed.lone_office:
            return _(
                "%(name)s works alone in %(office)s, and nobody has written a note to them in %(days)s days.",
                name=name,
                office=office,
                days=given["days"],
            )
