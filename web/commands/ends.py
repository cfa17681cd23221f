"""How a command ends that cannot go on: exit status and words, the same in every command."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

import click

from workload.exchange.faults import FileFaults, Notice

OWN_FAILURE, BAD_INPUT, INFEASIBLE = 1, 2, 3
BROKEN_TOLD = 20


@contextmanager
def faults_told(outcome: str = "nothing was written") -> Iterator[None]:
    """Whatever is wrong in the input is told, a line each, and the command ends."""
    try:
        yield
    except FileFaults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        count = len(error.faults)
        click.echo(f"{count} fault{'' if count == 1 else 's'}; {outcome}.", err=True)
        sys.exit(BAD_INPUT)


def tell(notices: Iterable[Notice]) -> None:
    """What stops nothing but should be known."""
    for notice in notices:
        click.echo(str(notice), err=True)


def end_with_broken_promises(broken: Sequence[str]) -> NoReturn:
    """The answer broke promises that the plain arithmetic restates: a fault of ours, and nothing is written."""
    for sentence in broken[:BROKEN_TOLD]:
        click.echo(f"the answer does not stand: {sentence}", err=True)
    sys.exit(OWN_FAILURE)
