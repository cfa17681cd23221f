"""The three homes: My work, My region, Territory."""

from flask import Blueprint, render_template, request

from web.access import action, regions_of
from web.edge import db, me, noting, saving, today
from web.home.my_region import my_region_page
from web.home.my_work import my_work_page
from web.home.territory import territory_page
from web.recognition.colleagues import colleagues
from web.recognition.forms import thanks_form
from web.regions import all_together
from workload.records.recognition import mark_told
from workload.vocabulary import CoverRefusal

blueprint = Blueprint("home", __name__)


@blueprint.get("/my-work")
@action("home.my_work")
def my_work() -> str:
    page = my_work_page(db(), me(), today())
    people = colleagues(db(), me().person_id, me().region_id, today())
    html = render_template(
        "home/my_work.html", page=page, form=thanks_form(people), people=people, today=today(),
        refusals=list(CoverRefusal),
    )  # fmt: skip
    new = [line.note.id or 0 for line in page.thanks if line.note.told_on is None]
    if new:
        with noting() as session:  # they are on the page now: the words have reached the person
            mark_told(session, new, today=today())
    return html


@blueprint.get("/my-region")
@action("home.my_region")
def my_region() -> str:
    everything = "all" in request.args
    page = my_region_page(db(), regions_of("home.my_region"), today(), everything=everything)
    return render_template("home/my_region.html", page=page, today=today())


@blueprint.get("/territory")
@action("home.territory")
def territory() -> str:
    with saving() as session:  # counts of people are kept as they were released
        page = territory_page(session, today(), everything="all" in request.args)
        return render_template("home/territory.html", page=page, today=today(), together=all_together())
