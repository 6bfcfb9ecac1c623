"""Forms of papers: handed in, described, checked; certificates, registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.models import DocumentType, Market
from wadah.apps.reference.queries import list_words_not_offered
from wadah.apps.registry.models import Lot, Product, Site
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.models import CertificateState, Document, RegisterCheck
from wadah.apps.validation.reading_papers import Found
from wadah.apps.validation.registers import REGISTERS, list_registers_for

DATE = {"type": "date"}
PICTURES = "image/jpeg,image/png,image/webp"


def _day(label: Any, help_text: Any = "", required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
    )


def _past_day(label: Any) -> forms.DateField:
    field = _day(label, required=True)
    field.validators.append(_not_after_today)
    return field


def _not_after_today(day: date) -> None:
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))


class HandInForm(forms.Form):
    """A photo taken now, or a file; one of them."""

    photo = forms.FileField(
        label=_("Take a photo"),
        required=False,
        help_text=_("The whole page, flat, in daylight. Opens the camera."),
        widget=forms.FileInput(
            attrs={"accept": PICTURES, "capture": "environment", "data-shrink": ""}
        ),
    )
    upload = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("PDF, JPG or PNG, up to 20 MB and 100 pages."),
        widget=forms.FileInput(attrs={"accept": f"application/pdf,{PICTURES}"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.get("photo") or data.get("upload")
        if chosen is None and not self.errors:
            raise forms.ValidationError(_("Take a photo or choose a file first."))
        return {"upload": chosen}


class DocumentForm(forms.Form):
    """A paper: what it is, what is written on it, a photo or scan."""

    type = forms.ChoiceField(label=_("Which paper"))
    upload = forms.FileField(
        label=_("Photo or file"),
        required=False,
        help_text=_("PDF, JPG or PNG, up to 20 MB."),
        widget=forms.FileInput(
            attrs={"accept": f"application/pdf,{PICTURES}", "data-shrink": ""}
        ),
    )
    number = forms.CharField(label=_("Number"), required=False, max_length=100)
    holder = forms.CharField(
        label=_("In whose name"),
        required=False,
        max_length=200,
        help_text=_("The name that stands on the paper."),
    )
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    issued_on = _day(_("Issued on"))
    expires_on = _day(_("Valid until"), _("Leave empty when it has no end."))
    product = forms.ModelChoiceField(
        label=_("For which product"),
        queryset=Product.objects.none(),
        required=False,
        empty_label=_("for the whole business"),
    )
    lot = forms.ModelChoiceField(
        label=_("For which lot"),
        queryset=Lot.objects.none(),
        required=False,
        empty_label=_("for every lot"),
    )
    market = forms.ModelChoiceField(
        label=_("For which market"),
        queryset=Market.objects.all(),
        required=False,
        empty_label=_("for every market"),
    )

    def __init__(
        self,
        *args: Any,
        business_id: int,
        proposal: Mapping[str, Found] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        types = read_vocabulary().document_types.values()
        off = list_words_not_offered(DocumentType, timezone.localdate())
        choices = (
            (row.slug, row.name.in_language(language))
            for row in types
            if row.slug not in off
        )
        kind: Any = self.fields["type"]
        kind.choices = [("", "…"), *sorted(choices, key=_by_words)]
        products: Any = self.fields["product"]
        products.queryset = Product.objects.filter(business_id=business_id)
        lots: Any = self.fields["lot"]
        lots.queryset = Lot.objects.filter(product__business_id=business_id)
        if proposal is not None:
            del self.fields["upload"]
            self._propose(proposal)

    def _propose(self, proposal: Mapping[str, Found]) -> None:
        """Fill in what was read, each with the words it was read from."""
        for name, found in proposal.items():
            field = self.fields[name]
            self.initial.setdefault(name, found["value"])
            if self.initial[name] == found["value"]:
                field.help_text = gettext(
                    "Proposed, please check. Read: “%(words)s”."
                ) % {"words": found["words"]}

    def make_written(self) -> dict[str, Any]:
        """What `add_document` takes."""
        data = dict(self.cleaned_data)
        market = data.pop("market")
        return {**data, "scope": {"market": market.pk} if market else {}}


def _by_words(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class CheckForm(forms.Form):
    """A second person confirms."""

    checked_on = _past_day(_("Checked on"))


class CertificateForm(forms.Form):
    """What the paper covers; what it does not say is left empty."""

    holder = forms.CharField(label=_("In whose name"), required=False, max_length=200)
    process_scope = forms.CharField(
        label=_("For which work"),
        required=False,
        max_length=300,
        help_text=_("As on the paper, such as “roasting and packing of coffee”."),
    )
    sites = forms.ModelMultipleChoiceField(
        label=_("For which places"),
        queryset=Site.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    products = forms.ModelMultipleChoiceField(
        label=_("For which products"),
        queryset=Product.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: it counts for every product of the business."),
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites: Any = self.fields["sites"]
        sites.queryset = document.business.sites.all()
        sites.label_from_instance = lambda site: site.name
        products: Any = self.fields["products"]
        products.queryset = document.business.products.all()
        certificate = getattr(document, "certificate", None)
        self.initial = {"holder": document.holder}
        if certificate is not None:
            self.initial |= {
                "process_scope": certificate.process_scope,
                "sites": [row.pk for row in certificate.sites.all()],
                "products": [row.pk for row in certificate.products.all()],
            }


class AuditForm(forms.Form):
    """The certifier was there."""

    audited_on = _past_day(_("Day of the audit"))
    auditor = forms.CharField(
        label=_("Who audited"), max_length=200, help_text=_("The body or its auditor.")
    )
    finding_count = forms.IntegerField(
        label=_("How many findings"), min_value=0, max_value=999, initial=0
    )
    findings_closed_on = _day(
        _("All findings closed on"), _("Leave empty while one is open.")
    )


class StateForm(forms.Form):
    """The certifier took the certificate back, or lets it stand again."""

    state = forms.ChoiceField(
        label=_("What happened"), choices=CertificateState.State.choices
    )
    from_on = _day(_("From which day"), required=True)
    reason = forms.CharField(
        label=_("Why, and where that is written"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RegisterCheckForm(forms.Form):
    """What the register said, as the person saw it."""

    register = forms.ChoiceField(label=_("Which register"))
    said = forms.ChoiceField(
        label=_("What it said"),
        choices=[("", "…"), *RegisterCheck.Said.choices],
    )
    number = forms.CharField(
        label=_("Number in the register"), required=False, max_length=100
    )
    looked_on = _past_day(_("Looked at on"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What differs, or what was searched for."),
    )
    screenshot = forms.FileField(
        label=_("Picture of the page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": f"application/pdf,{PICTURES}"}),
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        own = list_registers_for(document.type)
        rows = [*own, *(row for row in REGISTERS.values() if row not in own)]
        register: Any = self.fields["register"]
        register.choices = [(row.code, row.name.in_language(language)) for row in rows]
