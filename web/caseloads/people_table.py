"""The people of a caseload page as a table to take away."""

from collections.abc import Sequence
from datetime import date

from flask import Response
from flask_babel import gettext as _

from web.caseloads.people import PersonRow
from web.downloads import table_response
from web.language import word
from workload.vocabulary import Stream, Tier


def people_table(rows: Sequence[PersonRow], month: date) -> Response:
    """One line a person: hours to one decimal; the load as a share of the hours there, blank where nobody is there."""
    columns = [
        _("Person"), _("Place"), _("Post"), _("Month"), _("Hours needed"), _("At least"), _("At most"),
        _("Hours there"), _("Load"), _("Verdict"), _("Hours of cover given"), _("Cases"),
        *[str(word(tier)) for tier in Tier], *[str(word(stream)) for stream in Stream], _("provisional"),
    ]  # fmt: skip
    return table_response(columns, [_line(row, month) for row in rows], f"caseloads-{month:%Y-%m}")


def _line(row: PersonRow, month: date) -> list[object]:
    one, load = row.load, row.load.load
    return [
        one.name or _("Nobody yet"), row.place, one.title, f"{month:%Y-%m}", round(load.needed, 1), round(load.low, 1),
        round(load.high, 1), round(load.there, 1), "" if load.utilisation is None else round(load.utilisation, 3),
        str(word(load.verdict)), round(one.cover_hours, 1), one.counts.cases,
        *[one.counts.tiers.get(tier, 0) for tier in Tier], *[one.counts.streams.get(stream, 0) for stream in Stream],
        one.counts.provisional,
    ]  # fmt: skip
