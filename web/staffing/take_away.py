"""The file a Director takes to the Minister: need, heads, activities, assumptions with sources, and what happens if
nothing changes. One sheet each in a workbook; as CSV one file each."""

from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from web.downloads import Sheet
from web.language import word
from web.staffing.office import ActivityLine, days_off
from web.staffing.outlook import Outlook, outlook_columns, outlook_rows, outlook_sentence
from web.staffing.posts import PostsPage, table_columns, table_rows
from web.staffing.words import DAYS_OFF
from workload.estimates.availability import AVAILABILITY
from workload.estimates.case_hours import FREQUENCY_CV, MINUTES_CV
from workload.estimates.officer_capacity import rules_from
from workload.estimates.staffing_need import DURATION_CV, URGENT_SHARE
from workload.records.activity_table import activity_times, standards_in_force

PARTS = ("need", "heads", "activities", "assumptions", "table", "unchanged")
"""What `?part=` of a CSV may be, in the order of the sheets."""


def sheets(
    session: Session, page: PostsPage, activities: tuple[ActivityLine, ...], found: Outlook, today: date
) -> dict[str, Sheet]:
    """Every sheet by its part. Posts and hours are not rounded to fewer than three decimals."""
    made = (
        Sheet(_("Posts needed"), table_columns(), table_rows(page)),
        _heads(page),
        Sheet(
            _("Hours by activity"),
            [_("Activity"), _("Head"), _("Hours a month")],
            [[str(word(one.activity)), str(word(one.head)), round(one.hours, 3)] for one in activities],
        ),
        _assumptions(session, today),
        _table(session, today),
        Sheet(
            _("If nothing changes"),
            outlook_columns(),
            [*outlook_rows(found), [outlook_sentence(found)]],
        ),
    )
    return dict(zip(PARTS, made, strict=True))


def _heads(page: PostsPage) -> Sheet:
    columns = [_("Head"), *(f"{region.sum.name}, {_('posts')}" for region in page.regions), _("All, posts")]
    rows: list[list[object]] = [
        [
            str(word(part.head)),
            *(round(region.sum.heads[number].posts, 3) for region in page.regions),
            round(part.posts, 3),
        ]
        for number, part in enumerate(page.territory.heads)
    ]
    return Sheet(_("Eight heads"), columns, rows)


def _assumptions(session: Session, today: date) -> Sheet:
    """Everything that a figure rests on besides the activity table, with its source."""
    rules, judgement = rules_from(activity_times(session, today)), _("Our judgement, to be replaced by logged time")
    rows: list[list[object]] = [
        [_("Figures as of"), today.isoformat(), "", ""],
        [_("Weekdays of a year"), AVAILABILITY.base_days, _("days"), ""],
        [_("Hours of a day"), AVAILABILITY.hours_per_day, _("hours"), "GNWT-UNW agreement"],
        *(
            [str(DAYS_OFF.get(one.item.item, one.item.item)), one.days, _("days a year"), one.item.source]
            for one in days_off()
        ),
        [_("Meetings, supervision, administration"), rules.fixed_hours, _("hours a month"), _("The activity table")],
        [_("Share of hours that belongs to no case"), rules.variable_share, "", judgement],
        [_("How well a frequency is known (coefficient of variation)"), FREQUENCY_CV, "", judgement],
        [_("How well minutes are known (coefficient of variation)"), MINUTES_CV, "", judgement],
        [_("How one piece of work differs from the next"), DURATION_CV, "", judgement],
        [_("Share of other work that cannot wait at delivery"), URGENT_SHARE, "", judgement],
        [
            _("Range"),
            "80 %",
            "",
            _("One figure in ten lies below, one in ten above; it says how well minutes are known"),
        ],
    ]
    return Sheet(_("Assumptions"), [_("What"), _("Value"), _("Unit"), _("Source")], rows)


def _table(session: Session, today: date) -> Sheet:
    columns = [_("Activity"), _("Tier"), _("Times a month"), _("Minutes"), _("Strength"), _("Source"), _("Holds from")]
    rows: list[list[object]] = [
        [
            str(word(row.activity)),
            str(word(row.tier)) if row.tier else _("duty of the post"),
            row.frequency,
            row.minutes,
            str(word(row.evidence)),
            row.source,
            row.valid_from.isoformat(),
        ]
        for row in standards_in_force(session, today)
    ]
    return Sheet(_("Activity table"), columns, rows)
