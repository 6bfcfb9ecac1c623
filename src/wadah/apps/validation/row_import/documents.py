"""Rows of papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.registry.row_import.cells import read_day, read_pairs, read_slug
from wadah.apps.registry.row_import.columns import LOT_COLUMN, WHICH_PRODUCT
from wadah.apps.registry.row_import.finding import Finder
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.amend_document import amend_document
from wadah.apps.validation.models import Document
from wadah.core.values import Text

_WRITTEN = ("number", "issuer", "holder", "scope", "issued_on", "expires_on")


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    finder = Finder(actor)

    def keep(values: Values) -> Done:
        business = finder.business(values)
        product, lot = _about(finder, values)
        written = {name: values[name] for name in _WRITTEN if name in values}
        found = _find(business, product, lot, values)
        if found is None:
            add_document(
                actor=actor, business=business, type=values["type"], product=product,
                lot=lot, **written,
            )  # fmt: skip
            return "created"
        if all(getattr(found, name) == value for name, value in written.items()):
            return "unchanged"
        amend_document(actor=actor, document=found, **written)
        return "updated"

    return keep


def _about(finder: Finder, values: Values) -> tuple[Product | None, Lot | None]:
    """What the paper is about: a lot, a product, or the whole business."""
    if "lot" in values:
        lot = finder.lot(values)
        return lot.product, lot
    if "product" in values or "family" in values:
        return finder.product(values), None
    return None, None


def _find(
    business: Business, product: Product | None, lot: Lot | None, values: Values
) -> Document | None:
    """The same paper: of the same goods, holder, type and number.

    One without a number is known by its day of issue.
    """
    papers = Document.objects.filter(
        business=business, product=product, lot=lot, type=values["type"],
        number=values.get("number", ""),
    )  # fmt: skip
    if "holder" in values:
        papers = papers.filter(holder__in=("", values["holder"]))
    if "number" not in values:
        papers = papers.filter(issued_on=values.get("issued_on"))
    return papers.order_by("-holder", "pk").first()


def _type_choices() -> Sequence[str]:
    types = read_vocabulary().document_types.values()
    return sorted(f"{one.slug} ({one.name.id})" for one in types)


DOCUMENTS = ImportKind(
    name="documents",
    sheet="Surat",
    identity=Text(
        "Satu baris satu surat. Surat dikenal lagi dari pemegang, jenis dan nomornya.",
        "One row is one paper, known again by its holder, type and number.",
    ),
    columns=(
        *WHICH_PRODUCT,
        replace(
            LOT_COLUMN,
            is_required=False,
            example="",
            about=Text(
                "Kode lot, bila surat ini tentang satu lot.",
                "Code of the lot, where the paper is about one.",
            ),
        ),
        ImportColumn(
            "type", "JENIS SURAT", "TYPE OF PAPER",
            Text("Pilih dari daftar.", "Choose from the list."),
            read=read_slug, is_required=True, example="nib", choices=_type_choices,
            also=("jenis", "document type", "type"), width=36,
        ),
        ImportColumn(
            "number", "NOMOR SURAT", "NUMBER",
            Text("Nomor seperti tertulis.", "The number as it is written."),
            example="ID32110000123", also=("nomor", "document number"), longest=100,
        ),
        ImportColumn(
            "issuer", "PENERBIT", "ISSUER",
            Text("Yang menerbitkan.", "Who issued it."), width=26,
        ),
        ImportColumn(
            "holder", "PEMEGANG", "HOLDER",
            Text(
                "Atas nama siapa, seperti tertulis.",
                "In whose name, as it is written.",
            ),
            example="Kopi Wati", width=26,
        ),
        ImportColumn(
            "scope", "LINGKUP", "SCOPE",
            Text(
                "nama=nilai, dipisah titik koma: product=kopi; site=Metro.",
                "name=value, parted by a semicolon: product=coffee; site=Metro.",
            ),
            read=read_pairs, width=34,
        ),
        ImportColumn(
            "issued_on", "TANGGAL TERBIT", "ISSUED ON",
            Text("Seperti 2026-11-24.", "As 2026-11-24."),
            read=read_day, example="2026-01-15", also=("issued",),
        ),
        ImportColumn(
            "expires_on", "BERLAKU SAMPAI", "VALID UNTIL",
            Text("Hari terakhir; kosong bila tanpa batas.",
                 "Last day; empty where it has no end."),
            read=read_day, also=("expires", "expires on", "tanggal berakhir"),
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
