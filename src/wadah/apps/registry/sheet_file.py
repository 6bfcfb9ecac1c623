"""Writes rows as CSV or XLSX so that no cell runs when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import xlsxwriter

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 22


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
                if isinstance(cell, int):
                    sheet.write_number(number, place, cell)
                else:
                    sheet.write_string(
                        number, place, str(cell), head if number == 0 else None
                    )
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.set_column(0, len(rows[0]) - 1, _WIDTH)
    return out.getvalue()


def _safe(cell: object) -> object:
    """A phone number starts with a plus too, and is no formula."""
    if not isinstance(cell, str) or not cell.startswith(_RUNS):
        return cell
    return cell if cell.startswith("+") and cell[1:].isdigit() else f"'{cell}"
