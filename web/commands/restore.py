"""`fairload restore FILE`: a backup into an empty database."""

import sys
from pathlib import Path

import click

from web.commands.ends import BAD_INPUT
from web.commands.passphrase import passphrase_from, passphrase_option


@click.command("restore", help="Fill an empty database from the backup FILE, all or nothing.")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@passphrase_option
def command(file: Path, passphrase_file: Path | None) -> None:
    from workload.database import connect
    from workload.exchange.backup import BackupError, restore
    from workload.settings import Settings

    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.address)
    try:
        counts = restore(engine, file, passphrase=passphrase_from(passphrase_file))
    except BackupError as reason:
        click.echo(str(reason), err=True)
        sys.exit(BAD_INPUT)
    finally:
        engine.dispose()
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables restored. `fairload check` looks them over.")
