"""Forms of an import: the file, then which column is what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.registry.importing.fields import normalise_title, strong_field
from wadah.apps.registry.importing.header import Column, HeaderMatch
from wadah.apps.registry.importing.mapping import IGNORE

FIELD_NAMES: Mapping[str, str | Promise] = {
    "external_no": _("number in the list"),
    "name": _("name of the business"),
    "owner_name": _("owner or contact person"),
    "owner_gender": _("gender of the owner"),
    "street": _("street"),
    "village": _("village"),
    "district": _("district"),
    "regency": _("regency or city"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "legal_form": _("legal form"),
    "size_class": _("size"),
    "nib": _("NIB"),
    "npwp": _("NPWP"),
    "permit_year": _("year of the permit"),
    "data_year": _("year of the data"),
    "kbli": _("KBLI code"),
    "kbli_title": _("KBLI title"),
    "product_name": _("product"),
    "commodity": _("commodity"),
    "category": _("category"),
    "workers": _("workers"),
    "workers_male": _("workers, men"),
    "workers_female": _("workers, women"),
    "investment_idr": _("investment in rupiah"),
    "capacity_value": _("capacity, amount"),
    "capacity_unit": _("capacity, unit"),
    "production_value_idr": _("value of production in rupiah"),
    "material_value_idr": _("value of materials in rupiah"),
    "export_share_pct": _("share exported, per cent"),
    "export_countries": _("countries exported to"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "certificate_iumk": _("micro business permit (IUMK)"),
    "certificate_pirt": _("home food permit (P-IRT)"),
    "certificate_halal": _("halal certificate"),
    "certificate_mark": _("trade mark"),
    "certificate_bpom": _("food registration (BPOM MD)"),
}
# Fields of a record that no column bears by that name.
_RECORD_FIELDS: Mapping[str, str | Promise] = {
    "region_id": _("regency or city"),
    "family_id": _("product family"),
    "made": _("what the business makes"),
    "established_on": _("founded on"),
}
_PREFIX = "column_"


def field_label(field: str) -> str:
    """A field of a record as a person calls it."""
    return str(FIELD_NAMES.get(field) or _RECORD_FIELDS.get(field) or field)


class ListFileForm(forms.Form):
    """Step one: the file."""

    file = forms.FileField(
        label=_("List of businesses"),
        help_text=_(
            "XLSX, XLS, ODS or CSV. Choose it or drag it here. A title block above the "
            "columns may stay."
        ),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xls,.ods,.csv", "class": "dropzone"}
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Save the list again, then retry."),
        },
    )


class ColumnForm(forms.Form):
    """Step two: for each column the field it fills."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        header: HeaderMatch,
        initial: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.columns = [column for column in header.columns if column.title]
        for column in self.columns:
            self.fields[f"{_PREFIX}{column.letter}"] = forms.ChoiceField(
                label=column.label,
                choices=[(IGNORE, _("leave aside")), *FIELD_NAMES.items()],
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"{_PREFIX}{column.letter}"] for column in self.columns]

    @property
    def left_aside(self) -> list[str]:
        """The columns that fill no field now."""
        return [
            column.label
            for column in self.columns
            if self[f"{_PREFIX}{column.letter}"].value() in (IGNORE, None)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        taken: dict[str, str] = {}
        for column in self.columns:
            field = data.get(f"{_PREFIX}{column.letter}")
            if field in taken:
                self.add_error(
                    f"{_PREFIX}{column.letter}",
                    _("Column %(other)s is read as this already.")
                    % {"other": taken[field]},
                )
            elif field and field != IGNORE:
                taken[field] = column.letter
        return data

    def overrides(self) -> tuple[str, ...]:
        """What was chosen, as `COLUMN=FIELD` for every column."""
        titles = [normalise_title(column.title) for column in self.columns]
        chosen = []
        for column in self.columns:
            field = self.cleaned_data[f"{_PREFIX}{column.letter}"]
            # A letter may be the title of another column: titles go first.
            unique = titles.count(normalise_title(column.title)) == 1
            chosen.append(f"{column.title if unique else column.letter}={field}")
        return tuple(chosen)


def initial_columns(header: HeaderMatch, fields: Mapping[str, str]) -> dict[str, str]:
    """What the selects show first: the map proposed, or what the titles say."""
    return {
        f"{_PREFIX}{column.letter}": _first_choice(column, fields)
        for column in header.columns
    }


def _first_choice(column: Column, fields: Mapping[str, str]) -> str:
    if fields:
        return fields.get(column.letter, IGNORE)
    return strong_field(column.title) or IGNORE
