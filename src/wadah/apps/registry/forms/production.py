"""Forms of production steps and raw materials. They read; actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market
from wadah.apps.registry.forms.business import line_field, list_region_choices
from wadah.apps.registry.forms.places import number_field, set_choices
from wadah.apps.registry.making_values import MaterialLine, StepLine
from wadah.apps.registry.models import Product, RawMaterial


class StepForm(forms.Form):
    """One step: what is done, where, with what, and what is looked at."""

    title = line_field(
        _("What is done?"), 120, required=True,
        help_text=_("In a few words, such as: drying on raised beds."),
    )  # fmt: skip
    how = forms.CharField(
        label=_("How?"),
        required=False,
        help_text=_("How long, how hot, how many."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    site = forms.ChoiceField(label=_("Where?"), required=False)
    equipment = line_field(_("Tools and machines"), 200)
    checked = line_field(
        _("What is checked?"), 200,
        help_text=_("Such as: moisture at most 12.5 %, measured in every batch."),
    )  # fmt: skip
    is_outsourced = forms.BooleanField(
        label=_("Somebody else does this step for us"), required=False
    )

    def __init__(
        self, *args: Any, product: Product, line: StepLine | None = None, **kwargs: Any
    ) -> None:
        if line is not None:
            kwargs["initial"] = {**line.as_json(), "site": line.site_id or ""}
        super().__init__(*args, **kwargs)
        sites = [(str(site.pk), site.name) for site in product.business.sites.all()]
        set_choices(self, "site", [("", _("not said")), *sites])
        if not sites:
            del self.fields["site"]

    def line(self) -> StepLine:
        data = dict(self.cleaned_data)
        site = data.pop("site", "")
        return StepLine(site_id=int(site) if site else None, **data)


class MaterialForm(forms.Form):
    """One raw material and where it comes from."""

    name = line_field(
        _("Raw material"), 120, required=True,
        help_text=_("Such as: coffee cherries, palm sugar, sacks."),
    )  # fmt: skip
    origin = forms.ChoiceField(
        label=_("Where from?"),
        choices=RawMaterial.Origin.choices,
        widget=forms.RadioSelect,
    )
    region_code = forms.ChoiceField(
        label=_("Regency or city it comes from"), required=False
    )
    country = forms.ChoiceField(
        label=_("Country, when imported"), required=False, initial=""
    )
    supplier = line_field(_("From whom"), 200)
    share_percent = number_field(
        _("Share in per cent"),
        2,
        help_text=_("Of all raw material; all lines together at most 100."),
    )

    def __init__(
        self, *args: Any, actor: Actor, line: MaterialLine | None = None, **kwargs: Any
    ) -> None:
        if line is not None:
            kwargs["initial"] = {
                **line.as_json(),
                "country": "" if line.country == "ID" else line.country,
            }
        super().__init__(*args, **kwargs)
        set_choices(self, "region_code", list_region_choices(actor))
        markets = Market.objects.exclude(pk="ID")
        countries = sorted((str(market), market.pk) for market in markets)
        set_choices(
            self,
            "country",
            [("", _("Choose")), *((code, name) for name, code in countries)],
        )

    def line(self) -> MaterialLine:
        data = dict(self.cleaned_data)
        return MaterialLine(**{**data, "country": data["country"] or "ID"})
