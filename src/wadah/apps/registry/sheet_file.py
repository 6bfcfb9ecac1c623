"""Writes rows as CSV or XLSX so that no cell runs when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet takes for the beginning of a formula, blanks before it included.
_RUNS = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_PHONE_OR_NUMBER = re.compile(r"[+-]?\d[\d .,]*")
_WIDTH = 22
# Rows of a list that leave in one file; more are asked for in parts, by the filter.
MOST_ROWS = 5000
# What a cell of a spreadsheet can hold.
_LONGEST_CELL = 32_767


def wants_file(request: HttpRequest) -> bool:
    """Whether the address of a list asks for it as a file: `?format=csv` or `xlsx`."""
    return request.GET.get("format") in ("csv", "xlsx")


def sheet_response(
    request: HttpRequest, name: str, rows: Sequence[Sequence[object]]
) -> HttpResponse:
    """The rows as the file that `?format=` asks for; nobody keeps a copy of it."""
    if request.GET.get("format") == "xlsx":
        response = HttpResponse(write_xlsx(rows), content_type=XLSX_TYPE)
        file_name = f"{name}.xlsx"
    else:
        response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
        file_name = f"{name}.csv"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store"
    return response


class Marked(Protocol):
    """A record that may have been made up."""

    is_example: bool


def synthetic_cell(row: Marked) -> str:
    """What the column "Synthetic" says of a business or a buyer."""
    return _("yes") if row.is_example else _("no")


def write_csv(rows: Sequence[Sequence[object]]) -> bytes:
    """CSV with the mark by which a spreadsheet knows that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """One sheet; texts stay texts, so that 081 keeps its zero."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Wadah")
        head = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
                    sheet.write_number(number, place, cell)
                else:
                    # As a string it never runs, whatever it begins with.
                    sheet.write_string(
                        number, place, _text(cell), head if number == 0 else None
                    )
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.set_column(0, len(rows[0]) - 1, _WIDTH)
    return out.getvalue()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)[:_LONGEST_CELL]


def _safe(cell: object) -> object:
    """A phone number starts with a plus too, and is no formula."""
    if isinstance(cell, int | Decimal):
        return cell
    text = _text(cell)
    if not _RUNS.match(text) or _PHONE_OR_NUMBER.fullmatch(text):
        return text
    return f"'{text}"
