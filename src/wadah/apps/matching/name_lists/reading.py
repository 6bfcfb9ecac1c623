"""Reads a list of names that somebody gives: of the United Nations or of the EU.

Nothing is fetched. The layouts are those that the two publish: the consolidated XML of
the United Nations, the consolidated XML and the CSV (with semicolons) of the EU. XML is
read without entities and without a document type, so that a file cannot grow in memory
or look elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wadah.apps.matching.name_lists.layouts import parse
from wadah.apps.matching.name_lists.shapes import ReadName, refuse

# The list of the EU, the largest, had 25 MB in 2026.
MOST_BYTES = 120 * 1024**2
MOST_NAMES = 500_000


@dataclass(frozen=True, slots=True)
class ReadList:
    """A whole list; `skipped` counts entries without a name."""

    publisher: str  # un, eu
    layout: str  # xml, csv
    dated_on: date
    sha256: str
    names: tuple[ReadName, ...]
    skipped: int

    @property
    def entries(self) -> int:
        return len({row.entry for row in self.names})


def read_list(path: Path) -> ReadList:
    """The list in the file; its layout is told by its content, not by its name.

    Raises `InvalidInput` on `file` for one that is none, too large or unsafe.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= MOST_BYTES else b""
    except OSError as error:
        raise refuse("file_unreadable") from error
    if size > MOST_BYTES:
        raise refuse("file_too_large")
    if not content.strip():
        raise refuse("file_empty")
    parsed = parse(content)
    names, skipped = [], 0
    for row in parsed.names:
        if row is None:
            skipped += 1
            continue
        names.append(row)
        if len(names) > MOST_NAMES:
            raise refuse("too_many_names")
    if not names:
        raise refuse("no_names")
    digest = hashlib.sha256(content).hexdigest()
    return ReadList(
        parsed.publisher, parsed.layout, parsed.dated_on, digest, tuple(names), skipped
    )
