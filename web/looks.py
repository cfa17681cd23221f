"""Who looked: whoever opens what is private of somebody else leaves a line that this person sees.

A view says with `looked_at` what it shows of whom. The looks are kept when the answer is made, once a day for a pair
and a kind of fact, and the page says so at its foot. A page never fails for it: looks that cannot be kept now, because
the database is locked, wait in this process and are kept with the next.
"""

from collections.abc import Iterable

from flask import Flask, Response, current_app, g
from sqlalchemy.exc import DBAPIError

from web.edge import db, me, today
from web.language import word
from workload.records.looks import Look, keep_looks
from workload.vocabulary import PrivateFact

FAILED = 500


def install(app: Flask) -> None:
    app.extensions["looks_waiting"] = set()
    app.after_request(_keep)
    app.add_template_global(noted_looks, "noted_looks")


def looked_at(fact: PrivateFact, person_ids: Iterable[int]) -> None:
    """The answer in the making shows this fact of these people to the viewer; the viewer's own is no look."""
    mine = me().person_id
    noted: set[Look] = g.setdefault("looks", set())
    noted.update(Look(mine, today(), number, fact) for number in person_ids if number != mine)


def noted_looks() -> list[str]:
    """What of others the page shows, in words."""
    return sorted({str(word(one.fact)) for one in g.get("looks", ())})


def _keep(answer: Response) -> Response:
    """After the page is made, in the request's session: nothing else of it is open then."""
    noted: set[Look] = g.pop("looks", set())
    if not noted or answer.status_code >= FAILED:
        return answer
    waiting: set[Look] = current_app.extensions["looks_waiting"]
    looks = noted | waiting
    try:
        keep_looks(db(), looks)
        waiting.difference_update(looks)
    except DBAPIError as met:
        waiting.update(looks)
        current_app.logger.warning("looks wait to be kept (%s): %s", len(looks), type(met.orig).__name__)
    return answer
