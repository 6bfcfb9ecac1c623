"""What a kind of list is: its columns, said once for reading and for its workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.importing.fields import normalise_title
from wadah.apps.registry.row_import.cells import Reader, read_words
from wadah.core.values import Text

Done = Literal["created", "updated", "unchanged"]
# Only what the row holds: an empty cell changes nothing.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column: its field, its titles in both languages, and how a cell is read."""

    field: str
    title: str
    english: str
    about: Text
    read: Reader = read_words
    is_required: bool = False
    also: tuple[str, ...] = ()
    example: str | int = ""
    choices: Callable[[], Sequence[str]] | None = None
    is_free: bool = False
    width: int = 20
    longest: int = 200

    def titles(self) -> frozenset[str]:
        """Every title by which the column is known, as `normalise_title` gives it."""
        names = (self.field, self.title, self.english, *self.also)
        return frozenset(normalise_title(name) for name in names)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of list; `keeper` gives the function that keeps one row.

    Parameters
    ----------
    name
        The word of the command line, such as `products`.
    sheet
        The sheet of the workbook that is filled in.
    identity
        By what a row is known again, in a sentence for the help sheet.
    """

    name: str
    sheet: str
    identity: Text
    columns: tuple[ImportColumn, ...]
    keeper: Callable[[Actor], Callable[[Values], Done]]

    def column(self, field: str) -> ImportColumn | None:
        """The column of a field, also of a part of it such as `packing[0]`."""
        bare = field.partition("[")[0].partition(".")[0]
        return next((one for one in self.columns if one.field == bare), None)
