"""Rows of laboratory results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Lot
from wadah.apps.registry.row_import.cells import (
    Cell,
    read_day,
    read_number,
    read_slug,
    read_yes_or_no,
)
from wadah.apps.registry.row_import.columns import LOT_COLUMN, WHICH_PRODUCT
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_result import add_result, read_line
from wadah.apps.validation.actions.amend_result import amend_result
from wadah.apps.validation.lab_values import read_cell
from wadah.apps.validation.models import LotResult
from wadah.core.values import InvalidInput, Text, unknown_word

_PLAIN = ("unit", "basis", "method", "laboratory", "sampled_by",
          "laboratory_accredited")  # fmt: skip


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        lot = finder.lot(values)
        result = make_result(values)
        kept = _find(lot, values)
        if kept is None:
            add_result(actor=actor, lot=lot, result=result)
            return "created"
        # What the file does not say stays as it was kept.
        whole = {**_without_value(kept.result), **result}
        if read_line(whole, lot) == kept.result:
            return "unchanged"
        amend_result(actor=actor, kept=kept, result=whole)
        return "updated"

    return keep


def make_result(values: Values) -> dict[str, Any]:
    """The result in the shape of the interface. Raises `InvalidInput`."""
    words = read_vocabulary()
    slug = words.slug_of(values["parameter"])
    parameter = words.find_parameter(slug) if slug else None
    if slug is None or parameter is None:
        raise unknown_word("parameter", values["parameter"], words.parameters)
    loq = values.get("loq")
    cell: Cell = values["value"]
    if cell.is_number and parameter.unit != "text":
        found, unit = {"value": float(cell.text)}, None
    else:
        found, unit = read_cell(cell.text, parameter, loq)
    result: dict[str, Any] = {"parameter": slug, **found}
    result |= {name: values[name] for name in _PLAIN if name in values}
    if "unit" not in result and (unit or parameter.unit == "text"):
        result["unit"] = unit or "text"
    if loq is not None:
        result["loq"] = float(loq)
    if "sampled_on" in values:
        result["sampled_on"] = values["sampled_on"].isoformat()
    return result


def _find(lot: Lot, values: Values) -> LotResult | None:
    """The result of the same parameter, day of sampling and laboratory."""
    slug = read_vocabulary().slug_of(values["parameter"])
    day = values.get("sampled_on")
    wanted = (day.isoformat() if day else None, values.get("laboratory"))
    for kept in LotResult.objects.filter(lot=lot, parameter=slug).order_by("pk"):
        if (kept.result.get("sampled_on"), kept.result.get("laboratory")) == wanted:
            return kept
    return None


def _without_value(result: dict[str, Any]) -> dict[str, Any]:
    gone = ("value", "values", "below")
    return {name: part for name, part in result.items() if name not in gone}


def _keep_cell(cell: Cell, field: str) -> Cell:
    """Read with its parameter, which the column alone does not know."""
    if not cell.text.strip():
        raise InvalidInput(field, "required", _VALUE)
    return cell


def _parameter_choices() -> Sequence[str]:
    return sorted(read_vocabulary().parameters)


def _basis_choices() -> Sequence[str]:
    return sorted(read_vocabulary().lists["basis"])


_VALUE = Text("Isi hasilnya.", "Fill in the result.")
RESULTS = ImportKind(
    name="results",
    sheet="Hasil uji",
    identity=Text(
        "Satu baris satu hasil. Dikenal lagi dari lot, parameter, tanggal ambil contoh "
        "dan laboratoriumnya.",
        "One row is one result, known again by lot, parameter, day of sampling and "
        "laboratory.",
    ),
    columns=(
        *WHICH_PRODUCT,
        LOT_COLUMN,
        ImportColumn(
            "parameter", "PARAMETER", "PARAMETER",
            Text("Pilih dari daftar.", "Choose from the list."),
            read=read_slug, is_required=True, example="moisture",
            choices=_parameter_choices, width=26,
        ),
        ImportColumn(
            "value", "HASIL", "RESULT",
            Text(
                "Angka, < batas, beberapa angka dipisah titik koma, atau kata.",
                "A number, < a limit, several numbers parted by semicolons, or a word.",
            ),
            read=_keep_cell, is_required=True, example="11,5", also=("nilai", "values"),
        ),
        ImportColumn(
            "unit", "SATUAN", "UNIT",
            Text("Misalnya %, mg/kg.", "Such as %, mg/kg."), example="%", width=12,
        ),
        ImportColumn(
            "basis", "DASAR", "BASIS",
            Text("Dihitung atas apa, bila tertulis.", "Counted on what, where stated."),
            read=read_slug, choices=_basis_choices, width=16,
        ),
        ImportColumn(
            "method", "METODE", "METHOD",
            Text("Metode uji.", "The method."), example="SNI 01-2907-2008", width=24,
        ),
        ImportColumn(
            "loq", "LOQ", "LOQ",
            Text("Batas kuantifikasi.", "Limit of quantification."),
            read=read_number, width=10,
        ),
        ImportColumn(
            "laboratory", "LABORATORIUM", "LABORATORY",
            Text("Nama laboratorium.", "Name of the laboratory."),
            example="Balai Uji Contoh", also=("lab",), width=28,
        ),
        ImportColumn(
            "laboratory_accredited", "TERAKREDITASI", "ACCREDITED",
            Text(
                "ya bila laporannya menyatakan terakreditasi untuk uji ini.",
                "yes where the report states accreditation for this test.",
            ),
            read=read_yes_or_no, also=("accredited",), width=14,
        ),
        ImportColumn(
            "sampled_by", "PENGAMBIL CONTOH", "SAMPLED BY",
            Text("Siapa yang mengambil contoh.", "Who took the sample."),
        ),
        ImportColumn(
            "sampled_on", "TANGGAL AMBIL CONTOH", "SAMPLED ON",
            Text("Seperti 2026-11-24.", "As 2026-11-24."),
            read=read_day, example="2026-11-03",
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
