"""Installations of their own for the tests of backup, restore and serving."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

SERVER = os.environ.get("DATABASE_URL", "")
KINDS = ["sqlite", "postgresql"] if SERVER.startswith("postgres") else ["sqlite"]


@dataclass(frozen=True)
class Home:
    """A folder and the address of a database; SQLite in the folder when empty."""

    path: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("WADAH_") and name != "DJANGO_SETTINGS_MODULE"
        }
        return {
            **kept,
            "WADAH_HOME": str(self.path),
            "DATABASE_URL": self.database_url,
        }

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "wadah.delivery.cli.main", *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refusal(self, *arguments: str) -> dict[str, Any]:
        """The error document of a command that has to refuse."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 2, (done.stdout, done.stderr)
        document = json.loads(done.stderr.strip().splitlines()[-1])
        refused: dict[str, Any] = document["error"]
        return refused

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                return list(database.execute(query))
        path = f"file:{self.path / 'wadah.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as database:
            return list(database.execute(query))

    def change(self, statement: str) -> None:
        """Write past Wadah, as somebody with the password of the database would."""
        if self.database_url:
            with psycopg.connect(self.database_url) as database:
                database.execute(statement)
            return
        with closing(sqlite3.connect(self.path / "wadah.sqlite3")) as database:
            database.execute(statement)
            database.commit()


@contextmanager
def open_home(kind: str, folder: Path) -> Iterator[Home]:
    """An empty installation; the PostgreSQL database is dropped at the end."""
    if kind == "sqlite":
        yield Home(folder)
        return
    name = f"wadah_{secrets.token_hex(4)}"
    parts = urlsplit(SERVER)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield Home(folder, urlunsplit(parts._replace(path=f"/{name}")))
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


OpenHome = Callable[[str, str], Home]

# One business with identity numbers, an upload, and text that strains every encoding.
FILL = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wadah.config.settings.base")
django.setup()
from django.conf import settings
from wadah.delivery.cli.installation import prepare
prepare()
from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.accounts.models import Membership, Organisation, User
from wadah.apps.registry.models import Business
house = Organisation.objects.create(kind="business", name="Kopi 'Ulu\\\\belu' \\n ☕ ‮")
user = User(login="owner@example.org", name="Siti")
user.set_password("kain-tapis-emas")
user.save()
Membership.objects.create(user=user, organisation=house, role="owner")
for number in range(300):
    Business.objects.create(
        name=f"Usaha {number} \\t\\\\N", search_name=f"usaha {number}",
        nib=f"{1230000000000 + number}", phone="+6281200000000",
    )
Business.objects.filter(name__startswith="Usaha 299").delete()
folder = settings.WADAH_HOME / "uploads" / "papers"
folder.mkdir(parents=True)
(folder / "surat é.pdf").write_bytes(bytes(range(256)) * 4096)
write_audit_row(actor=make_local_administrator(), verb="test.filled", target=house,
                after={"amount": 1e16, "small": 1e-07, "none": None, "text": "é"})
"""


def fill(home: Home) -> Home:
    subprocess.run([sys.executable, "-c", FILL], env=home.environment, check=True)
    return home


def decrypted_nibs(home: Home) -> list[str]:
    """The identity numbers as the installation itself reads them."""
    script = (
        "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', "
        "'wadah.config.settings.base'); django.setup(); "
        "from wadah.apps.registry.models import Business; "
        "print(' '.join(Business.objects.order_by('pk').values_list('nib', flat=True)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=home.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()
