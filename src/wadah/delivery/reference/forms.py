"""Forms of the reference screens; the rules of a row stand in its model."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from wadah.delivery.reference.kinds import REGION_KINDS, Kind


def make_form(kind: Kind, row: models.Model, data: Any = None) -> forms.ModelForm[Any]:
    """The form of one row: a key that stands already is not asked for again."""
    is_new = row._state.adding
    key = kind.model._meta.pk.name
    names = [name for name in kind.fields if is_new or name != key]
    widgets: dict[str, type[forms.Widget] | forms.Widget] = {
        field.name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for field in kind.model._meta.get_fields()
        if isinstance(field, models.DateField)
    }
    made = forms.modelform_factory(kind.model, fields=names, widgets=widgets)
    form = made(data, instance=row)
    if "kind" in form.fields and kind.slug == "regions":
        form.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=list(REGION_KINDS.items())
        )
    if "disabled_from" in form.fields:
        form.fields["disabled_from"].help_text = _(
            "Empty while it is in use. From this day forms offer it no more; nothing "
            "that names it is changed."
        )
    return form


class RateFileForm(forms.Form):
    """A file of exchange rates."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ConfirmForm(forms.Form):
    """The code an officer takes for goods, and why."""

    text = forms.CharField(widget=forms.HiddenInput)
    hs6 = forms.CharField(
        label=_("HS 2022 code, six digits"),
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_(
            "One of the candidates, or another code that you know to be right."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "What decided it: a chapter note, a ruling, an answer of the customs."
        ),
    )


class UndoForm(forms.Form):
    """Why a confirmed code no longer holds."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2})
    )
