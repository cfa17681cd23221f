"""`fairload phones`: how many people answer so many calls in time."""

import re
import sys

import click

from web.commands.ends import BAD_INPUT

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


class TimeSpan(click.ParamType):
    """A number and its unit, `20s`, `3m` or `1h`, as seconds."""

    name = "time"

    def __init__(self, zero: bool = False) -> None:
        self.zero = zero

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+)\s*([smh])", value.strip())
        if not found:
            self.fail(f"'{value}' is not a time like 20s, 3m or 1h", param, ctx)
        seconds = float(found[1]) * SECONDS[found[2]]
        if not (seconds > 0 or self.zero) or seconds > 366 * 24 * SECONDS["h"]:
            self.fail(f"'{value}' must be more than 0 and less than a year", param, ctx)
        return seconds


class Share(click.ParamType):
    """A share between 0 and 1; the words say what to write instead of 80 or 80%."""

    name = "share"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            share = float(value)
        except ValueError:
            self.fail(f"'{value}' is not a number between 0 and 1, like 0.8", param, ctx)
        if not 0 <= share <= 1:
            self.fail(f"'{value}' is not between 0 and 1; write 80 % as 0.8", param, ctx)
        return share


class Calls(click.ParamType):
    name = "number"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            calls = float(value)
        except ValueError:
            self.fail(f"'{value}' is not a number", param, ctx)
        if not 0 <= calls <= 1e9:
            self.fail(f"'{value}' must be a number from 0 to 1,000,000,000", param, ctx)
        return calls


@click.command("phones", help="Say how many people answer so many calls in time (Erlang C).")
@click.option("--calls", type=Calls(), required=True, help="Calls that come in the interval.")
@click.option("--interval", type=TimeSpan(), default="30m", show_default=True, help="Length of the interval.")
@click.option("--handle", type=TimeSpan(), required=True, help="Time a call takes, notes after it included.")
@click.option("--answer-in", type=TimeSpan(zero=True), default="20s", show_default=True, help="The wait promised.")
@click.option("--target", type=Share(), default=0.8, show_default=True, help="Share to be answered in that time.")
@click.option("--shrinkage", type=Share(), default=0.0, show_default=True, help="Share of paid time not at the phones.")
@click.option("--max-occupancy", type=Share(), default=1.0, show_default=True, help="Busiest that people may be.")
def command(
    calls: float,
    interval: float,
    handle: float,
    answer_in: float,
    target: float,
    shrinkage: float,
    max_occupancy: float,
) -> None:
    from workload.estimates.phones import PhoneLine, phone_people, share_answered

    line = PhoneLine(calls, interval, handle, answer_in)
    try:
        found = phone_people(line, target, shrinkage, max_occupancy)
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
    fewer = found.people - 1
    click.echo(f"people            {found.people}")
    click.echo(f"level             {_shown(found.level, target)} answered within {answer_in:g} s, target {target:g}")
    if fewer > line.erlangs:
        level = share_answered(fewer, line)
        why = "does not meet the target" if level < target else f"would be busier than {max_occupancy:g}"
        click.echo(f"one fewer         {_shown(level, target)} with {fewer}, which {why}")
    elif found.people:
        click.echo(f"one fewer         0.0000 with {fewer}: the queue would only grow")
    click.echo(f"wait probability  {found.waits:.4f}")
    click.echo(f"mean wait         {found.mean_wait:.1f} s")
    click.echo(f"occupancy         {found.occupancy:.4f} ({line.erlangs:.2f} erlangs)")
    click.echo(f"to roster         {found.roster} (shrinkage {shrinkage:g})")


def _shown(level: float, target: float) -> str:
    """Four decimals, more where fewer would make a level below its target look like it."""
    for digits in range(4, 13):
        shown = f"{level:.{digits}f}"
        if level >= target or float(shown) < target:
            break
    return shown
