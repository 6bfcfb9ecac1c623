"""Filled installations, made once for all tests of this folder."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    """The module beside this file: the folders of tests are no packages."""
    name = "wadah_test_installations"
    if name not in sys.modules:
        path = Path(__file__).with_name("installations.py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


installations = _load()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """By kind of database: an installation that nobody changes."""
    with ExitStack() as stack:
        homes = {}
        for kind in installations.KINDS:
            folder = tmp_path_factory.mktemp("filled") / kind
            home = stack.enter_context(installations.open_home(kind, folder))
            homes[kind] = installations.fill(home)
        yield homes


@pytest.fixture(scope="session")
def backups(
    filled: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """By kind of database: a backup of the filled installation, not encrypted."""
    folder = tmp_path_factory.mktemp("backups")
    made = {}
    for kind, home in filled.items():
        made[kind] = folder / f"{kind}.tar.gz"
        home.must("backup", str(made[kind]))  # type: ignore[attr-defined]
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[object]:
    """Makes empty installations of a kind of database."""
    with ExitStack() as stack:

        def make(kind: str) -> object:
            number = len(list(tmp_path.glob("home*")))
            folder = tmp_path / f"home{number}"
            folder.mkdir()
            return stack.enter_context(installations.open_home(kind, folder))

        yield make


@pytest.fixture
def copy_of(filled: dict[str, object], tmp_path: Path) -> object:
    """Makes a copy of the filled installation on SQLite, to be changed."""

    def make() -> object:
        number = len(list(tmp_path.glob("copy*")))
        folder = tmp_path / f"copy{number}"
        shutil.copytree(filled["sqlite"].path, folder)  # type: ignore[attr-defined]
        return installations.Home(folder)

    return make
