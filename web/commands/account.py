"""`fairload account USERNAME`: an account from the terminal, for the first administrator and for a locked door."""

import sys

import click

BAD_INPUT = 2
ROLES = ("cso", "manager", "superintendent", "hq", "administrator")


@click.command("account", help="Give a person an account, or an account a new first password, and print that password.")
@click.argument("username")
@click.option("--person", metavar="P007", help="The code of the person; needed for a new account.")
@click.option("--role", type=click.Choice(ROLES), help="What they do; needed for a new account.")
def command(username: str, person: str | None, role: str | None) -> None:
    from sqlmodel import Session

    from web.accounts.new_account import CannotMake, give_account
    from workload.database import connect
    from workload.settings import Settings

    engine = connect(Settings().address)
    try:
        with Session(engine) as session:
            password = give_account(session, username=username, person=person, role=role)
            session.commit()
    except CannotMake as reason:
        click.echo(str(reason), err=True)
        sys.exit(BAD_INPUT)
    finally:
        engine.dispose()
    click.echo(f"{username.strip().lower()} signs in with this password once and then chooses another: {password}")
