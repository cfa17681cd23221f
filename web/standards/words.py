"""Promises, owners of days and places in the reader's words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from web.formats import day
from workload.estimates.application_clocks import PAYMENT, VERIFIED, Promise
from workload.estimates.waits import Owner
from workload.records.quality_said import Quality
from workload.records.standards import LONE


def promise_words(promise: Promise) -> str:
    if promise.name == PAYMENT:
        return _("Payment, once the application is complete")
    if promise.starts_when == VERIFIED:
        return _("Answer, once the documents are verified")
    return _("Answer, once all documents are in")


def versions_words(promise: Promise) -> str:
    """«2 business days from Sun 1 Apr 2012», each version after the other."""
    return "; ".join(
        ngettext(
            "%(num)s business day for clocks that begin on %(day)s or later",
            "%(num)s business days for clocks that begin on %(day)s or later",
            days,
            day=day(valid_from),
        )
        for valid_from, days in promise.versions
    )


def owner_words(owner: Owner) -> str:
    return {
        Owner.office: _("the office"),
        Owner.client: _("the client (does not count)"),
        Owner.hq: _("headquarters"),
        Owner.bank: _("the bank"),
        Owner.no_cover: _("nobody there to cover"),
        Owner.outage: _("an outage"),
    }[owner]


def quality_words(quality: Quality) -> str:
    return {
        Quality.respect: _("Respect"),
        Quality.knowledge: _("Staff who know the answer"),
        Quality.clear: _("Clear and right information"),
        Quality.privacy: _("Privacy"),
    }[quality]


def place_words(key: str, names: Mapping[str, str]) -> str:
    return _("Offices with one officer, together") if key == LONE else names[key]
