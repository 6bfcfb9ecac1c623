"""The house keeps its own rules: files, actions, routes, keys, locks."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from wadah.delivery.cli.main import COMMANDS
from wadah.delivery.web.access import ROUTES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wadah"
WALL_LINES = 600
APPS = (
    "reference",
    "accounts",
    "registry",
    "requirements",
    "validation",
    "matching",
    "meetings",
    "exports",
    "statistics",
)
FRAMEWORK_APPS = {"auth", "contenttypes", "sessions", "admin"}
# Loading the files of the installed version is no decision of a person; the audit
# action is the row itself.
ACTIONS_WITHOUT_ROW = {"load_reference", "audit"}


def list_route_names() -> set[str]:
    """Every named route but those of the framework's admin."""
    names: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                space = pattern.namespace
                if space != "admin":
                    walk(pattern.url_patterns, f"{prefix}{space}:" if space else prefix)
            elif pattern.name:
                names.add(prefix + pattern.name)

    walk(get_resolver().url_patterns, "")
    return names


def test_every_route_stands_in_the_access_table_and_nothing_else_does() -> None:
    assert list_route_names() == set(ROUTES)


def test_no_python_file_passes_the_wall() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts
        and (count := len(path.read_text().splitlines())) > WALL_LINES
    }

    assert long == {}


@pytest.mark.parametrize(
    "path",
    sorted(SOURCE.glob("apps/*/actions/*.py")),
    ids=lambda path: f"{path.parts[-3]}.{path.stem}",
)
def test_every_action_writes_an_audit_row(path: Path) -> None:
    if path.stem in {"__init__", *ACTIONS_WITHOUT_ROW} or path.stem.startswith("_"):
        return
    source = path.read_text()

    # An export is written down by `record_personal_export`, with its audit row.
    assert re.search(
        r"(write_audit_row|write_batch_audit_row|record_personal_export)\(", source
    )


# What changes which businesses there are, where they lie, who reaches or sees them.
COUNTED = re.compile(
    r"Business\.objects\.(bulk_create|bulk_update|create)|merged_into(_id)?\s*=[^=]"
    r"|Consent\.objects\.(bulk_create|create|get_or_create)|\bwithdrawn_on\s*=(?!None)"
)
READS = re.compile(r"withdrawn_on__|merged_into__")


@pytest.mark.parametrize(
    "path",
    sorted(SOURCE.glob("apps/*/actions/*.py")),
    ids=lambda path: f"{path.parts[-3]}.{path.stem}",
)
def test_every_action_that_changes_a_count_keeps_the_counts(path: Path) -> None:
    """See `registry/counting.py`: the pages of the register show kept counts."""
    source = READS.sub("", path.read_text())

    assert not COUNTED.search(source) or "keep_counts(" in source


def test_every_foreign_key_points_down_the_order_of_the_steps() -> None:
    upward = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in APPS:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                continue
            target = field.related_model._meta.app_label
            if target in FRAMEWORK_APPS:
                continue
            if APPS.index(target) > APPS.index(label):
                upward.append(f"{model.__name__}.{field.name}")

    assert upward == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "topic",
    sorted(path.parent.name for path in SOURCE.glob("core/*/__init__.py")),
)
def test_public_face_of_a_topic_is_complete(topic: str) -> None:
    path = SOURCE / "core" / topic / "__init__.py"
    imported = {
        alias.asname or alias.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    face = importlib.import_module(f"wadah.core.{topic}")

    assert imported == set(face.__all__)


def test_other_init_files_are_empty() -> None:
    """But the tables of an app, which the framework looks for in one module."""
    full = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("__init__.py")
        if path.parent.parent.name != "core"
        and path.parent.name != "models"
        and path.read_text().strip()
    ]

    assert full == []


def test_tracked_locks_name_no_registry() -> None:
    locks = [*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json"]
    address = re.compile(r"https?://(?!github\.com|opencollective|www\.)")
    found = {
        lock.name: address.findall(text)
        for lock in locks
        if lock.exists()
        and (text := lock.read_text())
        and ("--index-url" in text or '"resolved"' in text)
    }

    assert found == {}


def test_no_word_of_a_stub_is_left() -> None:
    word = re.compile(r"raise NotImplementedError|# *TODO|# *FIXME")
    left = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.py")
        if word.search(path.read_text())
    ]

    assert left == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"wadah {name}" in (ROOT / "README.md").read_text()
