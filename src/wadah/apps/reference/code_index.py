"""The index of goods: built once from what was loaded, kept in the home, kept right."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from wadah.apps.reference.data_files import (
    read_families,
    read_family_hs_codes,
    read_family_terms,
    read_goods_names,
    read_goods_words,
)
from wadah.apps.reference.hs_file import BTKI2022, HS2022
from wadah.apps.reference.index_marks import CONFIRMED, NOMENCLATURE, read_marks
from wadah.apps.reference.models import ConfirmedCode, HsCode
from wadah.core.language import (
    CodeIndex,
    CodeText,
    GoodsName,
    Lexicon,
    NameBook,
    add_names,
    build_code_index,
    build_lexicon,
    index_from_plain,
    index_to_plain,
    join_ancestors,
)
from wadah.core.values import Text

_FILES = (
    "goods_names.csv", "goods_words.csv", "families.csv", "family_hs_codes.csv",
    "family_terms.csv",
)  # fmt: skip
# What the code makes of the texts has changed: build anew.
_BUILD = "4"
# Chapter 99 is for statistics: no goods stand there.
_NO_GOODS = "99"
_NOTHING = HsCode()


class _Held:
    """What this process has read, with the marks it was read at."""

    index_key: str = ""
    index: CodeIndex | None = None
    pairs_key: str = ""
    pairs: NameBook | None = None


def get_code_index() -> tuple[CodeIndex, NameBook]:
    """The index and what officers confirmed, as of now."""
    marks = read_marks()
    key = _key(marks.get(NOMENCLATURE, ""))
    if _Held.index is None or _Held.index_key != key:
        _Held.index, _Held.index_key = _read_or_build(key), key
        _Held.pairs = None
    pairs_key = f"{key} {marks.get(CONFIRMED, '')}"
    if _Held.pairs is None or _Held.pairs_key != pairs_key:
        _Held.pairs = add_names(_Held.index, _confirmed_names())
        _Held.pairs_key = pairs_key
    return _Held.index, _Held.pairs


def index_path() -> Path:
    """Where the index lies in the home."""
    return Path(settings.WADAH_HOME) / "indexes" / "goods.json"


def _key(mark: str) -> str:
    return f"{_BUILD} {_hash_of_files()} {mark}"


@cache
def _hash_of_files() -> str:
    found = sha256()
    folder = files("wadah.apps.reference").joinpath("data")
    for name in _FILES:
        found.update(folder.joinpath(name).read_bytes())
    return found.hexdigest()[:16]


def _read_or_build(key: str) -> CodeIndex:
    path = index_path()
    try:
        with path.open(encoding="utf-8") as handle:
            stored = json.load(handle)
        if stored["key"] == key:
            return index_from_plain(stored["index"], read_lexicon())
    except (OSError, ValueError, KeyError, TypeError):
        # None yet, or cut off or of another version: it is made anew below.
        pass
    index = make_code_index()
    _write(path, {"key": key, "index": index_to_plain(index)})
    return index


def _write(path: Path, document: dict[str, Any]) -> None:
    """Whole or not at all: other processes read while this one writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(document, out, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(path)
    except OSError:
        # A full disk: the answer is right without the file, only slower to come.
        Path(name).unlink(missing_ok=True)


def make_code_index() -> CodeIndex:
    """The index from the tables and the packaged files, without touching the disk."""
    texts = _code_texts()
    names = [*read_goods_names(), *_family_names()]
    labels = _labels_of_names(names)
    for text in texts:
        labels[text.hs6] = _label(text, labels.get(text.hs6))
    return build_code_index(texts, names, read_lexicon(), labels)


@cache
def read_lexicon() -> Lexicon:
    """The packaged words that two languages have in common."""
    return build_lexicon(read_goods_words())


def _code_texts() -> list[CodeText]:
    try:
        rows = _six_and_above(HS2022) or _six_and_above(BTKI2022)
        national = _national_texts()
    except DatabaseError:
        return []  # no tables yet: the curated names answer
    return [
        _code_text(code, rows, national.get(code, Text("", "")))
        for code in rows
        if len(code) == 6 and not code.startswith(_NO_GOODS)
    ]


def _code_text(code: str, rows: dict[str, HsCode], lines: Text) -> CodeText:
    row = rows[code]
    heading = rows.get(code[:4], _NOTHING)
    chapter = rows.get(code[:2], _NOTHING)
    return CodeText(
        code,
        Text(row.text_id, row.text_en),
        Text(row.national_lines_id or lines.id, lines.en),
        Text(heading.text_id, heading.text_en),
        Text(chapter.text_id, chapter.text_en),
    )


def _six_and_above(edition: str) -> dict[str, HsCode]:
    """Rows to six digits; the tariff book leaves out a subheading of one line."""
    found = {
        row.code: row
        for row in HsCode.objects.filter(edition=edition, level__in=(2, 4, 6))
    }
    if edition == BTKI2022:
        for row in HsCode.objects.filter(edition=edition, level=8):
            found.setdefault(row.code[:6], row)
    return found if any(len(code) == 6 for code in found) else {}


def _national_texts() -> dict[str, Text]:
    """Texts of the national lines below each subheading, where they were loaded."""
    joined: dict[str, tuple[list[str], list[str]]] = {}
    lines = HsCode.objects.filter(edition=BTKI2022, level__in=(6, 8))
    for code, text_id, text_en in lines.values_list("code", "text_id", "text_en"):
        cells = joined.setdefault(code[:6], ([], []))
        cells[0].append(text_id)
        cells[1].append(text_en)
    return {
        code: Text("; ".join(cells[0]), "; ".join(cells[1]))
        for code, cells in joined.items()
    }


def _label(text: CodeText, everyday: Text | None) -> Text:
    """The official text; where it says little by itself, with an everyday name."""
    english = join_ancestors(text.own.en, text.heading.en)
    indonesian = join_ancestors(text.own.id, text.heading.id)
    if everyday is not None and indonesian not in ("", text.own.id):
        indonesian = f"{indonesian} ({everyday.id})"
    return Text(indonesian or english, english or indonesian)


def _labels_of_names(names: list[GoodsName]) -> dict[str, Text]:
    """Without a nomenclature a code is called by its first everyday names."""
    said: dict[str, dict[str, str]] = {}
    for name in names:
        said.setdefault(name.hs6, {}).setdefault(name.language, name.name)
    return {
        code: Text(
            by_language.get("id", by_language.get("en", code)),
            by_language.get("en", by_language.get("id", code)),
        )
        for code, by_language in said.items()
    }


def _family_names() -> Iterator[GoodsName]:
    rows = [row for row in read_families() if row.disabled_from is None]
    said: dict[str, list[tuple[str, str]]] = {
        row.family: [(row.name.id, "id"), (row.name.en, "en")] for row in rows
    }
    for term in read_family_terms():
        if term.family in said:
            said[term.family].append((term.term, term.language))
    for row in read_family_hs_codes():
        for name, language in said.get(row.family, []):
            yield GoodsName(row.hs6, name, language, "family", row.rank, row.reason)


def _confirmed_names() -> list[GoodsName]:
    try:
        rows = list(
            ConfirmedCode.objects.filter(undone_at__isnull=True).values_list(
                "hs6", "text", "reason"
            )
        )
    except DatabaseError:
        return []
    return [
        GoodsName(hs6, text, "", "pair", 1, Text(reason, reason))
        for hs6, text, reason in rows
    ]
