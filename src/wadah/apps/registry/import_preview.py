"""What loading a list would do, kept beside its file until it is loaded.

A province has a hundred thousand remarks: they are written once, a line each, and
looked through by severity and rule without reading them all into memory.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wadah.apps.accounts.fields import mask
from wadah.apps.registry.importing.problems import (
    NIB_FORMAT,
    NPWP_FORMAT,
    RowProblem,
)
from wadah.core.values import Text

SEVERITIES = ("refused", "warning")
_IDENTITY_RULES = (NIB_FORMAT.code, NPWP_FORMAT.code)
_LONGEST_CELL = 500


@dataclass(frozen=True, slots=True)
class Remark:
    """One row, column and rule, as the preview shows it."""

    row: int
    column: str
    rule: str
    severity: str
    message: Text
    cell: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts by name, first rows, and the number of remarks by severity and rule."""

    counts: dict[str, int]
    rows: list[dict[str, object]]
    tally: dict[tuple[str, str], int]
    path: Path

    @property
    def rules(self) -> list[str]:
        return sorted({rule for _severity, rule in self.tally})

    def count(self, severity: str = "", rule: str = "") -> int:
        return sum(
            number
            for (found, code), number in self.tally.items()
            if severity in ("", found) and rule in ("", code)
        )

    def remarks(self, severity: str = "", rule: str = "") -> Iterator[Remark]:
        """Refused rows first, then in the order of the rows."""
        with self.path.open(encoding="utf-8") as stream:
            next(stream)
            for line in stream:
                found, code, told = line.split("\t", 2)
                if severity in ("", found) and rule in ("", code):
                    row, column, message_id, message_en, cell = json.loads(told)
                    message = Text(message_id, message_en)
                    yield Remark(row, column, code, found, message, cell)


def write_preview(
    file: Path,
    counts: dict[str, int],
    rows: Sequence[dict[str, object]],
    problems: Sequence[RowProblem],
) -> None:
    """Keep counts and remarks; an identity number only masked."""
    ordered = sorted(problems, key=lambda one: (one.severity != "refused", one.row))
    tally = Counter((one.severity, _code(one)) for one in ordered)
    head = {
        "counts": counts,
        "rows": rows,
        "tally": [[*key, n] for key, n in tally.items()],
    }
    with _path_of(file).open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(head) + "\n")
        for one in ordered:
            cell = mask(one.cell) if one.rule in _IDENTITY_RULES else one.cell
            told = [one.row, one.column, one.message.id, one.message.en,
                    cell[:_LONGEST_CELL]]  # fmt: skip
            # JSON holds neither tabs nor line breaks of its own.
            stream.write(f"{one.severity}\t{_code(one)}\t{json.dumps(told)}\n")


def read_preview(file: Path) -> Preview | None:
    """What was kept beside the file, if it was."""
    path = _path_of(file)
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as stream:
        head = json.loads(next(stream))
    tally = {(severity, rule): n for severity, rule, n in head["tally"]}
    return Preview(head["counts"], head["rows"], tally, path)


def _code(one: RowProblem) -> str:
    return f"{one.rule} {one.name}"


def _path_of(file: Path) -> Path:
    # The folder holds one list, whose name this can never be.
    return file.with_name(f"{file.name}.preview")
