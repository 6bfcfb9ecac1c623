"""`wadah serve`: the web application on a production server."""

from __future__ import annotations

import socket

import click
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import prepare


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64),
    help="Processes; one is right for SQLite.",
)  # fmt: skip
def serve(host: str, port: int, workers: int) -> None:
    """Run the web application and the API.

    The database is brought to the present tables and the reference data are loaded
    first. Behind a proxy set WADAH_HOSTS to the names it serves and WADAH_HTTPS=1.

    \b
    Example:
      wadah serve --host 0.0.0.0 --port 8080
    """
    prepare()
    run_server(host, port, workers)


def run_server(host: str, port: int, workers: int = 1) -> None:
    """Collect the static files, then serve until stopped.

    Raises `InvalidInput` when the port is taken or not ours to take.
    """
    check_port(host, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    click.echo(f"Wadah is at http://{host}:{port}/  (stop with Ctrl-C)", err=True)
    Granian(
        "wadah.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        log_enabled=False,
    ).serve()


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
