"""`fairload backup FILE`: everything in one file, while the service goes on."""

import sys
from pathlib import Path

import click

from web.commands.passphrase import passphrase_from, passphrase_option


@click.command("backup", help="Write the whole database into FILE, read it back, and say how many rows it holds.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@passphrase_option
def command(file: Path, passphrase_file: Path | None) -> None:
    from workload.database import connect
    from workload.exchange.backup import BackupError, back_up
    from workload.settings import Settings

    engine = connect(Settings().address)
    try:
        counts = back_up(engine, file, passphrase=passphrase_from(passphrase_file))
    except (BackupError, OSError) as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    finally:
        engine.dispose()
    locked = ", encrypted" if passphrase_file else ""
    click.echo(f"{file}: {sum(counts.values())} rows of {len(counts)} tables, read back and whole{locked}")
