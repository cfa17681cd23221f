"""`fairload audit verify`: was the trail changed after it was written?"""

import sys

import click

CHANGED = 3


@click.group("audit", help="The trail of who did what.")
def command() -> None:
    pass


@command.command("verify")
@click.option(
    "--expect", default="", metavar="DIGEST", help="The last digest noted earlier: it must still be in the chain."
)
def verify(expect: str) -> None:
    """Recompute every seal of the trail; exit status 3 names what was changed or taken away."""
    from sqlmodel import Session

    from workload.database import connect
    from workload.records.audit_seals import has_digest, walk_chain
    from workload.settings import Settings

    engine = connect(Settings().address)
    with Session(engine) as session:
        report = walk_chain(session)
        cut = bool(expect) and not has_digest(session, expect)
    engine.dispose()
    for fault in report.faults:
        click.echo(fault, err=True)
    if cut:
        click.echo(f"no seal has the digest {expect}: the end of the trail was taken away or made anew", err=True)
    if report.faults or cut:
        sys.exit(CHANGED)
    click.echo(f"{report.sealed} entries sealed and unchanged, {report.waiting} not sealed yet (within a minute)")
    click.echo(f"last digest, to note elsewhere: {report.last_digest or 'none'}")
