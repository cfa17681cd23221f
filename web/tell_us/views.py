"""Pages for clients, without an account: what happens next, the form, the way back by code, when an answer is due.

No cookie is needed to read them. An anonymous concern keeps no time of day and no way to its writer; the line in
the log names the page and nothing else.
"""

from datetime import UTC, datetime, time

from flask import Blueprint, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from scheduler.concern_follow_up import note_view
from scheduler.concern_told import tell_of_urgent, tell_of_words
from scheduler.concern_workflow import second_stage
from web.access import public
from web.concerns.due import due_date
from web.concerns.suggestion import facts_of
from web.edge import db, saving, today
from web.qr import qr_picture
from web.security import limiter
from web.tell_us.forms import (
    LANGUAGE,
    NAMINGS,
    NEEDS,
    TALKED,
    TICKS,
    URGENT,
    WANTS,
    WHEN,
    CodeForm,
    MoreForm,
    TellForm,
    WhenForm,
    more_form,
    tell_form,
)
from web.tell_us.receipt_code import concern_of, keep_code, new_code, spoken
from workload.estimates.concern_triage import triage
from workload.records.calendar import service_standard
from workload.records.concern_events import add_event, events_for_person
from workload.records.concern_promises import promises_of
from workload.records.concerns import record_concern
from workload.records.places import offices as read_offices
from workload.records.together import as_seen
from workload.tables.concerns import Concern
from workload.vocabulary import AboutWhen, Channel, ConcernCategory, ConcernStatus, ConcernStep, Naming, Said

blueprint = Blueprint("tell_us", __name__, url_prefix="/tell-us")

SENT = "30 per hour"  # a shared office line sends many; a machine sends more


@blueprint.get("/")
@public
def start() -> str:
    return render_template("tell_us/start.html", due=due_date(db(), today()))


@blueprint.get("/form")
@public
def form() -> str:
    return _form_page(_empty_form())


@blueprint.post("/form")
@public
@limiter.limit(SENT)
def send() -> tuple[str, int] | str:
    filled = _empty_form()
    if not filled.validate_on_submit():
        return _form_page(filled), 422
    try:
        return _sent(filled)
    except IntegrityError:  # sent twice in the same moment: the other one has stored it
        return _sent(filled)


def _sent(filled: TellForm) -> str:
    """Stored once, with its code; a form that was stored before says so."""
    with saving() as session:
        key = filled.form_key.data
        sent_before = session.exec(select(Concern).where(Concern.form_key == key)).first() if key else None
        if sent_before is not None:
            return _sent_before(session, sent_before)
        return _receipt(*_store(session, filled))


def _receipt(concern: Concern, code: str) -> str:
    """The page that shows a code, this one time."""
    return render_template(
        "tell_us/receipt.html", code=spoken(code), reference=concern.reference, due=concern.promised_due,
        promise=concern.promise, urgent=concern.urgent, anonymous=concern.naming is Naming.anonymous,
    )  # fmt: skip


def _sent_before(session: Session, concern: Concern) -> str:
    return render_template("tell_us/sent_before.html", concern=concern, unread=_unread(session, concern))


def _unread(session: Session, concern: Concern) -> bool:
    """It came today and nothing else has been written: a new code gives away nothing that the writer does not know."""
    steps = [one.step for one in events_for_person(session, concern)]
    return concern.opened_on == today() and set(steps) <= {ConcernStep.received}


@blueprint.post("/new-code")
@public
@limiter.limit("20 per 15 minutes")
def make_code() -> tuple[str, int] | str:
    """A code for whoever sent the form and did not see theirs, as long as there is nothing to read with it."""
    with saving() as session:
        key = request.form.get("form_key", "")
        concern = session.exec(select(Concern).where(Concern.form_key == key)).first() if key else None
        if concern is None:
            return render_template("tell_us/code.html", form=CodeForm(formdata=None)), 422
        as_seen(session, concern, "code_hash")
        if not _unread(session, concern):
            return _sent_before(session, concern), 422
        code = new_code()
        keep_code(concern, code)
        return _receipt(concern, code)


@blueprint.get("/answer")
@public
def code() -> str:
    return render_template("tell_us/code.html", form=CodeForm())


@blueprint.post("/answer")
@public
@limiter.limit("20 per 15 minutes")
def answer() -> tuple[str, int] | str:
    asked = CodeForm()
    if asked.validate_on_submit():
        concern = concern_of(db(), asked.code.data)
        if concern is not None:
            return _answer_page(concern, asked.code.data)
        asked.code.errors = [_("We do not know this code. Check the figures, or call us with your reference.")]
    return render_template("tell_us/code.html", form=asked), 422


