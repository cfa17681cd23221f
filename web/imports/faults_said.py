"""What is wrong with a cell, in the language of the page: what is there, and what to write instead."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l

from workload.exchange.faults import FileFault

_NAMED = r"'(?P<cell>.*)'"
SENTENCES: tuple[tuple[str, Any], ...] = (
    ("is blank; a value is needed", _l("Nothing is there. Enter a value.")),
    (r"'' is not one of (?!the )(?P<words>.*)", _l("Nothing is there. Use one of: %(words)s.")),
    (r"'' .*", _l("Nothing is there. Enter a value.")),
    (
        _NAMED + r" is not one of the people we know",
        _l("%(cell)s is the code of nobody here. Use a code such as P007, or take in the people first."),
    ),
    (
        _NAMED + r" is not one of the offices we know",
        _l("We know no office %(cell)s. Use its short name, such as fort-good-hope."),
    ),
    (
        _NAMED + r" is not one of the communities we know",
        _l("We know no community %(cell)s. Use its short name, such as fort-good-hope."),
    ),
    (
        _NAMED + r" is not one of the regions we know",
        _l("We know no region %(cell)s. Use its short name, such as north-slave."),
    ),
    (
        _NAMED + r" is not one of the languages we know",
        _l("We know no language %(cell)s. Use a code, such as en, fr or dgr."),
    ),
    (
        _NAMED + r" is not one of the cases we know",
        _l("We know no case %(cell)s. Take in the cases first, or correct the number."),
    ),
    (_NAMED + r" is not one of (?P<words>.*)", _l("%(cell)s is not a word we know here. Use one of: %(words)s.")),
    (_NAMED + r" is not a number", _l("%(cell)s is not a number. Write it with a point, such as 7.5.")),
    (_NAMED + r" is not a whole number", _l("%(cell)s is not a whole number. Write it in figures, such as 8.")),
    (_NAMED + r" must be (?:more than|at least) (?P<least>\S+)", _l("%(cell)s is too little. The least is %(least)s.")),
    (_NAMED + r" must be at most (?P<most>\S+)(?: hours)?", _l("%(cell)s is too much. The most is %(most)s.")),
    (
        _NAMED + r" is not a multiple of 0\.25 hours",
        _l("%(cell)s is no quarter of an hour. Write hours such as 7.25 or 7.5."),
    ),
    (_NAMED + r" must be 0 or 1", _l("%(cell)s is neither 0 nor 1. Write 1 for yes and 0 for no.")),
    (
        _NAMED + r" is not a date like .*",
        _l("%(cell)s is not a day. Write it as year, month and day, such as 2026-12-14."),
    ),
    (_NAMED + r" is not a code like (?P<like>\S+)", _l("%(cell)s is not a code. Write it like %(like)s.")),
    (
        _NAMED + r" stands already in row (?P<row>\d+)",
        _l("%(cell)s stands in row %(row)s already. Keep one of the two."),
    ),
    (
        _NAMED + r" is not a wait like .*",
        _l("%(cell)s cannot be read. Write it like client:2026-03-03:2026-03-09:bank statement."),
    ),
    (
        r"has (?P<count>\d+) cells, the header has (?P<width>\d+)",
        _l("The row has %(count)s cells and the headings are %(width)s. Look for a comma that should stand in quotes."),
    ),
    (
        r"has (?P<count>\d+) characters; at most (?P<most>\d+) can be kept",
        _l("The text has %(count)s characters. Shorten it to %(most)s."),
    ),
    (
        r"has (?P<count>\d+) columns; at most (?P<most>\d+) can be read",
        _l("The file has %(count)s columns. Keep the %(most)s that matter."),
    ),
    ("holds a formula; paste its value instead", _l("There is a formula. Paste its value instead.")),
    (
        r"holds a row that breaks a rule of the database: .*",
        _l("A value cannot be kept, such as hours below zero. Look over the numbers."),
    ),
    (r"is not UTF-8; .*", _l("The letters of this file cannot be read. Save it in Excel as «CSV UTF-8», or as XLSX.")),
    (r"is no CSV or XLSX file", _l("This is neither a CSV nor an XLSX file. Save the table as one of these.")),
    (
        r"(?:cannot be read as an XLSX workbook|is not an XLSX workbook; .*|is damaged; .*)",
        _l("The workbook cannot be opened. Save it again as XLSX."),
    ),
    (r"unpacks to .*", _l("The workbook is too large to be read here. Split it, or save the sheet as CSV.")),
    (r"cannot be read as CSV.*", _l("The file cannot be read as CSV. Look for a quote that is not closed.")),
    (r"the file is empty; .*", _l("The file is empty. Its first row must hold the headings.")),
    ("the file has headings and no rows", _l("The file has headings and no rows under them.")),
)


def said(fault: FileFault) -> str:
    """The sentence for a fault; one that has no sentence of its own is shown as it was reported."""
    for pattern, words in SENTENCES:
        match = re.fullmatch(pattern, fault.message, re.DOTALL)
        if match is not None:
            found: str = str(words) if not match.groupdict() else str(words % match.groupdict())
            return found
    return fault.message
