"""`wadah serve`: web, API and background work from one command."""

from __future__ import annotations

import socket

import click
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import prepare
from wadah.delivery.operations.supervisor import Supervisor


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64),
    help="Processes; one is right for SQLite.",
)  # fmt: skip
@click.option(
    "--no-work", is_flag=True,
    help="No background work here: `wadah work` does it elsewhere.",
)  # fmt: skip
def serve(host: str, port: int, workers: int, no_work: bool) -> None:
    """Run the web application, the API and background work.

    The database is brought to the present tables and the reference data are loaded
    first; what was there is backed up before. Ctrl-C ends all of it. Behind a proxy
    set WADAH_HOSTS to the names it serves and WADAH_HTTPS=1.

    \b
    Example:
      wadah serve --host 0.0.0.0 --port 8080
    """
    prepare()
    run_server(host, port, workers, with_work=not no_work)


def run_server(
    host: str, port: int, workers: int = 1, *, with_work: bool = True
) -> None:
    """Collect the static files, then serve until stopped.

    Raises `InvalidInput` when the port is taken or not ours to take.
    """
    check_port(host, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    click.echo(f"Wadah is at http://{host}:{port}/  (stop with Ctrl-C)", err=True)
    supervisor = Supervisor()
    if with_work:
        supervisor.start()
    try:
        Granian(
            "wadah.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=8,
            respawn_failed_workers=True,
            log_enabled=False,
        ).serve()
    finally:
        supervisor.stop()


def check_port(host: str, port: int) -> None:
    """Try the port first: the server would only say that a worker has died."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise InvalidInput(
            "port",
            "port_not_free",
            Text(
                f"Porta {port} di {host} tidak dapat dipakai: {error.strerror}. "
                "Pilih lain dengan --port.",
                f"Port {port} of {host} cannot be used: {error.strerror}. "
                "Choose another with --port.",
            ),
        ) from error
