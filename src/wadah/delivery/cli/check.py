"""`wadah check`: is this installation healthy, and what to do when it is not."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import click
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import ERROR, run_checks
from django.core.checks.registry import registry
from django.db import DatabaseError, connection

from wadah.apps.accounts.fields import decrypt, encrypt
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.models import Market, ProductFamily, Region
from wadah.apps.registry.models import Business
from wadah.apps.validation.actions.rotate_key import keys_folder
from wadah.apps.validation.models import SigningKey
from wadah.apps.validation.sheets.signing import has_private_key
from wadah.delivery.cli.installation import (
    list_missing_migrations,
    list_unknown_migrations,
)
from wadah.delivery.cli.output import print_json
from wadah.delivery.operations.health import GOOD, MIN_FREE_BYTES, look_at_worker
from wadah.delivery.operations.models import Run

UNHEALTHY = 1
# Routes and admin are the same in every installation: tests hold them, and looking at
# them loads the whole of the web and every solver.
OF_THE_PROGRAM = {"admin", "urls"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    is_good: bool
    found: str
    mend: str = ""


def check_database() -> Finding:
    """Can we connect, and is it a database that Wadah is made for?"""
    try:
        return _look_at_database()
    except DatabaseError as error:
        mend = "Start it, mend DATABASE_URL, or restore a backup."
        return Finding("database", False, str(error), mend)


def _look_at_database() -> Finding:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
            cursor.execute("PRAGMA quick_check(1)")
            state = str(cursor.fetchone()[0])
        found = f"SQLite {sqlite3.sqlite_version}, {mode}, {state}"
        good = mode == "wal" and state == "ok"
        return Finding("database", good, found, "" if good else "Restore a backup.")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = str(cursor.fetchone()[0])
    good = int(version.split(".")[0]) >= 15
    return Finding(
        "database", good, f"PostgreSQL {version}", "" if good else "Use 15 or later."
    )


def check_tables() -> Finding:
    unknown, missing = list_unknown_migrations(), list_missing_migrations()
    if unknown:
        found = f"newer than this program: {', '.join(unknown[:3])}"
        mend = "Install the newer version, or restore the backup from before it."
        return Finding("tables", False, found, mend)
    if missing:
        found = f"{len(missing)} updates pending, first {missing[0]}"
        mend = "Run: wadah serve (it backs up first, then updates)"
        return Finding("tables", False, found, mend)
    return Finding("tables", True, "up to date")


def check_background() -> Finding:
    """Tells, and never fails: this may be run while the server stands still."""
    part = look_at_worker(time.time())
    if part.state == GOOD:
        return Finding("background work", True, f"last sign {part.measure} s ago")
    return Finding("background work", True, "not running; `wadah serve` starts it")


def check_backups() -> Finding:
    """When the last backup was made: told, for only people know what lies elsewhere."""
    made = Run.objects.filter(kind=Run.Kind.BACKUP, state=Run.State.DONE)
    last = made.exclude(name="restore").first()
    if last is None:
        return Finding("backups", True, "none yet", "Run: wadah backup")
    at = last.asked_at.astimezone()
    return Finding("backups", True, f"last {at:%Y-%m-%d %H:%M}, {last.name}")


def check_reference() -> Finding:
    counts = (
        ProductFamily.objects.count(),
        Market.objects.count(),
        Region.objects.count(),
    )
    found = "{} families, {} markets, {} regions".format(*counts)
    good = all(counts)
    return Finding("reference data", good, found, "" if good else "Run: wadah serve")


def check_audit() -> Finding:
    """The audit trail is append-only by a trigger; is it there?"""
    table = AuditRow._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master "
                "WHERE type = 'trigger' AND tbl_name = %s",
                [table],
            )
            wanted = 2
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger "
                "WHERE tgrelid = %s::regclass AND NOT tgisinternal",
                [table],
            )
            wanted = 1
        good = int(cursor.fetchone()[0]) >= wanted
    found = f"{AuditRow.objects.count()} rows, " + (
        "append-only" if good else "the trigger that protects them is gone"
    )
    mend = (
        "" if good else "Restore a backup; until then changes of the trail go unseen."
    )
    return Finding("audit trail", good, found, mend)


def check_identity_key() -> Finding:
    """Does the key open the identity numbers that are kept?"""
    sample = Business.objects.exclude(nib="").values_list("pk", flat=True)[:1]
    try:
        decrypt(encrypt("0"))
        Business.objects.filter(pk__in=list(sample)).first()
    except (InvalidToken, ValueError):
        return Finding(
            "identity key",
            False,
            "the key does not open the numbers in the database",
            "Put back keys/identity.key of the installation that wrote them.",
        )
    return Finding("identity key", True, "opens what is kept")


def check_signing_key() -> Finding:
    """Is the private half of the key that signs validation sheets here?"""
    key = SigningKey.objects.filter(retired_at__isnull=True).first()
    if key is None:
        return Finding("signing key", True, "none yet; the first sheet makes one")
    if has_private_key(keys_folder(), key.pk):
        return Finding("signing key", True, f"{key.pk} signs")
    mend = "Put back its file in keys/ from a backup, or run: wadah keys rotate"
    return Finding("signing key", False, f"{key.pk} has no private half here", mend)


def check_home() -> Finding:
    home = settings.WADAH_HOME
    free = shutil.disk_usage(home).free
    enough = free > MIN_FREE_BYTES
    found = f"{home}, {free // 1024**2:,} MB free"
    return Finding("home", enough, found, "" if enough else "Make room on the disk.")


def check_frontend() -> Finding:
    good = finders.find("vendor/inter.css") is not None
    found = "built" if good else "the font is missing; pages work with another"
    return Finding("front end", good, found, "" if good else "Run: make frontend")


def check_settings() -> Finding:
    tags = sorted(registry.tags_available() - OF_THE_PROGRAM)
    errors = [issue for issue in run_checks(tags=tags) if issue.level >= ERROR]
    found = "; ".join(str(issue.msg) for issue in errors) or "no fault"
    mend = "; ".join(str(issue.hint) for issue in errors if issue.hint)
    return Finding("settings", not errors, found, mend)


def check_second_factor() -> Finding:
    """Told, and no fault: whoever tries Wadah out may well go without."""
    if settings.WADAH_SECOND_FACTOR == "required":
        return Finding("second factor", True, "required of those who check and decide")
    found = "offered only: a stolen password is enough to decide in another's name"
    return Finding("second factor", True, found, "Set WADAH_SECOND_FACTOR=required")


# In this order: what a later check needs is looked at first.
CHECKS: tuple[Callable[[], Finding], ...] = (
    check_home,
    check_settings,
    check_second_factor,
    check_database,
    check_tables,
    check_reference,
    check_audit,
    check_identity_key,
    check_signing_key,
    check_background,
    check_backups,
    check_frontend,
)


def find_all() -> list[Finding]:
    """Run the checks; without a database or tables the later ones cannot run."""
    findings: list[Finding] = []
    for check_one in CHECKS:
        finding = check_one()
        findings.append(finding)
        if check_one in (check_database, check_tables) and not finding.is_good:
            break
    return findings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def check(as_json: bool) -> None:
    """Tell whether this installation is healthy, and what to do when it is not.

    Exit code 0 when everything is good, 1 when something has to be mended.
    """
    findings = find_all()
    healthy = all(finding.is_good for finding in findings)
    if as_json:
        rows = [asdict(finding) for finding in findings]
        print_json({"healthy": healthy, "findings": rows})
    else:
        for finding in findings:
            mark = "good" if finding.is_good else "BAD "
            click.echo(f"{mark}  {finding.name:<15} {finding.found}")
            if finding.mend:
                click.echo(f"      mend: {finding.mend}")
        click.echo("Healthy." if healthy else "Something has to be mended, see above.")
    if not healthy:
        sys.exit(UNHEALTHY)
