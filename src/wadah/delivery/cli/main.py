"""The `wadah` command: one door, each command in a module of its own."""

from __future__ import annotations

import importlib
import os
import sys

import click
from django.core.exceptions import ImproperlyConfigured

from wadah.core.values import InvalidInput
from wadah.delivery.cli.output import BAD_INPUT, INTERNAL, show_failure, start_django

# name -> module:command. Loaded only when called: a start that needs neither the
# database nor the solvers does not pay for them.
COMMANDS = {
    "administrator": "wadah.delivery.cli.administrator:administrator",
    "assess": "wadah.delivery.cli.assess:assess",
    "backup": "wadah.delivery.cli.backup:backup",
    "check": "wadah.delivery.cli.check:check",
    "classify": "wadah.delivery.cli.classify:classify",
    "demo": "wadah.delivery.cli.demo:demo",
    "duplicates": "wadah.delivery.cli.duplicates:duplicates",
    "example": "wadah.delivery.cli.example:example",
    "import": "wadah.delivery.cli.import_:import_",
    "keys": "wadah.delivery.cli.keys:keys",
    "match": "wadah.delivery.cli.match:match",
    "reference": "wadah.delivery.cli.reference:reference",
    "request": "wadah.delivery.cli.request:request",
    "restore": "wadah.delivery.cli.restore:restore",
    "rules": "wadah.delivery.cli.rules:rules",
    "schedule": "wadah.delivery.cli.schedule:schedule",
    "search": "wadah.delivery.cli.search:search",
    "serve": "wadah.delivery.cli.serve:serve",
    "sweep": "wadah.delivery.cli.sweep:sweep",
    "template": "wadah.delivery.cli.template:template",
    "verify": "wadah.delivery.cli.verify:verify",
    "work": "wadah.delivery.cli.work:work_command",
}

# Their modules name tables, which exist only once the applications are loaded.
NEEDS_TABLES = frozenset(
    {
        "administrator",
        "backup",
        "check",
        "classify",
        "demo",
        "duplicates",
        "example",
        "import",
        "keys",
        "reference",
        "restore",
        "rules",
        "search",
        "serve",
        "sweep",
        "template",
        "verify",
        "work",
    }
)


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        path = COMMANDS.get(cmd_name)
        if path is None:
            return None
        if cmd_name in NEEDS_TABLES:
            start_django()
        module, name = path.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wadah")
def cli() -> None:
    """Wadah takes small businesses to their first export and on to the next ones.

    Answers go to standard output, progress and messages to standard error. With
    --json the output is one JSON document and nothing else.

    Exit codes: 0 done, whatever the verdict; 1 with --exit-code unless the answer is
    yes; 2 bad input, with a message that names file, row, field and rule.

    Everything an installation writes lies in the folder WADAH_HOME.
    """


def main() -> None:
    """Run the command line; no traceback reaches a user."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except InvalidInput as error:
        show_failure(error, as_json="--json" in sys.argv)
        sys.exit(BAD_INPUT)
    except ImproperlyConfigured as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # The reader of a pipe has gone; Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # The last net: whatever went wrong, the user reads a sentence. The trace is
        # there for whoever asks for it.
        if os.environ.get("WADAH_DEBUG"):
            raise
        click.echo(
            f"Error: {type(error).__name__}: {error}\n"
            "This is a fault of Wadah. Run again with WADAH_DEBUG=1 and report it.",
            err=True,
        )
        sys.exit(INTERNAL)


if __name__ == "__main__":
    main()
