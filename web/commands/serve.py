"""`fairload serve`: waitress with the pages in this process, the clock in another beside it."""

import gc
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flask import Flask

    from workload.settings import Settings

STOP_SECONDS = 10.0
PAUSE_SECONDS = 3.0
COLLECT_AFTER = (
    50_000  # new objects; a page of a province makes so many, and looking through all for rings took a third
)
LARGEST_BODY = 16 * 1024 * 1024  # bytes; beyond this nobody even reads on, and beyond 2 MB a page says what to do


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64), help="Pages worked on at a time.")
@click.option("--no-clock", is_flag=True, help="Only the pages; start `fairload clock` elsewhere.")
def command(host: str, port: int, threads: int, no_clock: bool) -> None:
    """Serve the pages until Ctrl-C or SIGTERM. Run `fairload setup` first."""
    from web import create_app
    from workload.settings import Settings

    settings = Settings()
    _need_tables(settings)
    app = create_app(settings)
    try:
        server = listening(app, host=host, port=port, threads=threads, proxies=settings.proxies)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror}. Choose another --port."
        ) from None
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(COLLECT_AFTER)
    clock = None if no_clock else Clock()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    try:
        if clock:
            clock.start()
        if settings.demonstration:
            _print_accounts()
        click.echo(f"Fairload is at http://{host}:{server.effective_port} - stop it with Ctrl-C.")
        server.run()
    except SystemExit:
        pass
    finally:
        server.close()
        if clock:
            clock.stop()
        click.echo("Stopped.")


def listening(app: "Flask", *, host: str, port: int, threads: int, proxies: int) -> Any:
    """waitress on its port; `run()` serves. Without a proxy before us, headers that only a proxy may set are dropped;
    with one, web/security.py believes as many as are configured."""
    from waitress.server import create_server

    return create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        ident="fairload",
        clear_untrusted_proxy_headers=proxies == 0,
        max_request_body_size=LARGEST_BODY,
    )


class Clock:
    """The clock process beside the pages: started again when it dies, ended with them."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        self._begin()
        threading.Thread(target=self._keep_alive, daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _begin(self) -> None:
        arguments = [sys.executable, "-m", "web.commands", "clock", "--while-parent", str(os.getpid())]
        self._process = subprocess.Popen(arguments)  # noqa: S603 - our own program

    def _keep_alive(self) -> None:
        while self._process is not None:
            code = self._process.wait()
            if self._stopping.wait(PAUSE_SECONDS):
                return
            click.echo(f"The clock ended by itself (status {code}); it is started again.", err=True)
            self._begin()


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _need_tables(settings: "Settings") -> None:
    from sqlalchemy import inspect

    from workload.database import connect

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.address)
    ready = inspect(engine).has_table("account")
    engine.dispose()
    if not ready:
        raise click.ClickException("the database has no tables yet. Run `fairload setup` first.")


def _print_accounts() -> None:
    from seed_data.accounts import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD

    click.echo("\nAccounts of the demonstration, a synthetic territory without real people:")
    for username, who in DEMONSTRATION_ACCOUNTS:
        click.echo(f"  {username:<10} {who}")
    click.echo(f"  the password of each: {DEMONSTRATION_PASSWORD}\n")
