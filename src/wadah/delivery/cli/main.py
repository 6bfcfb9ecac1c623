"""The `wadah` command: one door, each command in a module of its own."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass

import click
from django.core.exceptions import ImproperlyConfigured

from wadah.core.values import InvalidInput
from wadah.delivery.cli.output import BAD_INPUT, INTERNAL, show_failure, start_django


# Loaded only when called: a start that needs neither the database nor the solvers
# does not pay for them, and the list of commands does not load any.
@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lies, its line in the list, and whether it needs the tables.

    Modules that name tables can be imported only once the applications are loaded.
    """

    path: str
    line: str
    needs_tables: bool = True


COMMANDS = {
    "administrator": Command("administrator:administrator", "Enter an administrator."),
    "assess": Command(
        "assess:assess",
        "Hold one case against the rules of its market.",
        needs_tables=False,
    ),
    "backup": Command("backup:backup", "Write the whole installation to one file."),
    "check": Command("check:check", "Tell whether this installation is healthy."),
    "classify": Command("classify:classify", "Find HS 2022 codes for goods."),
    "demo": Command("demo:demo", "Load the Lampung example, run it and serve it."),
    "duplicates": Command(
        "duplicates:duplicates", "Find records that may be one business."
    ),
    "example": Command(
        "example:example", "Fill the register with a synthetic province."
    ),
    "import": Command(
        "import_:import_", "Load a list: businesses, products, lots, ..."
    ),
    "keys": Command("keys:keys", "Show, rotate and distrust signing keys."),
    "match": Command(
        "match:match",
        "Find who can fill a request, alone or together.",
        needs_tables=False,
    ),
    "reference": Command("reference:reference", "Load reference data of your own."),
    "request": Command(
        "request:request", "Read a buyer's words into a request.", needs_tables=False
    ),
    "restore": Command(
        "restore:restore", "Put a backup in the place of this installation."
    ),
    "rules": Command("rules:rules", "Look through the rules; load what may change."),
    "schedule": Command(
        "schedule:schedule", "Find or mend a timetable of meetings.", needs_tables=False
    ),
    "search": Command("search:search", "Find product families and published products."),
    "serve": Command("serve:serve", "Run web application, API and background work."),
    "sweep": Command("sweep:sweep", "Judge every product for every market."),
    "template": Command("template:template", "Write the workbook of a kind of list."),
    "verify": Command("verify:verify", "Check a signed sheet, without a network."),
    "work": Command("work:work_command", "Do background work."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = COMMANDS.get(cmd_name)
        if found is None:
            return None
        if found.needs_tables:
            start_django()
        module, name = found.path.split(":")
        command: click.Command = getattr(
            importlib.import_module(f"wadah.delivery.cli.{module}"), name
        )
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        rows = [(name, COMMANDS[name].line) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


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
