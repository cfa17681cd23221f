"""The job as it is: where logged hours go, held against the list of a job profile; to print when a job description is
written anew."""

from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.hours.blueprint import blueprint
from web.language import word
from workload.estimates.job_as_it_is import LEAST_PEOPLE, JobAsItIs, ProfileItem, Side
from workload.records.logged_times import HOURS_OF_THE_DAY, LOOK_BACK

SIDES = {Side.client: _l("with clients"), Side.screen: _l("at a screen or paper"), Side.other: _l("neither")}
ITEMS = {
    ProfileItem.information: _l("gives information, guidance, support and advice"),
    ProfileItem.assessment: _l("assesses applications and decides on eligibility"),
    ProfileItem.gathering: _l("gathers information from others"),
    ProfileItem.reviews: _l("reviews and confirms continuing eligibility"),
    ProfileItem.planning: _l("plans employment, guides and refers"),
    ProfileItem.crisis: _l("helps clients in crisis: food, shelter, transport"),
    ProfileItem.inquiries: _l("answers members of the legislature"),
    ProfileItem.scanning: _l("scans documents for the electronic file"),
    ProfileItem.statistics: _l("keeps call statistics, budgets and records"),
    ProfileItem.training: _l("attends training"),
}


@blueprint.get("/hours/job")
@action("hours.see")
def job() -> str | Response:
    """Each kind of post that enough people logged for."""
    found, of_the_day = HOURS_OF_THE_DAY.look(db(), today())
    if wants_file():
        columns = [_("Kind of post"), _("Activity"), _("Hours logged"), _("Share"), _("Side"), _("On the list")]
        return table_response(columns, _rows(found.jobs), f"job-as-it-is-{today().isoformat()}")
    return render_template(
        "hours/job.html",
        jobs=found.jobs,
        since=today() - LOOK_BACK,
        today=today(),
        sides=SIDES,
        items=ITEMS,
        least=LEAST_PEOPLE,
        calls=found.calls,
        call_days=found.call_days,
        reckoned=today() if of_the_day else None,
    )


def _rows(jobs: Sequence[JobAsItIs]) -> list[list[object]]:
    return [
        [
            str(word(one.kind)),
            str(word(line.activity)),
            round(line.hours, 2),
            round(line.share, 4),
            str(SIDES[line.side]),
            str(ITEMS[line.item]) if line.item else _("not on the list"),
        ]
        for one in jobs
        for line in one.activities
    ]
