"""The three layouts: XML of the UN, XML and CSV of the EU."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError  # nosec B405

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from wadah.apps.matching.name_lists.shapes import Parsed, ReadName, refuse

LONGEST_NAME = 300
_UN_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_EU_NAME = "NameAlias_WholeName"


def parse(content: bytes) -> Parsed:
    """The list by its content. Raises `InvalidInput`."""
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _parse_xml(content)
    return _parse_csv(content)


def _parse_xml(content: bytes) -> Parsed:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refuse("xml_unsafe") from error
    except (ParseError, ValueError, LookupError) as error:
        raise refuse("xml_broken") from error
    kind = _local(root)
    if kind == "CONSOLIDATED_LIST":
        day = _read_day(root.get("dateGenerated", ""))
        return Parsed("un", "xml", day, _names_of_un(root))
    if kind == "export":
        day = _read_day(root.get("generationDate", ""))
        return Parsed("eu", "xml", day, _names_of_eu(root))
    raise refuse("layout_unknown")


def _names_of_un(root: Element) -> Iterator[ReadName | None]:
    for entry in root.iter():
        kind = _local(entry)
        if kind not in ("INDIVIDUAL", "ENTITY"):
            continue
        key = _text(entry, "REFERENCE_NUMBER") or _text(entry, "DATAID")
        programme = _text(entry, "UN_LIST_TYPE")
        parts = (_text(entry, part) for part in _UN_PARTS)
        names = [" ".join(part for part in parts if part)]
        names.append(_text(entry, "NAME_ORIGINAL_SCRIPT"))
        names += [
            _text(alias, "ALIAS_NAME")
            for alias in entry
            if _local(alias) == f"{kind}_ALIAS"
        ]
        yield from _rows(key, kind == "INDIVIDUAL", names, programme)


def _names_of_eu(root: Element) -> Iterator[ReadName | None]:
    for entry in root.iter():
        if _local(entry) != "sanctionEntity":
            continue
        key = entry.get("euReferenceNumber") or entry.get("logicalId") or ""
        subject = next((one for one in entry if _local(one) == "subjectType"), None)
        code = subject.get("code", "") if subject is not None else ""
        rules = (one for one in entry if _local(one) == "regulation")
        programme = next((one.get("programme", "") for one in rules), "")
        names = [_whole_name(one.get) for one in entry if _local(one) == "nameAlias"]
        yield from _rows(key, code == "person", names, programme)


def _whole_name(get: Any) -> str:
    parts = (get("firstName"), get("middleName"), get("lastName"))
    return get("wholeName") or " ".join(part for part in parts if part)


def _parse_csv(content: bytes) -> Parsed:
    try:
        text = content.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        head = list(rows.fieldnames or [])
        if _EU_NAME not in head:
            raise refuse("layout_unknown")
        found = list(rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise refuse("csv_broken") from error
    column = next((one for one in head if one.lower() == "filegenerationdate"), "")
    stated = next((row.get(column) or "" for row in found), "") if column else ""
    return Parsed("eu", "csv", _read_day(stated), _names_of_csv(found))


def _names_of_csv(rows: list[dict[str, Any]]) -> Iterator[ReadName | None]:
    """A row is a name, a birth date, an address: only names count."""
    for row in rows:
        key = _cell(row, "Entity_EU_ReferenceNumber", "Entity_LogicalId")
        name = _cell(row, _EU_NAME)
        if not name:
            parts = ("FirstName", "MiddleName", "LastName")
            found = (_cell(row, f"NameAlias_{part}") for part in parts)
            name = " ".join(part for part in found if part)
        if not name or not key:
            continue
        code = _cell(
            row, "Entity_SubjectType_ClassificationCode", "Entity_SubjectType"
        ).lower()
        programme = _cell(row, "Entity_Regulation_Programme")
        yield from _rows(key, code in ("person", "p"), [name], programme)


def _rows(
    key: str, is_person: bool, names: list[str], programme: str
) -> Iterator[ReadName | None]:
    """Each name of an entry once; None where it has none or no key."""
    plain = dict.fromkeys(" ".join(name.split())[:LONGEST_NAME] for name in names)
    plain.pop("", None)
    if not plain or not key:
        yield None
        return
    for name in plain:
        yield ReadName(key[:60], is_person, name, programme[:100])


def _cell(row: dict[str, Any], *names: str) -> str:
    """The first of the columns that is there and filled."""
    cells = (row.get(name) for name in names)
    return next((cell.strip() for cell in cells if isinstance(cell, str) and cell), "")


def _local(element: Element) -> str:
    """The tag without its namespace; a comment has none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _read_day(text: str) -> date:
    """`2026-11-20T10:00:00+01:00`, `2026-11-20` or `20/11/2026`."""
    stated = text.strip()[:10]
    try:
        if "/" in stated:
            day, month, year = stated.split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(stated)
    except ValueError as error:
        raise refuse("date_missing") from error
