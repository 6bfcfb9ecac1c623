"""Every word that a user sees stands in both languages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGS = sorted((ROOT / "src").rglob("locale/id/LC_MESSAGES/django.po"))
PLACES = [path.parents[3] for path in CATALOGS]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parents[3].name)
def test_every_sentence_is_translated(path: Path) -> None:
    with path.open("rb") as handle:
        catalog = read_po(handle, locale="id")

    empty = [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not all(_strings(message.string)))
    ]

    assert empty == []


def test_one_sentence_has_one_translation_in_every_catalog() -> None:
    """Catalogues are laid over one another: of two translations one is never shown.

    Where a word means two things its context says which (`pgettext`).
    """
    found: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for path in CATALOGS:
        with path.open("rb") as handle:
            for message in read_po(handle, locale="id"):
                key = message.context, _strings(message.id)[0]
                found[key].add(_strings(message.string)[0])

    twice = {
        key: sorted(said) for key, said in found.items() if key[1] and len(said) > 1
    }

    assert twice == {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (str(value),)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_no_sentence_is_missing_from_the_catalog(place: Path, tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext (GNU gettext) is not installed")
    shutil.copytree(place, tmp_path / place.name)
    work = tmp_path / place.name
    before = _ids(work)

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "id", "--no-location"],
        cwd=work,
        check=True,
        capture_output=True,
    )

    assert sorted(_ids(work) - before) == []


def _ids(place: Path) -> set[str]:
    with (place / "locale/id/LC_MESSAGES/django.po").open("rb") as handle:
        return {str(message.id) for message in read_po(handle, locale="id")}
