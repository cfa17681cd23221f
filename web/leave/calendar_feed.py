"""The private calendar address: a page to make it and to take it back, and the file behind it."""

from datetime import UTC, date, datetime, timedelta

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select
from werkzeug.wrappers import Response as Answer

from web.access import action, public
from web.edge import db, me, saving, today
from web.forms import Form, SubmitField, TickField
from web.language import word
from web.leave.blueprint import blueprint
from web.security import limiter
from workload.exchange.ics import AllDay, write_calendar
from workload.records.calendar_feeds import cover_in_feed, end_feed, feed_by_secret, leave_in_feed, make_feed
from workload.records.places import office_names
from workload.tables.accounts import Account
from workload.tables.leave import CalendarFeed, LeaveRequest, ReliefCover
from workload.vocabulary import DayPart, LeaveStatus

KEPT_BACK = timedelta(weeks=8)


class FeedForm(Form):
    with_cover = TickField(
        _l("Also show the days on which I cover for others"),
        description=_l("They say «Covering» and the office, and no name."),
    )
    make = SubmitField(_l("Make a private address"))


@blueprint.route("/calendar-address", methods=["GET", "POST"])
@action("leave.feed")
def feed() -> str:
    form, address = FeedForm(), ""
    if form.validate_on_submit():
        with saving() as session:
            secret = make_feed(session, me().person_id, with_cover=bool(form.with_cover.data))
        address = url_for("leave.feed_file", secret=secret, _external=True)
    kept = db().get(CalendarFeed, me().person_id)
    return render_template("leave/feed.html", form=form, address=address, kept=kept)


@blueprint.post("/calendar-address/end")
@action("leave.feed")
def feed_ended() -> Answer:
    with saving() as session:
        end_feed(session, me().person_id)
    flash(_("The address is taken back. Calendars that used it show nothing new from now on."))
    return redirect(url_for("leave.feed"), code=303)


@blueprint.get("/calendar/<secret>.ics")
@public
@limiter.limit("120 per hour")
def feed_file(secret: str) -> Response:
    """The calendar file, for whoever knows the address; it says «away» and no more."""
    kept = feed_by_secret(db(), secret, today())
    if kept is None:
        abort(404)
    account = db().exec(select(Account).where(Account.person_id == kept.person_id)).one()
    with force_locale(account.locale):
        since = today() - KEPT_BACK
        days = [_away(row) for row in leave_in_feed(db(), kept.person_id, since)]
        if kept.with_cover:
            days += _covering(db(), kept.person_id, since)
        file = write_calendar(_("Leave"), days)
    answer = Response(file, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _away(row: LeaveRequest) -> AllDay:
    words = _("Away") if row.part is DayPart.whole else _("Away, %(part)s", part=word(row.part))
    return AllDay(
        uid=f"leave-{row.id}@fairload",
        first_day=row.first_day,
        last_day=row.last_day,
        summary=words,
        sequence=row.version - 1,
        changed=_in_utc(row.decided_at or row.asked_at),
        cancelled=row.status is LeaveStatus.cancelled,
    )


def _covering(session: Session, person_id: int, since: date) -> list[AllDay]:
    """A run of days at one office for one leave is one event, named by its first day."""
    names = office_names(session)
    runs: list[list[ReliefCover]] = []
    for row in cover_in_feed(session, person_id, since):
        last = runs[-1][-1] if runs else None
        if last and last.request_id == row.request_id and (row.day - last.day).days == 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        AllDay(
            uid=f"cover-{run[0].request_id}-{run[0].day.isoformat()}@fairload",
            first_day=run[0].day,
            last_day=run[-1].day,
            summary=_("Covering %(office)s", office=names[run[0].office_id]),
            sequence=0,
            changed=datetime.combine(today(), datetime.min.time(), UTC),
        )
        for run in runs
    ]


def _in_utc(moment: datetime) -> datetime:
    """Times come back from SQLite without their zone: they are UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