@blueprint.post("/more")
@public
@limiter.limit(SENT)
def more() -> tuple[str, int] | str:
    """A person with the code writes again, says what they think of the answer, or wants somebody else to look at it.
    Whoever has the concern is told; nothing starts the clock anew."""
    concern = concern_of(db(), request.form.get("code", ""))
    if concern is None:
        return render_template("tell_us/code.html", form=CodeForm(formdata=None)), 422
    written = more_form(concern)
    valid = written.validate_on_submit()
    text, again = (written.text.data or "").strip(), "again" in written and bool(written.again.data)
    view = [name for name in ("heard", "understood") if name in written and written[name].data]
    if valid and not (text or again or view):
        written.text.errors = [_("Write what you want to add")]
        valid = False
    if not valid:
        return _answer_page(concern, written.code.data, written), 422
    with saving() as session:
        as_seen(session, concern, "reference")  # sent twice in the same moment: the second waits for the first
        _add(session, concern, written, text, again=again)
    return _answer_page(concern, written.code.data, sent=True)


def _add(session: Session, concern: Concern, written: MoreForm, text: str, *, again: bool) -> None:
    """What the person adds, once also when it was sent twice."""
    latest = events_for_person(session, concern)[-1:]
    twice = [(one.step, one.text) for one in latest] == [(ConcernStep.person_wrote, text)]
    said = {
        name: Said(written[name].data) if name in written and written[name].data else None
        for name in ("heard", "understood")
    }
    if any(said.values()):
        note_view(session, concern, heard=said["heard"], understood=said["understood"], by=None, today=today())
    if again and concern.status is not ConcernStatus.received and concern.stage == 1:
        second_stage(session, concern, text=text, by=None, today=today())
    elif text and not twice:
        add_event(session, concern, ConcernStep.person_wrote, day=today(), text=text)
    else:
        return
    tell_of_words(session, concern, today())


@blueprint.get("/when")
@public
def when() -> tuple[str, int] | str:
    asked = WhenForm(request.args, meta={"csrf": False})
    if "day" not in request.args:
        return render_template("tell_us/when.html", form=asked, due=None)
    if not asked.validate():
        return render_template("tell_us/when.html", form=asked, due=None), 422
    told = asked.day.data
    if told is None or abs((told - today()).days) > 366:
        asked.day.errors = [_("Choose a day within a year of today")]
        return render_template("tell_us/when.html", form=asked, due=None), 422
    return render_template("tell_us/when.html", form=asked, due=due_date(db(), told))


@blueprint.get("/standards")
@public
def standards() -> str:
    """What people may expect, on one sheet to hang up: how they are treated, and by when they are answered."""
    promised = {name: service_standard(db(), name, today()) for name in ("application", "payment", "concern")}
    return render_template(
        "tell_us/standards.html", promised=promised, picture=qr_picture(url_for(".start", _external=True))
    )


@blueprint.get("/sheet")
@public
def sheet() -> str:
    """The same questions on one sheet of paper, with a code that leads to this page."""
    return render_template(
        "tell_us/sheet.html", ticks=[words for _value, words in TICKS], wants=[words for _value, words in WANTS],
        needs=[words for _value, words in NEEDS], talked=[words for _value, words in TALKED],
        namings=[words for _value, words in NAMINGS], urgent=URGENT, language=LANGUAGE,
        when=[words for _value, words in WHEN], picture=qr_picture(url_for(".start", _external=True)),
    )  # fmt: skip


def _store(session: Session, filled: TellForm) -> tuple[Concern, str]:
    ticked = [word for word in filled.ticked.data or [] if word != "went_well"]
    naming = Naming(filled.naming.data)
    anonymous = naming is Naming.anonymous
    due, day = due_date(session, today()), today()
    concern = record_concern(
        session,
        office_id=filled.office.data or None,
        opened_on=day,
        category=ConcernCategory(ticked[0]) if ticked else ConcernCategory.other,
        channel=Channel.web,
        what_happened=filled.what_happened.data.strip(),
        reach="" if anonymous else (filled.reach.data or "").strip(),
        recorded_by=None,
        promised_due=due.day,
        promise=due.sentence,
        naming=naming,
        form_key=(filled.form_key.data or "")[:40] or None,
        ticked=list(filled.ticked.data or []),
        wants=list(filled.wants.data or []),
        needs=[] if anonymous else list(filled.needs.data or []),
        language=filled.language.data or "en",
        about_when=AboutWhen(filled.about_when.data) if filled.about_when.data else None,
        talked_before=filled.talked.data if filled.talked.data in dict(TALKED) else "",
        urgent=bool(filled.urgent.data),
        **({"recorded_at": datetime.combine(day, time(), UTC)} if anonymous else {}),
    )
    first = triage(facts_of(concern))[0]
    concern.route, concern.handler = first.route, first.handler
    code = new_code()
    keep_code(concern, code)
    add_event(session, concern, ConcernStep.received, day=day)
    if concern.urgent:
        tell_of_urgent(session, concern, day)
    return concern, code


def _empty_form() -> TellForm:
    return tell_form([(one.id, one.name) for one in read_offices(db())], str(get_locale() or "en"))


def _form_page(filled: TellForm) -> str:
    return render_template("tell_us/form.html", form=filled)


def _answer_page(concern: Concern, code: str, written: MoreForm | None = None, *, sent: bool = False) -> str:
    return render_template(
        "tell_us/answer.html", concern=concern, events=events_for_person(db(), concern), today=today(),
        promise=promises_of(db(), [concern], today()).get(concern.id or 0),
        form=written or more_form(concern, code=code), sent=sent,
    )  # fmt: skip
