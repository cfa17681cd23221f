"""Recognition notes: who may write and read them, and when they reach the person."""

import pytest
from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.records.recognition import (
    READABLE_BY_ALL,
    READABLE_BY_MANAGER,
    SelfThanks,
    choose_readers,
    count_untold,
    give_thanks,
    mark_told,
    read_notes,
)
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import Giver, Value, Visibility

CELINE, BERNADETTE = 17, 18


def thank(session: Session, *, giver: Giver = Giver.peer, by: int | None = BERNADETTE) -> RecognitionNote:
    return give_thanks(
        session,
        recipient_id=CELINE,
        giver_id=by,
        giver=giver,
        value=Value.covered,
        text="You answered my phone for a week.",
        written_on=MONDAY,
    )


def test_nobody_can_thank_themselves(session: Session) -> None:
    with pytest.raises(SelfThanks):
        thank(session, by=CELINE)


def test_a_new_note_starts_with_the_manager(session: Session) -> None:
    note = thank(session)
    in_region = read_notes(session, region_ids=["north-slave"], visible=READABLE_BY_MANAGER)
    assert note.id in [line.note.id for line in in_region]
    assert note.id not in [line.note.id for line in read_notes(session, visible=READABLE_BY_ALL, limit=500)]


def test_a_note_kept_private_leaves_the_manager_page(session: Session) -> None:
    note = thank(session)
    choose_readers(session, note, Visibility.me)
    in_region = read_notes(session, region_ids=["north-slave"], visible=READABLE_BY_MANAGER, limit=500)
    assert note.id not in [line.note.id for line in in_region]
    assert note.id in [line.note.id for line in read_notes(session, recipient_id=CELINE)]


def test_a_client_stays_without_a_name(session: Session) -> None:
    thank(session, giver=Giver.client, by=None)
    line = read_notes(session, recipient_id=CELINE)[0]
    assert (line.giver_name, line.giver_place) == ("", "")


def test_the_day_of_telling_is_kept_once(session: Session) -> None:
    note = thank(session)
    assert mark_told(session, [note.id or 0], today=MONDAY) == 1
    assert mark_told(session, [note.id or 0], today=MONDAY.replace(day=20)) == 0
    assert note.told_on == MONDAY


def test_thanks_not_yet_told_are_counted(session: Session) -> None:
    tomorrow = MONDAY.replace(day=17)
    before = count_untold(session, region_ids=["north-slave"], written_before=tomorrow)
    thank(session)
    assert count_untold(session, region_ids=["north-slave"], written_before=tomorrow) == before + 1
    assert count_untold(session, region_ids=["sahtu"], written_before=tomorrow) == count_untold(
        session, region_ids=["sahtu"], written_before=MONDAY
    )
