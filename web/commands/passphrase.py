"""A passphrase comes from a file, never from the command line, where other people of the machine could read it."""

from pathlib import Path

import click

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A file whose first line is the passphrase of an encrypted backup.",
)


def passphrase_from(file: Path | None) -> str:
    """The first line of the file; nothing when there is no file. Raises UsageError for an empty one."""
    if file is None:
        return ""
    passphrase = next(iter(file.read_text("utf-8").splitlines()), "").strip()
    if not passphrase:
        raise click.UsageError(f"--passphrase-file: the first line of {file} is empty")
    return passphrase
