"""The terminal: one command a file, each loaded only when it is called."""

import importlib
import keyword

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
    "audit": "Find out whether the trail of who did what was changed.",
}


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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def fairload() -> None:
    """Fairload: workload, leave and relief planning for income-assistance offices."""


def main() -> None:
    fairload(prog_name="fairload")
