"""What changes in a person's post: first and last day, stream and communities, as facts for the balance."""

import hashlib
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.caseload_post import PostFacts, post_facts, state_post_facts
from web.access import action, require
from web.caseloads.blueprint import blueprint
from web.edge import db, found, me, saving, today
from web.formats import day
from web.forms import DayField, Form, TickField, TicksField
from workload.records import officers, places
from workload.records.newcomers import newcomer_shares
from workload.records.training import has_started
from workload.tables.people import Person

MOST_AHEAD = timedelta(days=3 * 366)


class PostForm(Form):
    """What a manager states about a post."""

    appointed_on = DayField(
        _l("May carry cases from"),
        description=_l("The day of the appointment, after training. Leave it empty while there is none."),
    )
    works_until = DayField(
        _l("Last day at work"), description=_l("Leave it empty while nobody knows of one. Their cases are then placed.")
    )
    icm = TickField(_l("Holds integrated case management (ICM)"))
    communities = TicksField(
        _l("Communities served"),
        description=_l(
            "A post that is split: tick here the communities that stay, and the others with the new person."
        ),
    )


@blueprint.route("/caseloads/people/<int:person_id>/post", methods=["GET", "POST"])
@action("caseloads.decide")
def post(person_id: int) -> Response | str | tuple[str, int]:
    """State what changes; a new plan of moves follows."""
    who = found(officers.person(db(), person_id))
    require("caseloads.decide", person_id=person_id)
    before = post_facts(db(), who)
    form = PostForm(
        appointed_on=before.appointed_on, works_until=before.works_until, icm=before.icm,
        communities=sorted(before.communities),
    )  # fmt: skip
    region_id = places.region_by_office(db())[who.office_id]
    form.communities.choices = [(one.id, one.name) for one in places.communities(db(), region_id=region_id)]
    if not form.is_submitted():
        return _page(who, form)
    if not form.validate() or not _days_make_sense(form, who):
        return _page(who, form), 422
    served = frozenset(form.communities.data or [])
    elsewhere = {one for one in before.communities if one not in dict(form.communities.choices)}
    facts = PostFacts(form.appointed_on.data, form.works_until.data, bool(form.icm.data), served | elsewhere)
    if request.form.get("seen", _standing(before)) != _standing(before) and _meanwhile(form, before, facts):
        return _page(who, form), 409
    with saving() as session:
        changed = state_post_facts(session, who, facts, by=me().person_id)
    if changed:
        flash(_("Stored. A new plan of moves with these facts is being worked out."))
    return redirect(url_for("caseloads.person", person_id=person_id), code=303)


def _standing(facts: PostFacts) -> str:
    """The stored facts in a few letters: a form sent back says which ones its writer saw."""
    plain = (facts.appointed_on, facts.works_until, facts.icm, sorted(facts.communities))
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:12]


def _meanwhile(form: PostForm, before: PostFacts, mine: PostFacts) -> bool:
    """Say what somebody else stored since the form was opened, where it is not what the form says."""
    none, names = _("empty"), places.community_names(db())
    for field, theirs, own, said in (
        (form.appointed_on, before.appointed_on, mine.appointed_on, lambda one: day(one) if one else none),
        (form.works_until, before.works_until, mine.works_until, lambda one: day(one) if one else none),
        (form.icm, before.icm, mine.icm, lambda one: _("Yes") if one else _("No")),
        (form.communities, before.communities, mine.communities,
         lambda some: ", ".join(names[one] for one in sorted(some)) or none),
    ):  # fmt: skip
        if theirs != own:
            field.errors = [
                _("Meanwhile somebody stored: %(theirs)s. Yours stands below; store again to keep it.",
                  theirs=said(theirs))
            ]  # fmt: skip
    return bool(form.errors)


def _days_make_sense(form: PostForm, who: Person) -> bool:
    first, last = form.appointed_on.data, form.works_until.data
    if first is not None and not who.service_since <= first <= today() + MOST_AHEAD:
        form.appointed_on.errors = [
            _(
                "Enter a day from %(first)s, the first day of service, to %(last)s",
                first=day(who.service_since), last=day(today() + MOST_AHEAD),
            )
        ]  # fmt: skip
        return False
    if first is not None and who.appointed_on is None and not has_started(db(), who.id or 0):
        words = _(
            "The two weeks of training at the start are not recorded yet. Record them, then appoint %(name)s.",
            name=who.name,
        )
        form.appointed_on.errors = [words]
        return False
    if last is not None and not (first or who.service_since) <= last <= today() + MOST_AHEAD:
        form.works_until.errors = [
            _(
                "Enter a day from %(first)s to %(last)s",
                first=day(first or who.service_since), last=day(today() + MOST_AHEAD),
            )
        ]  # fmt: skip
        return False
    return True


def _page(who: Person, form: PostForm) -> str:
    standing = _standing(post_facts(db(), who))
    return render_template(
        "caseloads/post.html", who=who, form=form, standing=standing, office=places.office_names(db())[who.office_id],
        steps=sorted(newcomer_shares(db(), today()).items()),
    )  # fmt: skip
