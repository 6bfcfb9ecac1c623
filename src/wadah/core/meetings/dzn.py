"""Reads a published benchmark instance (MiniZinc data, `.dzn`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wadah.core.meetings.timetable import Meeting, Timetable
from wadah.core.values import InvalidInput, Text

_SIZES = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
_ASSIGNMENT = re.compile(r"\s*(\w+)\s*=\s*(.*)", re.DOTALL)
_SET = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"\s*(\d+)\s*\.\.\s*(\d+)\s*")


def instance_from_dzn(text: str) -> Timetable:
    """Read one instance.

    `meetingsxBusiness` and `nMeetingsBusiness` follow from `requested` and are not
    read: the first is shifted by one and easily misread.

    Parameters
    ----------
    text
        The whole file.

    Raises
    ------
    InvalidInput
        A field is absent, is not of its form, or a number is out of range.

    Examples
    --------
    >>> problem = instance_from_dzn('''
    ... nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 3; nMorningSlots = 3;
    ... requested = [|1, 2, 3|]; forbidden = [{0}, {1}];
    ... ''')
    >>> problem.meetings[0].b, sorted(problem.closed[2])
    (2, [1])
    """
    fields = _assignments(text)
    sizes = {name: _size(fields, name) for name in _SIZES}
    if sizes["nMorningSlots"] > sizes["nTotalSlots"]:
        raise _out_of_range("nMorningSlots", f"0..{sizes['nTotalSlots']}")
    count, firms = sizes["nMeetings"], sizes["nBusiness"]
    rows = _requested(fields, count, firms)
    closed = _sets(fields, "forbidden", firms, sizes["nTotalSlots"])
    before = _sets(fields, "precedences", count, count)
    fixed = _fixed(fields, count, sizes["nTotalSlots"])
    meetings = tuple(
        Meeting(*row, fixed_slot=fixed[index] or None, predecessors=before[index])
        for index, row in enumerate(rows)
    )
    return Timetable(
        firms=firms,
        tables=sizes["nTables"],
        slots=sizes["nTotalSlots"],
        morning_slots=sizes["nMorningSlots"],
        meetings=meetings,
        closed={firm: slots for firm, slots in enumerate(closed, 1) if slots},
    )


def _assignments(text: str) -> Mapping[str, str]:
    plain = re.sub(r"%[^\n]*", "", text)
    fields = {}
    for statement in plain.split(";"):
        if not statement.strip():
            continue
        found = _ASSIGNMENT.fullmatch(statement)
        if found is None:
            shown = " ".join(statement.split())[:40]
            raise InvalidInput(
                "",
                "dzn_statement",
                Text(
                    f"“{shown}” bukan isian .dzn. Tulis seperti: nTables = 4;",
                    f"“{shown}” is no .dzn assignment. Write it as: nTables = 4;",
                ),
            )
        fields[found[1]] = found[2].strip()
    return fields


def _required(fields: Mapping[str, str], name: str) -> str:
    if name not in fields:
        raise InvalidInput(
            name,
            "required",
            Text(f"Isian {name} tidak ada.", f"The field {name} is absent."),
        )
    return fields[name]


def _size(fields: Mapping[str, str], name: str) -> int:
    size = _whole(_required(fields, name), name)
    if size < 0:
        raise _out_of_range(name, "0..")
    return size


def _whole(text: str, name: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InvalidInput(
            name,
            "whole_number",
            Text(
                f"“{text.strip()}” bukan bilangan bulat.",
                f"“{text.strip()}” is not a whole number.",
            ),
        ) from None


def _out_of_range(name: str, allowed: str) -> InvalidInput:
    return InvalidInput(
        name,
        "out_of_range",
        Text(
            f"Nilai harus dalam {allowed}.",
            f"The value must lie in {allowed}.",
        ),
    )


def _wrong_length(name: str, found: int, needed: int) -> InvalidInput:
    return InvalidInput(
        name,
        "length",
        Text(
            f"Ada {found} baris, seharusnya {needed}.",
            f"There are {found} rows, there should be {needed}.",
        ),
    )


def _brackets(text: str, name: str, opening: str, closing: str) -> str:
    if not (text.startswith(opening) and text.endswith(closing)):
        raise InvalidInput(
            name,
            "dzn_array",
            Text(
                f"Larik harus diapit {opening} dan {closing}.",
                f"The array must stand between {opening} and {closing}.",
            ),
        )
    return text[len(opening) : len(text) - len(closing)]


def _list(text: str, name: str) -> list[int]:
    return [_whole(part, name) for part in text.split(",") if part.strip()]


def _requested(
    fields: Mapping[str, str], count: int, firms: int
) -> list[tuple[int, int, int]]:
    inner = _brackets(_required(fields, "requested"), "requested", "[|", "|]")
    parts = [part for part in inner.split("|") if part.strip()]
    if len(parts) != count:
        raise _wrong_length("requested", len(parts), count)
    rows = []
    for index, part in enumerate(parts):
        name = f"requested[{index}]"
        row = _list(part, name)
        if len(row) != 3:
            raise _wrong_length(name, len(row), 3)
        a, b, session = row
        _check(1 <= a <= firms and 1 <= b <= firms, name, f"1..{firms}")
        _check(1 <= session <= 3, name, "1..3")
        if a == b:
            raise InvalidInput(
                name,
                "same_firm",
                Text(
                    "Sebuah perusahaan tidak dapat bertemu dirinya sendiri.",
                    "A firm cannot meet itself.",
                ),
            )
        rows.append((a, b, session))
    return rows


def _check(holds: bool, name: str, allowed: str) -> None:
    if not holds:
        raise _out_of_range(name, allowed)


def _fixed(fields: Mapping[str, str], count: int, slots: int) -> list[int]:
    if "fixed" not in fields:
        return [0] * count
    numbers = _list(_brackets(fields["fixed"], "fixed", "[", "]"), "fixed")
    if len(numbers) != count:
        raise _wrong_length("fixed", len(numbers), count)
    for index, number in enumerate(numbers):
        _check(0 <= number <= slots, f"fixed[{index}]", f"0..{slots}")
    return numbers


def _sets(
    fields: Mapping[str, str], name: str, count: int, largest: int
) -> list[frozenset[int]]:
    """Sets without the 0 that stands for "none"."""
    if name not in fields:
        return [frozenset()] * count
    inner = _brackets(fields[name], name, "[", "]")
    parts: list[str] = _SET.findall(inner)
    rest = _SET.sub("", inner).replace(",", "").strip()
    if rest or len(parts) != count:
        raise _wrong_length(name, len(parts), count)
    return [_one_set(part, f"{name}[{i}]", largest) for i, part in enumerate(parts)]


def _one_set(text: str, name: str, largest: int) -> frozenset[int]:
    span = _RANGE.fullmatch(text)
    if span is not None:
        numbers = set(range(int(span[1]), int(span[2]) + 1))
    else:
        numbers = set(_list(text, name))
    _check(all(0 <= number <= largest for number in numbers), name, f"0..{largest}")
    return frozenset(numbers - {0})
