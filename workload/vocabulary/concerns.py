"""What clients tell of, and what becomes of it."""

from enum import StrEnum


class Channel(StrEnum):
    web = "web"
    sheet = "sheet"
    phone = "phone"
    in_person = "in_person"
    mail = "mail"
    email = "email"
    mla = "mla"
    appeal = "appeal"  # what an appeal says of the service comes back from its screening


class ConcernCategory(StrEnum):
    delay = "delay"
    wrong_information = "wrong_information"
    respect = "respect"
    knowledge = "knowledge"
    no_answer = "no_answer"
    lost_papers = "lost_papers"
    access = "access"
    privacy = "privacy"
    decision = "decision"
    rule = "rule"
    other = "other"


class ConcernStatus(StrEnum):
    received = "received"
    answered = "answered"
    closed = "closed"


class ConcernRoute(StrEnum):
    """Where an issue of a concern goes, by what it is."""

    urgent = "urgent"
    privacy = "privacy"
    conduct = "conduct"
    decision = "decision"  # may be appealed
    misunderstanding = "misunderstanding"
    service = "service"
    policy = "policy"
    correction = "correction"  # of an error of ours
    thanks = "thanks"


class Handler(StrEnum):
    """Who takes an issue up."""

    on_duty = "on_duty"
    officer = "officer"
    manager = "manager"
    superintendent = "superintendent"
    headquarters = "headquarters"


class Naming(StrEnum):
    """Who may know who told us."""

    named = "named"
    confidential = "confidential"  # the manager or headquarters, not the officer
    anonymous = "anonymous"


class ConcernStep(StrEnum):
    """What happened to a concern, one word an event; events are only ever added."""

    received = "received"
    acknowledged = "acknowledged"
    routed = "routed"
    owner_accepted = "owner_accepted"
    waiting = "waiting"  # for the client, headquarters, the bank, or cover
    resumed = "resumed"
    tried_to_reach = "tried_to_reach"
    progress_told = "progress_told"
    planned = "planned"  # an answer too: what will be done, by a day
    answered = "answered"
    remedy_offered = "remedy_offered"
    remedy_done = "remedy_done"
    person_wrote = "person_wrote"
    view_given = "view_given"
    closed = "closed"
    reopened = "reopened"
    second_stage = "second_stage"
    escalated = "escalated"
    shared = "shared"  # with an advocate or the Ombud, as the person wants
    audited = "audited"  # a second reader said whether the way it was sent is right


class Finding(StrEnum):
    """What was found."""

    upheld = "upheld"
    partly = "partly"
    not_upheld = "not_upheld"
    could_not_tell = "could_not_tell"
    explained = "explained"


class ExitQuestion(StrEnum):
    """What the card after a contact asks."""

    respect = "respect"
    clear = "clear"


class Said(StrEnum):
    """An answer to a question such as «were you heard» or «do you understand the answer»."""

    yes = "yes"
    partly = "partly"
    no = "no"


class AboutWhen(StrEnum):
    """When it happened, seen from the day it was told. Nothing finer is kept: in a small place a day shows who came."""

    today_or_yesterday = "today_or_yesterday"
    this_week = "this_week"
    this_month = "this_month"
    earlier = "earlier"
