"""The terminal: one command a file, each loaded only when it is called."""

import errno
import importlib
import keyword
import os
import sys
from typing import Any

import click

COMMANDS = {
    "setup": "Make or update the database; with --demonstration, fill it with a synthetic territory.",
    "serve": "Start the pages and the clock together.",
    "clock": "Start the clock alone: it prepares plans and takes the nightly figures.",
    "balance": "Assign every case to an officer: even loads with the fewest moves.",
    "relief": "Decide leave requests together with who covers each day.",
    "year": "Say whether everyone can take their leave this year, and how many relievers it needs.",
    "staffing": "Say how many posts each office needs, from files of work and of time off.",
    "phones": "Say how many people answer so many calls in time.",
    "forecast": "Forecast monthly counts from past months, with ranges.",
    "due": "Say on which day a service promise falls due, and why.",
    "export": "Write the database as plain files.",
    "import": "Take plain files into the database, all or nothing.",
    "account": "Give a person an account, or an account a new first password.",
    "doctor": "Say what is wrong with this installation, and how to mend it.",
    "backup": "Write the whole database into one file, while the service goes on.",
    "restore": "Fill an empty database from a backup.",
    "check": "Look over everything that is stored.",
    "retention": "Let go what is kept no longer, or say what that would be.",
    "audit": "Find out whether the trail of who did what was changed.",
}


OF_THE_SERVICE = {"setup", "serve", "clock", "export", "import", "account", "backup", "restore", "retention"}
"""Commands that read or write what is stored about people: their files are for the user who runs them alone."""

MEND = "Nothing was left half-written. Make room or give access, then run it again; `fairload doctor` may say more."


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called, so that each starts fast and light."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = importlib.import_module(f"web.commands.{module}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A disk that is full, a folder that may not be written and a database that is away end in a sentence."""
        try:
            return super().invoke(ctx)
        except OSError as reason:
            if reason.errno == errno.EPIPE:  # nobody reads on: click ends quietly
                raise
            raise click.ClickException(f"{reason.filename or 'a result'}: {reason.strerror}. {MEND}") from reason
        except Exception as reason:
            kind = type(reason).__name__  # known without importing the database or the settings
            if kind == "ValidationError" and getattr(reason, "title", "") == "Settings":
                raise click.ClickException(_settings_said(reason)) from reason
            if kind == "OperationalError":
                raise click.ClickException(f"the database: {getattr(reason, 'orig', reason)}. {MEND}") from reason
            if kind == "NewerTables":
                raise click.ClickException(str(reason)) from reason
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _settings_said(refused: Any) -> str:
    """Which variable of the environment cannot be used, and why; not its value, which may be a secret."""
    return "\n".join(
        f"FAIRLOAD_{'.'.join(str(part) for part in one['loc']).upper()}: {one['msg'].removeprefix('Value error, ')}"
        for one in refused.errors()
    )


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def fairload() -> None:
    """Fairload: workload, leave and relief planning for income-assistance offices."""


def main() -> None:
    if OF_THE_SERVICE & set(sys.argv[1:2]):
        os.umask(0o077)
    fairload(prog_name="fairload")
