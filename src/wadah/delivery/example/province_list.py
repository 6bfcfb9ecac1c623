"""A synthetic province as the list of an office, clean or as messy as real ones.

How often each defect occurs was counted in a directory of small industry of one city
(2020): capitals, blanks behind a name, phones in many shapes, districts misspelt,
streets without their word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from wadah.delivery.example.province import spread_over_cells
from wadah.delivery.example.province_draw import Draw
from wadah.delivery.example.province_pairs import misspell, plant_pairs
from wadah.delivery.example.province_rows import draw_businesses

TITLE = (
    "DAFTAR UMKM PROVINSI LAMPUNG (DATA SINTETIS, BUKAN USAHA NYATA)",
    "SYNTHETIC DATA: NO ROW IS A REAL BUSINESS",
)
HEADER = (
    "NO", "NAMA PERUSAHAAN", "NAMA PEMILIK", "JALAN", "DESA/KELURAHAN", "KECAMATAN",
    "KABUPATEN/KOTA", "TELP", "NIB", "NAMA PRODUK", "KBLI", "TAHUN DATA",
    "TENAGA KERJA", "NILAI INVESTASI (Rp.000)", "KETERANGAN",
)  # fmt: skip
REMARK = "sintetis"
_CITIES = frozenset(("Bandar Lampung", "Metro"))
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OfficeList:
    """The rows of the list and the pairs that were planted, by their NO."""

    firms: pl.DataFrame
    truth: pl.DataFrame


def make_list(
    rows: int, seed: int, *, duplicates: float = 0.0, hard_negatives: float = 0.0
) -> OfficeList:
    """Draw so many rows, of which these shares are planted."""
    draw = Draw(seed)
    copies, lookalikes = round(rows * duplicates), round(rows * hard_negatives)
    firms = draw_businesses(spread_over_cells(rows - copies - lookalikes, draw), draw)
    every, truth = plant_pairs(firms, copies, lookalikes, draw)
    return OfficeList(every, truth)


def list_cells(firms: pl.DataFrame, seed: int, *, messy: bool) -> list[list[object]]:
    """Title block, header and one line for each business."""
    stream = Draw(seed).stream("messy")
    lines: list[list[object]] = [[line] for line in TITLE]
    lines += [[], list(HEADER)]
    for row in firms.iter_rows(named=True):
        shown = _mess_up(row, stream) if messy else _plain(row)
        lines.append(
            [
                row["number"] + 1, shown["name"], shown["owner_name"], shown["street"],
                shown["village"], shown["district"], shown["regency"], shown["phone"],
                row["nib"], row["made"], row["kbli"], row["data_year"],
                "" if row["workers"] is None else row["workers"],
                shown["investment"], REMARK,
            ]
        )  # fmt: skip
    return lines


def truth_cells(truth: pl.DataFrame) -> list[list[object]]:
    """The planted pairs by NO."""
    return [
        ["first_no", "second_no", "kind"],
        *([first + 1, second + 1, kind] for first, second, kind in truth.iter_rows()),
    ]


def _plain(row: Row) -> Row:
    kind = "Kota" if row["regency"] in _CITIES else "Kab."
    investment = row["investment_idr"]
    return {
        **row,
        "regency": f"{kind} {row['regency']}",
        "investment": "" if investment is None else investment // 1000,
    }


def _mess_up(row: Row, stream: np.random.Generator) -> Row:
    shown = _plain(row)
    dice = stream.random(8)
    if dice[0] < 0.646:
        shown["name"] = shown["name"].upper()
    if dice[1] < 0.079:
        shown["name"] += " "
    if dice[2] < 0.3:
        shown["owner_name"] = shown["owner_name"].upper()
    if dice[3] < 0.016:
        shown["district"] = misspell(shown["district"], stream)
    elif dice[3] < 0.06:
        shown["district"] += " "
    elif dice[3] < 0.5:
        shown["district"] = shown["district"].upper()
    if dice[4] < 0.71:
        shown["street"] = shown["street"].removeprefix("Jl. ").upper()
    if dice[5] < 0.2:
        shown["regency"] = row["regency"].upper()
    shown["phone"] = _phone_shape(row["phone"], dice[6])
    if dice[7] < 0.15 and shown["investment"] != "":
        shown["investment"] = f"{shown['investment']:,}".replace(",", ".")
    return shown


def _phone_shape(phone: str, dice: float) -> object:
    """One of the shapes of real lists, in their proportions."""
    if not phone:
        return "-" if dice < 0.02 else ""
    bare = phone.removeprefix("+62")
    if dice < 0.41:
        return f"0{bare}"
    if dice < 0.74:
        return int(bare)
    if dice < 0.86:
        return f"0{bare[:3]} {bare[3:7]} {bare[7:]}"
    if dice < 0.93:
        return f"0{bare[:3]}-{bare[3:7]}-{bare[7:]}"
    if dice < 0.97:
        return phone
    return f"+62 {bare[:3]}-{bare[3:7]}-{bare[7:]}"
