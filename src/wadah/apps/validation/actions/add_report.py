"""A laboratory report with its lines is added to a lot, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Laboratory
from wadah.apps.registry.models import Lot
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.actions.add_result import check_paper, read_line
from wadah.apps.validation.models import Document, LabReport, LotResult
from wadah.core.values import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands above the lines of a report.

    `laboratory` is one of the reference list; `laboratory_name` names any other, whose
    accreditation is then as copied from the report.
    """

    number: str
    laboratory: Laboratory | None = None
    laboratory_name: str = ""
    document: Document | None = None
    sampled_on: date | None = None
    sampled_by: str = ""
    sampling_plan: str = ""
    sample_count: int | None = None
    received_on: date | None = None
    tested_on: date | None = None
    issued_on: date | None = None
    states_accreditation: bool | None = None
    accreditation_number: str = ""
    accreditation_scope: str = ""
    accreditation_until: date | None = None

    def days(self) -> list[tuple[str, date]]:
        """The days it names, in the order in which they come."""
        named = ("sampled_on", "received_on", "tested_on", "issued_on")
        return [(name, day) for name in named if (day := getattr(self, name))]


@transaction.atomic
def add_report(
    *, actor: Actor, lot: Lot, head: ReportHead, results: Sequence[Mapping[str, Any]]
) -> LabReport:
    """Keep the report and every line of it.

    Raises `Absent` for a lot that is not the actor's to change; `InvalidInput` for a
    report that names no laboratory or was loaded before, for days out of order, and
    for a line that cannot be read, as `results[3].unit`.
    """
    get_editable_business(actor, lot.product.business_id)
    check_paper(head.document, lot)
    _check_head(head, lot)
    lines = [_read(row, place, lot) for place, row in enumerate(results)]
    if not lines:
        raise InvalidInput("results", "no_lines", _NO_LINES)
    report = LabReport.objects.create(
        lot=lot, added_by_id=actor.user_id, **_columns(head)
    )
    LotResult.objects.bulk_create(
        LotResult(
            lot=lot,
            report=report,
            parameter=line["parameter"],
            result=line,
            document=head.document,
            added_by_id=actor.user_id,
        )
        for line in lines
    )
    write_audit_row(
        actor=actor,
        verb="report.added",
        target=report,
        after={
            "lot": lot.pk,
            "laboratory": report.laboratory_name,
            "parameters": [line["parameter"] for line in lines],
        },
    )
    return report


def _columns(head: ReportHead) -> dict[str, Any]:
    columns = {name: getattr(head, name) for name in head.__slots__}
    columns["number"] = head.number.strip()
    columns["laboratory_name"] = _name(head)
    return columns


def _name(head: ReportHead) -> str:
    return head.laboratory.name if head.laboratory else head.laboratory_name.strip()


def _read(row: Mapping[str, Any], place: int, lot: Lot) -> dict[str, Any]:
    try:
        return read_line(row, lot)
    except InvalidInput as error:
        field = f"results[{place}].{error.field}"
        raise InvalidInput(field, error.rule, error.message) from error


def _check_head(head: ReportHead, lot: Lot) -> None:
    if not _name(head):
        raise InvalidInput("laboratory_name", "laboratory_missing", _NO_LABORATORY)
    if not head.number.strip():
        raise InvalidInput("number", "number_missing", _NO_NUMBER)
    _check_days(head.days())
    same = LabReport.objects.filter(
        laboratory_name__iexact=_name(head), number__iexact=head.number.strip()
    )
    if same.filter(lot=lot).exists():
        raise InvalidInput("number", "report_known", _KNOWN)
    others = same.filter(lot__product__business=lot.product.business_id)
    found = others.select_related("lot").first()
    if found is not None:
        raise InvalidInput("number", "other_lot", _other_lot(found.lot.code))


def _check_days(days: Sequence[tuple[str, date]]) -> None:
    # A day is past when it is past somewhere: the clock of the server may lag.
    latest = timezone.localdate() + timedelta(days=1)
    for name, day in days:
        if day > latest:
            raise InvalidInput(name, "day_to_come", _TO_COME)
    for (_before, first), (name, second) in pairwise(days):
        if second < first:
            raise InvalidInput(name, "date_order", _ORDER)


def _other_lot(code: str) -> Text:
    return Text(
        f"Laporan ini sudah ada pada lot {code}. Bila satu laporan memuat beberapa "
        "lot, tambahkan bagiannya pada nomor, misalnya 123/A.",
        f"This report is already kept under lot {code}. Where one report covers "
        "several lots, add the part to its number, such as 123/A.",
    )


_NO_LINES = Text("Laporan ini belum berisi hasil.", "This report holds no result yet.")
_NO_LABORATORY = Text("Sebut laboratoriumnya.", "Name the laboratory.")
_NO_NUMBER = Text("Sebut nomor laporan.", "Give the number of the report.")
_KNOWN = Text("Laporan ini sudah ada.", "This report is already kept.")
_TO_COME = Text("Hari ini belum tiba.", "This day is still to come.")
_ORDER = Text(
    "Urutan hari: contoh, diterima, diuji, terbit.",
    "The days come in this order: sampled, received, tested, issued.",
)
